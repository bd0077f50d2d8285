import { Suspense, useEffect } from 'react'
import { downloadRaw } from '@/store/backup'
import { openProject } from '@/store/project-library'
import { useProjectStore } from '@/store/project-store'
import { type Route, skillsHref, useRoute } from '@/store/route'
import { Button } from '@/ui/Button'
import { EmptyState } from '@/ui/EmptyState'
import { ErrorBoundary } from '@/ui/ErrorBoundary'
import { LinkButton } from '@/ui/LinkButton'
import { ToastRegion } from '@/ui/ToastRegion'
import { Tooltip } from '@/ui/Tooltip'
import styles from './App.module.css'
import { AppBar } from './AppBar'
import { CrashNotice } from './CrashNotice'
import { JobBar } from './JobBar'
import { keepFocus } from './keep-focus'
import { Sheets } from './Sheets'
import { StorageNotice } from './StorageNotice'
import { SCREENS, SkillsScreen } from './screens'
import { listenForShortcuts } from './shortcuts'
import { UpdateNotice } from './UpdateNotice'
import { VisitingModel } from './VisitingModel'

/** The whole page: the bar, notices about storage, the screen that the address names, and messages. */
export function App() {
  const route = useRoute()
  const projectId = route.screen === 'skills' ? null : route.projectId
  const skillName = useProjectStore((state) => state.project?.name)

  useEffect(() => {
    if (projectId !== null) void openProject(projectId)
  }, [projectId])

  useEffect(() => listenForShortcuts(), [])
  useEffect(() => keepFocus(), [])

  useEffect(() => {
    const place = route.screen[0]?.toUpperCase() + route.screen.slice(1)
    document.title = projectId && skillName ? `${skillName} · ${place} · Skillet` : 'Skillet'
  }, [route.screen, projectId, skillName])

  return (
    <div className={styles.page}>
      <button
        type="button"
        className={styles.skip}
        onClick={() => document.getElementById('main')?.focus()}
      >
        Skip to content
      </button>
      <AppBar />
      <JobBar />
      <StorageNotice />
      <UpdateNotice />
      <main id="main" className={styles.main} tabIndex={-1}>
        <ErrorBoundary
          key={`${route.screen} ${projectId}`}
          fallback={(error) => <CrashNotice error={error} />}
        >
          <Suspense fallback={<p className={styles.waiting}>Loading…</p>}>
            <Screen route={route} />
          </Suspense>
        </ErrorBoundary>
      </main>
      <VisitingModel />
      <Sheets />
      <ToastRegion />
      <Tooltip />
    </div>
  )
}

function Screen({ route }: { route: Route }) {
  const openId = useProjectStore((state) => state.project?.id)
  const problem = useProjectStore((state) => state.problem)
  if (route.screen === 'skills') return <SkillsScreen />
  if (openId === route.projectId) {
    const SkillScreen = SCREENS[route.screen]
    return <SkillScreen key={openId} />
  }
  if (problem?.projectId === route.projectId) {
    return (
      <EmptyState
        icon="warning"
        title={problem.title}
        actions={
          <>
            <LinkButton href={skillsHref()} kind="primary">
              All skills
            </LinkButton>
            {problem.raw !== undefined && (
              <Button icon="download" onPress={() => downloadRaw('damaged skill', problem.raw)}>
                Download the raw data
              </Button>
            )}
          </>
        }
      >
        {problem.remedy}
      </EmptyState>
    )
  }
  return <p className={styles.waiting}>Opening the skill…</p>
}
