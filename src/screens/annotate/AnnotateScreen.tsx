import { type ReactNode, useEffect, useRef } from 'react'
import { followChecks } from '@/store/project-checks'
import { useProjectStore } from '@/store/project-store'
import { replaceQuery, useRoute } from '@/store/route'
import { refreshKnowledge, requestSuggestions, useSuggestions } from '@/store/suggestions-store'
import { IconButton } from '@/ui/IconButton'
import styles from './AnnotateScreen.module.css'
import { focusList } from './actions/row-actions'
import { AddDialog } from './add/AddDialog'
import { ListArea } from './list/ListArea'
import { FilterPanel } from './side/FilterPanel'
import { SidePanel } from './side/SidePanel'
import { openView, queryOf } from './view/view-address'
import { useAnnotateView } from './view/view-state'

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
      <Side className={styles.filters} title="Filters" drawer="filters">
        <FilterPanel />
      </Side>
      <ListArea />
      <Side className={styles.panel} title="More" drawer="panel">
        <SidePanel />
      </Side>
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

/**
 * What stands beside the list, or lies over it as a drawer on a narrow page. Escape leads back to the
 * list; a drawer takes the focus when it opens and closes when the focus leaves it.
 */
function Side({
  className,
  title,
  drawer,
  children,
}: {
  className: string | undefined
  title: string
  drawer: 'filters' | 'panel'
  children: ReactNode
}) {
  const isOpen = useAnnotateView((state) => state.drawer === drawer)
  const own = useRef<HTMLElement>(null)
  useEffect(() => {
    // The cross shows only where the panel is a drawer, and only then it can have the focus.
    if (isOpen && !own.current?.contains(document.activeElement)) {
      own.current?.querySelector('button')?.focus()
    }
  }, [isOpen])
  const close = () => {
    if (isOpen) useAnnotateView.setState({ drawer: 'none' })
  }
  return (
    <aside
      ref={own}
      className={className}
      aria-label={title}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return
        if (event.target instanceof Element && !own.current?.contains(event.target)) return
        close()
        focusList()
      }}
      onBlur={({ relatedTarget }) => {
        if (!(relatedTarget instanceof Element) || own.current?.contains(relatedTarget)) return
        if (!relatedTarget.closest('[role="dialog"], [role="menu"], [role="listbox"]')) close()
      }}
    >
      <div className={styles.drawerHead}>
        <strong>{title}</strong>
        <IconButton
          label={`Close ${title.toLowerCase()}`}
          icon="close"
          onPress={() => {
            close()
            focusList()
          }}
        />
      </div>
      {children}
    </aside>
  )
}

/** Keeps filters, order and place in the address, a moment after they changed; returns how to stop. */
function keepAddress(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const stop = useAnnotateView.subscribe((next, before) => {
    const isSame =
      next.filters === before.filters &&
      next.sort === before.sort &&
      next.focusedId === before.focusedId
    if (isSame) return
    clearTimeout(timer)
    timer = setTimeout(() => replaceQuery(queryOf(useAnnotateView.getState())), ADDRESS_DELAY_MS)
  })
  return () => {
    clearTimeout(timer)
    stop()
  }
}

/** Learns from each edit and asks about what it left open, a moment after it; returns how to stop. */
function keepLearning(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const stop = useProjectStore.subscribe(({ project }, before) => {
    if (!project || project === before.project) return
    clearTimeout(timer)
    timer = setTimeout(() => {
      refreshKnowledge(project)
      // What was added or changed is new to the model, too.
      void requestSuggestions(project)
    }, LEARN_DELAY_MS)
  })
  return () => {
    clearTimeout(timer)
    stop()
  }
}
