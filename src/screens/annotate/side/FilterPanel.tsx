import { memo, type ReactNode, useDeferredValue, useMemo } from 'react'
import { statisticsOf } from '@/project/statistics'
import { labelOfRule, SPECIAL_LABELS, STATUS_LABELS } from '@/screens/annotate/view/filter-labels'
import { setFilters } from '@/screens/annotate/view/filters'
import { foundBy } from '@/screens/annotate/view/found-by'
import { NO_FILTERS, useAnnotateView } from '@/screens/annotate/view/view-state'
import { isDoubted } from '@/store/offer'
import { useFindings } from '@/store/project-checks'
import { useProject } from '@/store/project-store'
import { slotColors } from '@/store/slot-colors'
import { useSuggestions } from '@/store/suggestions-store'
import { Select } from '@/ui/Select'
import styles from './FilterPanel.module.css'
import { FilterButton, FilterRow } from './FilterRow'

/** What there is, how much of it, and the ways to see only a part. */
export const FilterPanel = memo(function FilterPanel() {
  // A moment behind, so that a key pressed never waits for the counts.
  const project = useDeferredValue(useProject())
  const filters = useAnnotateView((state) => state.filters)
  const counts = statisticsOf(project)
  const colors = slotColors(project)
  const mostIntents = Math.max(1, ...counts.intents.values())
  const mostSlots = Math.max(1, ...counts.slots.values())
  const without = counts.intents.get(null) ?? 0
  return (
    <div className={styles.panel}>
      <Order />
      <Group title="Show">
        <FilterButton
          label="Everything"
          count={counts.utterances}
          isOn={Object.entries(NO_FILTERS).every(
            ([name, value]) => filters[name as keyof typeof filters] === value,
          )}
          onPress={showEverything}
        />
        {(['todo', 'done', 'check'] as const).map((status) => (
          <FilterRow
            key={status}
            facet="status"
            value={status}
            label={STATUS_LABELS[status]}
            count={counts.statuses[status]}
            isOn={filters.status === status}
          />
        ))}
        {(['unlabelled', 'suggested'] as const).map((special) => (
          <FilterRow
            key={special}
            facet="special"
            value={special}
            label={SPECIAL_LABELS[special]}
            {...(special === 'unlabelled' && { count: counts.unlabelled })}
            isOn={filters.special === special}
          />
        ))}
        <Doubted isOn={filters.special === 'doubted'} />
      </Group>

      <Group title="Intents" count={project.intents.length}>
        {without > 0 && (
          <FilterButton
            label="No intent yet"
            isQuiet
            count={without}
            share={without / mostIntents}
            isOn={filters.isIntentMissing}
            onPress={toggleMissing}
          />
        )}
        {project.intents.map(({ name }) => (
          <FilterRow
            key={name}
            facet="intent"
            value={name}
            label={name}
            count={counts.intents.get(name) ?? 0}
            share={(counts.intents.get(name) ?? 0) / mostIntents}
            isOn={filters.intent === name}
          />
        ))}
      </Group>

      <Group title="Slots" count={counts.slots.size}>
        {[...counts.slots].map(([name, count]) => (
          <FilterRow
            key={name}
            facet="slot"
            value={name}
            label={name}
            count={count}
            share={count / mostSlots}
            color={colors.get(name)}
            isOn={filters.slot === name}
          />
        ))}
        {counts.slots.size === 0 && (
          <p className={styles.empty}>
            None yet. Select words in an utterance and press <kbd>L</kbd>.
          </p>
        )}
      </Group>

      <Checks chosen={filters.rule} />
    </div>
  )
})

/** Utterances that a model which had not seen them would label otherwise. */
const Doubted = memo(function Doubted({ isOn }: { isOn: boolean }) {
  const { utterances } = useDeferredValue(useProject())
  const judgements = useSuggestions((state) => state.judgements)
  const count = useMemo(
    () =>
      judgements.size === 0
        ? 0
        : utterances.filter((utterance) => isDoubted(utterance, judgements)).length,
    [utterances, judgements],
  )
  if (judgements.size === 0) {
    return <p className={styles.empty}>Train once to see where the model disagrees.</p>
  }
  return (
    <FilterRow
      facet="special"
      value="doubted"
      label={SPECIAL_LABELS.doubted}
      count={count}
      isOn={isOn}
    />
  )
})

/** One row for each rule that complains about utterances. */
const Checks = memo(function Checks({ chosen }: { chosen: string | null }) {
  const findings = useFindings((state) => state.findings)
  const found = [...foundBy(findings)]
  if (found.length === 0) return null
  return (
    <Group title="Checks" count={found.length}>
      {found.map(([ruleId, { severity, ids }]) => (
        <FilterRow
          key={ruleId}
          facet="rule"
          value={ruleId}
          label={labelOfRule(ruleId)}
          count={ids.size}
          severity={severity}
          isOn={chosen === ruleId}
        />
      ))}
    </Group>
  )
})

const Order = memo(function Order() {
  const sort = useAnnotateView((state) => state.sort)
  const hasModel = useSuggestions((state) => state.predictions.size > 0)
  return (
    <div className={styles.sort}>
      <Select
        label="Order"
        size="small"
        value={sort}
        onChange={(next) => useAnnotateView.setState({ sort: next })}
        options={[
          { value: 'skill', label: 'As in the skill' },
          {
            value: 'uncertain',
            label: 'Most telling first',
            description: hasModel
              ? 'What the model is least sure of, varied'
              : 'Needs five labelled utterances',
          },
          { value: 'recent', label: 'Edited last first' },
          { value: 'longest', label: 'Longest first' },
          { value: 'shortest', label: 'Shortest first' },
        ]}
      />
    </div>
  )
})

function Group({ title, count, children }: { title: string; count?: number; children: ReactNode }) {
  return (
    <section className={styles.group} aria-label={title}>
      <h2 className={styles.title}>
        {title}
        {count !== undefined && <span className={styles.count}>{count}</span>}
      </h2>
      {children}
    </section>
  )
}

function showEverything(): void {
  setFilters(NO_FILTERS)
}

function toggleMissing(): void {
  const { isIntentMissing } = useAnnotateView.getState().filters
  setFilters({ isIntentMissing: !isIntentMissing, intent: null })
}
