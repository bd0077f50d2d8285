import { setPreferences, usePreferences } from '@/store/preferences'
import { useProjectStore } from '@/store/project-store'
import { SKILL_SCREENS, type SkillScreen, screenHref, skillsHref, useRoute } from '@/store/route'
import { Icon, type IconName } from '@/ui/Icon'
import { IconButton } from '@/ui/IconButton'
import { Menu } from '@/ui/Menu'
import styles from './AppBar.module.css'
import { Logo } from './Logo'
import { SaveStatus } from './SaveStatus'
import { showSheet } from './sheets'

const SCREEN_LOOKS: Record<SkillScreen, { label: string; icon: IconName }> = {
  annotate: { label: 'Annotate', icon: 'tag' },
  train: { label: 'Train', icon: 'bolt' },
  evaluate: { label: 'Evaluate', icon: 'chart' },
  try: { label: 'Try', icon: 'play' },
  export: { label: 'Export', icon: 'download' },
}

/** The bar at the top: the way home, the five screens of the open skill, and what holds everywhere. */
export function AppBar() {
  const route = useRoute()
  const name = useProjectStore((state) => state.project?.name)
  const projectId = route.screen === 'skills' ? null : route.projectId
  return (
    <header className={styles.bar}>
      <a href={skillsHref()} className={styles.home} aria-label="Skillet: all skills">
        <Logo />
        <span className={styles.brand}>Skillet</span>
      </a>
      {projectId && name !== undefined && (
        <>
          <span className={styles.slash} aria-hidden="true">
            /
          </span>
          <span className={styles.name} title={name}>
            {name}
          </span>
        </>
      )}
      {projectId && (
        <nav className={styles.screens} aria-label="Screens of this skill">
          {SKILL_SCREENS.map((screen) => (
            <a
              key={screen}
              href={screenHref(projectId, screen)}
              className={styles.screen}
              aria-current={route.screen === screen ? 'page' : undefined}
            >
              <Icon name={SCREEN_LOOKS[screen].icon} />
              <span>{SCREEN_LOOKS[screen].label}</span>
            </a>
          ))}
        </nav>
      )}
      <div className={styles.end}>
        {projectId && <SaveStatus />}
        <IconButton
          label="Help and shortcuts"
          icon="keyboard"
          keys="?"
          onPress={() => showSheet('help')}
        />
        <ThemeMenu />
      </div>
    </header>
  )
}

function ThemeMenu() {
  const theme = usePreferences((state) => state.theme)
  const icons = { system: 'system', light: 'sun', dark: 'moon' } as const
  return (
    <Menu
      label="Theme"
      trigger={<IconButton label={`Theme: ${theme}`} icon={icons[theme]} />}
      entries={(['system', 'light', 'dark'] as const).map((choice) => ({
        kind: 'action',
        id: choice,
        label: { system: 'Like the system', light: 'Light', dark: 'Dark' }[choice],
        icon: icons[choice],
        run: () => setPreferences({ theme: choice }),
      }))}
    />
  )
}
