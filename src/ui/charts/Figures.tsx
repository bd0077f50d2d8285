import type { ReactNode } from 'react'
import { Term } from '../Term'
import styles from './Figures.module.css'

/** A few numbers, large, each with what it is, a note below it, and what it means. */
export function Figures({
  figures,
}: {
  figures: readonly { label: string; value: ReactNode; note?: ReactNode; about?: string }[]
}) {
  return (
    <dl className={styles.figures}>
      {figures.map(({ label, value, note, about }) => (
        <div key={label} className={styles.figure}>
          <dt className={styles.label}>{about ? <Term about={about}>{label}</Term> : label}</dt>
          <dd className={styles.value}>{value}</dd>
          {note && <dd className={styles.note}>{note}</dd>}
        </div>
      ))}
    </dl>
  )
}
