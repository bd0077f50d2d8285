import { useId } from 'react'
import styles from './ProgressBar.module.css'

/** How far something is; `value` in [0, 1], or null while nobody knows. */
export function ProgressBar({
  label,
  isLabelHidden = false,
  value,
  note,
}: {
  label: string
  isLabelHidden?: boolean
  value: number | null
  note?: string
}) {
  const id = useId()
  const percent = value === null ? null : Math.round(Math.min(1, Math.max(0, value)) * 100)
  return (
    <div className={styles.field}>
      <div className={isLabelHidden ? 'visually-hidden' : styles.words}>
        <span id={id}>{label}</span>
        <span className={styles.note}>{note ?? (percent === null ? '' : `${percent}%`)}</span>
      </div>
      <div
        role="progressbar"
        aria-labelledby={id}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent ?? undefined}
        aria-valuetext={note}
        className={styles.track}
      >
        <div
          className={`${styles.bar} ${percent === null ? styles.unknown : ''}`}
          style={percent === null ? undefined : { transform: `scaleX(${percent / 100})` }}
        />
      </div>
    </div>
  )
}
