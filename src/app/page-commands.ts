import { evaluateCommands } from '@/screens/evaluate/evaluate-commands'
import { exportCommands } from '@/screens/export/export-commands'
import { skillsCommands } from '@/screens/skills/skills-commands'
import { trainCommands } from '@/screens/train/train-commands'
import { tryCommands } from '@/screens/try/try-commands'
import { downloadBackup } from '@/store/backup'
import type { Command } from '@/store/command'
import { setPreferences, usePreferences } from '@/store/preferences'
import { useProjectStore } from '@/store/project-store'
import { goTo, SKILL_SCREENS, screenHref, skillsHref, useRoute } from '@/store/route'
import { showSheet } from './sheets'

/** What can be done on any screen, and on those whose commands press their controls: all but annotating. */
export const pageCommands: readonly Command[] = [
  command('palette', 'Command palette', 'Everywhere', ['Ctrl+k'], () => showSheet('palette')),
  command('help', 'Help and shortcuts', 'Everywhere', ['?'], () => showSheet('help')),
  command('skills', 'All skills', 'Go to', ['Alt+0'], () => goTo(skillsHref())),
  ...SKILL_SCREENS.map((screen, index) =>
    command(
      `go-${screen}`,
      `${screen[0]?.toUpperCase()}${screen.slice(1)}`,
      'Go to',
      [`Alt+${index + 1}`],
      () => {
        const id = useProjectStore.getState().project?.id
        if (id !== undefined) goTo(screenHref(id, screen))
      },
      () => useRoute.getState().screen !== 'skills',
    ),
  ),
  command('theme', 'Switch between light and dark', 'Everywhere', [], () => {
    const { theme } = usePreferences.getState()
    const isDark =
      theme === 'dark' || (theme === 'system' && matchMedia('(prefers-color-scheme: dark)').matches)
    setPreferences({ theme: isDark ? 'light' : 'dark' })
  }),
  command(
    'backup',
    'Download a backup of the skill',
    'Everywhere',
    [],
    () => {
      const { project } = useProjectStore.getState()
      if (project) downloadBackup(project)
    },
    () => useProjectStore.getState().project !== null,
  ),
  ...skillsCommands,
  ...trainCommands,
  ...evaluateCommands,
  ...tryCommands,
  ...exportCommands,
]

function command(
  id: string,
  label: string,
  group: string,
  keys: readonly string[],
  run: () => void,
  isEnabled: () => boolean = () => true,
): Command {
  return { id, label, group, keys, scope: 'page', screen: 'everywhere', isEnabled, run }
}
