import { memo } from 'react'
import { labelOfRule, SPECIAL_LABELS, STATUS_LABELS } from '@/screens/annotate/view/filter-labels'
import { setFilters } from '@/screens/annotate/view/filters'
import { type Filters, useAnnotateView } from '@/screens/annotate/view/view-state'
import { Icon } from '@/ui/Icon'
import styles from './FilterChips.module.css'

type Chip = { id: string; kind: string; label: string; without: Partial<Filters> }

/** Which filters are on, above the list, each with the way to take it off: also where no panel is open. */
export const FilterChips = memo(function FilterChips() {
  const filters = useAnnotateView((state) => state.filters)
  const chips = chipsOf(filters)
  if (chips.length === 0) return null
  return (
    <ul className={styles.chips} aria-label="Filters that are on">
      {chips.map(({ id, kind, label, without }) => (
        <li key={id}>
          <button
            type="button"
            className={styles.chip}
            aria-label={`Take off the filter ${kind} ${label}`}
            onClick={() => setFilters(without)}
          >
            <span>{kind}</span>
            <span className={styles.label}>{label}</span>
            <Icon name="close" size={12} />
          </button>
        </li>
      ))}
    </ul>
  )
})

function chipsOf(filters: Filters): Chip[] {
  const { status, special, intent, isIntentMissing, slot, rule, only } = filters
  const chips: (Chip | null)[] = [
    status && {
      id: 'status',
      kind: 'Status',
      label: STATUS_LABELS[status],
      without: { status: null },
    },
    special && {
      id: 'special',
      kind: 'Only',
      label: SPECIAL_LABELS[special],
      without: { special: null },
    },
    intent === null
      ? null
      : { id: 'intent', kind: 'Intent', label: intent, without: { intent: null } },
    isIntentMissing
      ? { id: 'missing', kind: 'Intent', label: 'none yet', without: { isIntentMissing: false } }
      : null,
    slot === null ? null : { id: 'slot', kind: 'Slot', label: slot, without: { slot: null } },
    rule === null
      ? null
      : { id: 'rule', kind: 'Check', label: labelOfRule(rule), without: { rule: null } },
    only && { id: 'only', kind: 'Only', label: only.label, without: { only: null } },
  ]
  return chips.filter((chip) => chip !== null)
}
