import { memo, useDeferredValue } from 'react'
import { statisticsOf } from '@/project/statistics'
import { focusList } from '@/screens/annotate/actions/row-actions'
import { annotateCommand } from '@/screens/annotate/commands/annotate-commands'
import { CommandButton, CommandIcon } from '@/screens/annotate/commands/CommandButton'
import { setFilters } from '@/screens/annotate/view/filters'
import { NO_FILTERS, useAnnotateView } from '@/screens/annotate/view/view-state'
import { visibleUtterances } from '@/screens/annotate/view/visible-utterances'
import { useFindings } from '@/store/project-checks'
import { useProject, useProjectStore } from '@/store/project-store'
import { useSuggestions } from '@/store/suggestions-store'
import { Button } from '@/ui/Button'
import { EmptyState } from '@/ui/EmptyState'
import { IconButton } from '@/ui/IconButton'
import { BulkBar } from './BulkBar'
import { FilterChips } from './FilterChips'
import styles from './ListArea.module.css'
import { SearchField } from './SearchField'
import { UtteranceList } from './UtteranceList'

/** The middle of the screen: search, the way back, what is done to many, and the list itself. */
export const ListArea = memo(function ListArea() {
  const project = useProject()
  const filters = useDeferredValue(useAnnotateView((state) => state.filters))
  const sort = useAnnotateView((state) => state.sort)
  const focusedId = useAnnotateView((state) => state.focusedId)
  const past = useProjectStore((state) => state.past)
  const suggestions = useSuggestions()
  const findings = useFindings((state) => state.findings)
  const visible = visibleUtterances(
    project,
    { filters, sort, focusedId },
    { suggestions, findings, past },
  )
  return (
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
        <Count
          visible={visible.length}
          all={project.utterances.length}
          done={statisticsOf(project).statuses.done}
        />
        <Tools />
      </div>
      <FilterChips />
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
                setFilters(NO_FILTERS)
                requestAnimationFrame(focusList)
              }}
            >
              Show everything
            </Button>
          }
        />
      )}
    </section>
  )
})

const Count = memo(function Count({
  visible,
  all,
  done,
}: {
  visible: number
  all: number
  done: number
}) {
  const say = (number: number) => number.toLocaleString('en')
  return (
    <span className={styles.count} role="status">
      {visible === all ? `${say(visible)} utterances` : `${say(visible)} of ${say(all)}`}
      <span className={styles.done}> · {say(done)} done</span>
    </span>
  )
})

/** Undo, redo and adding. */
const Tools = memo(function Tools() {
  // What there is to undo decides what the buttons say.
  useProjectStore((state) => state.past)
  useProjectStore((state) => state.future)
  return (
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
  )
})
