import { useEffect } from 'react'
import { followChecks } from '@/store/project-checks'
import { useProjectStore } from '@/store/project-store'
import { replaceQuery, useRoute } from '@/store/route'
import { refreshKnowledge, requestSuggestions, useSuggestions } from '@/store/suggestions-store'
import { IconButton } from '@/ui/IconButton'
import { AddDialog } from './AddDialog'
import styles from './AnnotateScreen.module.css'
import { openView, queryOf, useAnnotateView } from './annotate-view'
import { FilterPanel } from './FilterPanel'
import { ListArea } from './ListArea'
import { SidePanel } from './SidePanel'

const LEARN_DELAY_MS = 250
const ADDRESS_DELAY_MS = 250

/**
 * Where people say what words mean: filters, the list that is the instrument, and more about the one
 * in hand. The frame itself follows nothing, so that a key pressed redraws only what it changes.
 */
export function AnnotateScreen() {
  const name = useProjectStore((state) => state.project?.name)
  const drawer = useAnnotateView((state) => state.drawer)
  const provider = useSuggestions((state) => state.provider)

  useEffect(() => {
    const { project } = useProjectStore.getState()
    if (project) refreshKnowledge(project)
    openView(useRoute.getState().query)
    return keepAddress()
  }, [])

  useEffect(() => keepLearning(), [])
  useEffect(() => followChecks(), [])

  useEffect(() => {
    const { project } = useProjectStore.getState()
    if (provider && project) void requestSuggestions(project)
  }, [provider])

  return (
    <div className={styles.screen} data-drawer={drawer}>
      <h1 className="visually-hidden">Annotate {name}</h1>
      <aside className={styles.filters} aria-label="Filters">
        <DrawerHead title="Filters" />
        <FilterPanel />
      </aside>
      <ListArea />
      <aside className={styles.panel} aria-label="More">
        <DrawerHead title="More" />
        <SidePanel />
      </aside>
      <AddDialog />
      <Announcement />
    </div>
  )
}

/** What screen readers hear; a component of its own, so that a word said redraws nothing else. */
function Announcement() {
  const announcement = useAnnotateView((state) => state.announcement)
  return (
    <p className="visually-hidden" aria-live="polite" data-announcement>
      {announcement}
    </p>
  )
}

function DrawerHead({ title }: { title: string }) {
  return (
    <div className={styles.drawerHead}>
      <strong>{title}</strong>
      <IconButton
        label={`Close ${title.toLowerCase()}`}
        icon="close"
        onPress={() => useAnnotateView.setState({ drawer: 'none' })}
      />
    </div>
  )
}

/** Keeps filters and order in the address, a moment after they changed; returns how to stop. */
function keepAddress(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const stop = useAnnotateView.subscribe((next, before) => {
    if (next.filters === before.filters && next.sort === before.sort) return
    clearTimeout(timer)
    timer = setTimeout(() => replaceQuery(queryOf(useAnnotateView.getState())), ADDRESS_DELAY_MS)
  })
  return () => {
    clearTimeout(timer)
    stop()
  }
}

/** Learns from each edit, a moment after it; returns how to stop. */
function keepLearning(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const stop = useProjectStore.subscribe(({ project }, before) => {
    if (!project || project === before.project) return
    clearTimeout(timer)
    timer = setTimeout(() => refreshKnowledge(project), LEARN_DELAY_MS)
  })
  return () => {
    clearTimeout(timer)
    stop()
  }
}
