import { memo, type ReactNode, useMemo } from 'react'
import { statisticsOf } from '@/project/statistics'
import { useProject } from '@/store/project-store'
import { slotColors } from '@/store/slot-colors'
import { isDoubted, useSuggestions } from '@/store/suggestions-store'
import { Badge } from '@/ui/Badge'
import { Bar } from '@/ui/Bar'
import { IconButton } from '@/ui/IconButton'
import { Select } from '@/ui/Select'
import { type Filters, setFilters, useAnnotateView } from './annotate-view'
import { DeclarationMenu } from './DeclarationMenu'
import styles from './FilterPanel.module.css'

/** What there is, how much of it, and the ways to see only a part. */
export const FilterPanel = memo(function FilterPanel() {
  const project = useProject()
  const filters = useAnnotateView((state) => state.filters)
  const sort = useAnnotateView((state) => state.sort)
  const judgements = useSuggestions((state) => state.judgements)
  const hasModel = useSuggestions((state) => state.predictions.size > 0)
  const counts = statisticsOf(project)
  const colors = slotColors(project)
  const doubted = useMemo(
    () =>
      judgements.size === 0
        ? 0
        : project.utterances.filter((utterance) => isDoubted(utterance, judgements)).length,
    [project.utterances, judgements],
  )
  const mostIntents = Math.max(1, ...counts.intents.values())
  const mostSlots = Math.max(1, ...counts.slots.values())
  const without = counts.intents.get(null) ?? 0
  return (
    <div className={styles.panel}>
      <Group title="Show">
        <Row
          label="Everything"
          count={counts.utterances}
          isOn={isEverything(filters)}
          onPress={() =>
            setFilters({
              intent: null,
              isIntentMissing: false,
              slot: null,
              status: null,
              special: null,
              only: null,
              text: '',
            })
          }
        />
        {(['todo', 'done', 'check'] as const).map((status) => (
          <Row
            key={status}
            label={{ todo: 'To do', done: 'Done', check: 'To check' }[status]}
            count={counts.statuses[status]}
            isOn={filters.status === status}
            onPress={() => setFilters({ status: filters.status === status ? null : status })}
          />
        ))}
        <Row
          label="Without slots"
          isOn={filters.special === 'unlabelled'}
          onPress={() => toggleSpecial(filters, 'unlabelled')}
        />
        <Row
          label="With suggestions"
          isOn={filters.special === 'suggested'}
          onPress={() => toggleSpecial(filters, 'suggested')}
        />
        {judgements.size > 0 && (
          <Row
            label="The model disagrees"
            count={doubted}
            isOn={filters.special === 'doubted'}
            onPress={() => toggleSpecial(filters, 'doubted')}
          />
        )}
        {filters.only && (
          <div className={styles.only}>
            <Badge tone="accent">{filters.only.ids.size}</Badge>
            <span>{filters.only.label}</span>
            <IconButton
              label="Show the others too"
              icon="close"
              size="small"
              onPress={() => setFilters({ only: null })}
            />
          </div>
        )}
      </Group>

      <Group title="Intents" count={project.intents.length}>
        {without > 0 && (
          <Row
            label="No intent yet"
            isQuiet
            count={without}
            share={without / mostIntents}
            isOn={filters.isIntentMissing}
            onPress={() => setFilters({ isIntentMissing: !filters.isIntentMissing, intent: null })}
          />
        )}
        {project.intents.map((intent) => (
          <Row
            key={intent.name}
            label={intent.name}
            count={counts.intents.get(intent.name) ?? 0}
            share={(counts.intents.get(intent.name) ?? 0) / mostIntents}
            isOn={filters.intent === intent.name}
            onPress={() =>
              setFilters({
                intent: filters.intent === intent.name ? null : intent.name,
                isIntentMissing: false,
              })
            }
            menu={<DeclarationMenu kind="intent" name={intent.name} />}
          />
        ))}
      </Group>

      <Group title="Slots" count={counts.slots.size}>
        {[...counts.slots].map(([name, count]) => (
          <Row
            key={name}
            label={name}
            count={count}
            share={count / mostSlots}
            color={colors.get(name)}
            isOn={filters.slot === name}
            onPress={() => setFilters({ slot: filters.slot === name ? null : name })}
            menu={<DeclarationMenu kind="slot" name={name} />}
          />
        ))}
        {counts.slots.size === 0 && (
          <p className={styles.empty}>
            None yet. Select words in an utterance and press <kbd>L</kbd>.
          </p>
        )}
      </Group>

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
                : 'Needs a trained model',
            },
            { value: 'recent', label: 'Edited last first' },
            { value: 'longest', label: 'Longest first' },
            { value: 'shortest', label: 'Shortest first' },
          ]}
        />
      </div>
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

function Row({
  label,
  count,
  share,
  color,
  isOn,
  isQuiet = false,
  onPress,
  menu,
}: {
  label: string
  count?: number
  share?: number
  color?: number | undefined
  isOn: boolean
  isQuiet?: boolean
  onPress: () => void
  menu?: ReactNode
}) {
  return (
    <div className={styles.line} data-on={isOn || undefined}>
      <button type="button" className={styles.row} aria-pressed={isOn} onClick={onPress}>
        {color !== undefined && <span className={styles.swatch} data-slot-color={color} />}
        <span className={`${styles.label} ${isQuiet ? styles.quiet : ''}`}>{label}</span>
        {count !== undefined && <span className={styles.count}>{count.toLocaleString('en')}</span>}
        {share !== undefined && (
          <span className={styles.bar}>
            {color === undefined ? <Bar share={share} /> : <Bar share={share} slotColor={color} />}
          </span>
        )}
      </button>
      {menu}
    </div>
  )
}

function toggleSpecial(filters: Filters, special: NonNullable<Filters['special']>): void {
  setFilters({ special: filters.special === special ? null : special })
}

function isEverything(filters: Filters): boolean {
  return (
    filters.text === '' &&
    filters.intent === null &&
    !filters.isIntentMissing &&
    filters.slot === null &&
    filters.status === null &&
    filters.special === null &&
    filters.only === null
  )
}
