import { memo, type ReactNode } from 'react'
import type { Severity } from '@/lint/finding'
import { DeclarationMenu } from '@/screens/annotate/naming/DeclarationMenu'
import { type Facet, toggleFilter } from '@/screens/annotate/view/filters'
import type { Filters } from '@/screens/annotate/view/view-state'
import { Bar } from '@/ui/Bar'
import styles from './FilterPanel.module.css'

type Look = {
  label: string
  count?: number
  /** Of the largest, for the bar; no bar without it. */
  share?: number
  /** A slot colour. */
  color?: number | undefined
  severity?: Severity
  isOn: boolean
  isQuiet?: boolean
}

/** A filter that can be on or off; drawn again only when what it shows changes. */
export const FilterRow = memo(function FilterRow<F extends Facet>({
  facet,
  value,
  ...look
}: Look & { facet: F; value: NonNullable<Filters[F]> }) {
  return (
    <FilterButton
      {...look}
      onPress={() => toggleFilter(facet, value)}
      menu={
        facet === 'intent' || facet === 'slot' ? (
          <DeclarationMenu kind={facet} name={value} />
        ) : undefined
      }
    />
  )
})

/** The look of a filter. */
export function FilterButton({
  label,
  count,
  share,
  color,
  severity,
  isOn,
  isQuiet = false,
  onPress,
  menu,
}: Look & { onPress: () => void; menu?: ReactNode }) {
  return (
    <div className={styles.line} data-on={isOn || undefined}>
      <button type="button" className={styles.row} aria-pressed={isOn} onClick={onPress}>
        {color !== undefined && <span className={styles.swatch} data-slot-color={color} />}
        {severity !== undefined && <span className={styles.severity} data-severity={severity} />}
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
