import { useDeferredValue, useEffect } from 'react'
import { useProject, useProjectStore } from '@/store/project-store'
import { replaceQuery, useRoute } from '@/store/route'
import { refreshKnowledge, requestSuggestions, useSuggestions } from '@/store/suggestions-store'
import { Button } from '@/ui/Button'
import { EmptyState } from '@/ui/EmptyState'
import { IconButton } from '@/ui/IconButton'
import { Tabs } from '@/ui/Tabs'
import { AddDialog } from './AddDialog'
import styles from './AnnotateScreen.module.css'
import { focusList } from './annotate-actions'
import { annotateCommand } from './annotate-commands'
import { NO_FILTERS, openView, queryOf, useAnnotateView } from './annotate-view'
import { BulkBar } from './BulkBar'
import { ChecksPanel } from './ChecksPanel'
import { CommandButton, CommandIcon } from './CommandButton'
import { DetailsPanel } from './DetailsPanel'
import { FilterPanel, SearchField } from './FilterPanel'
import { SlotTypesPanel } from './SlotTypesPanel'
import { TemplatesPanel } from './TemplatesPanel'
import { UtteranceList } from './UtteranceList'
import { visibleUtterances } from './visible-utterances'

const LEARN_DELAY_MS = 250
const PANELS = ['details', 'slots', 'templates', 'checks'] as const

/** Where people say what words mean: filters, the list that is the instrument, and more about the one in hand. */
export function AnnotateScreen() {
  const project = useProject()
  const filters = useDeferredValue(useAnnotateView((state) => state.filters))
  const sort = useAnnotateView((state) => state.sort)
  const focusedId = useAnnotateView((state) => state.focusedId)
  const panel = useAnnotateView((state) => state.panel)
  const drawer = useAnnotateView((state) => state.drawer)
  const past = useProjectStore((state) => state.past)
  const suggestions = useSuggestions()
  const visible = visibleUtterances(project, { filters, sort, focusedId }, suggestions, past)

  useEffect(() => {
    const { project: open } = useProjectStore.getState()
    if (open) refreshKnowledge(open)
    openView(useRoute.getState().query)
    return useAnnotateView.subscribe((next, before) => {
      if (next.filters !== before.filters || next.sort !== before.sort) replaceQuery(queryOf(next))
    })
  }, [])

  useEffect(() => {
    const timer = setTimeout(() => refreshKnowledge(project), LEARN_DELAY_MS)
    return () => clearTimeout(timer)
  }, [project])

  useEffect(() => {
    const { project: open } = useProjectStore.getState()
    if (suggestions.provider && open) void requestSuggestions(open)
  }, [suggestions.provider])

  const done = project.utterances.length - countOpen(project.utterances)
  return (
    <div className={styles.screen} data-drawer={drawer}>
      <h1 className="visually-hidden">Annotate {project.name}</h1>
      <aside className={styles.filters} aria-label="Filters">
        <DrawerHead title="Filters" />
        <FilterPanel />
      </aside>
      <section className={styles.middle} aria-label="Utterances">
        <div className={styles.toolbar}>
          <span className={styles.narrow}>
            <IconButton
              label="Filters"
              icon="filter"
              onPress={() => useAnnotateView.setState({ drawer: 'filters' })}
            />
          </span>
          <SearchField />
          <span className={styles.count} aria-live="polite">
            {visible.length === project.utterances.length
              ? `${visible.length.toLocaleString('en')} utterances`
              : `${visible.length.toLocaleString('en')} of ${project.utterances.length.toLocaleString('en')}`}
            <span className={styles.done}> · {done.toLocaleString('en')} done</span>
          </span>
          <span className={styles.end}>
            <CommandIcon command={annotateCommand('undo')} icon="undo" />
            <CommandIcon command={annotateCommand('redo')} icon="redo" />
            <CommandButton command={annotateCommand('add')} size="small" icon="add">
              Add
            </CommandButton>
            <span className={styles.medium}>
              <IconButton
                label="More about this utterance"
                icon="list"
                onPress={() => useAnnotateView.setState({ drawer: 'panel' })}
              />
            </span>
          </span>
        </div>
        <BulkBar />
        {visible.length > 0 ? (
          <UtteranceList utterances={visible} />
        ) : project.utterances.length === 0 ? (
          <EmptyState
            icon="tag"
            title="Nothing to annotate yet"
            actions={
              <CommandButton command={annotateCommand('add')} kind="primary" icon="add">
                Add utterances
              </CommandButton>
            }
          >
            Paste what people say to your skill, one utterance on each line.
          </EmptyState>
        ) : (
          <EmptyState
            icon="filter"
            title="Nothing matches"
            actions={
              <Button
                onPress={() => {
                  useAnnotateView.setState({ filters: NO_FILTERS })
                  requestAnimationFrame(focusList)
                }}
              >
                Show everything
              </Button>
            }
          />
        )}
      </section>
      <aside className={styles.panel} aria-label="More">
        <DrawerHead title="More" />
        <Tabs
          label="More"
          selected={panel}
          onChange={(next) => {
            const panel = PANELS.find((one) => one === next)
            if (panel) useAnnotateView.setState({ panel })
          }}
          tabs={[
            { id: 'details', label: 'Utterance', content: <DetailsPanel /> },
            { id: 'slots', label: 'Slot types', content: <SlotTypesPanel /> },
            { id: 'templates', label: 'Templates', content: <TemplatesPanel /> },
            { id: 'checks', label: 'Checks', content: <ChecksPanel /> },
          ]}
        />
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
    <p className="visually-hidden" aria-live="assertive">
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

function countOpen(utterances: readonly { status: string }[]): number {
  let open = 0
  for (const { status } of utterances) if (status !== 'done') open++
  return open
}
