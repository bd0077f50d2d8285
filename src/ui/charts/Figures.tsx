import type { ReactNode } from 'react'
import styles from './Figures.module.css'

/** A few numbers, large, each with what it is and a note below it. */
export function Figures({
  figures,
}: {
  figures: readonly { label: string; value: ReactNode; note?: ReactNode }[]
}) {
  return (
    <dl className={styles.figures}>
      {figures.map(({ label, value, note }) => (
        <div key={label} className={styles.figure}>
          <dt className={styles.label}>{label}</dt>
          <dd className={styles.value}>{value}</dd>
          {note && <dd className={styles.note}>{note}</dd>}
        </div>
      ))}
    </dl>
  )
}
