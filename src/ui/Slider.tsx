import { useId } from 'react'
import styles from './Slider.module.css'

/** Chooses a number in a range; `format` says it in words. */
export function Slider({
  label,
  value,
  min,
  max,
  step,
  onChange,
  format = String,
  description,
  isDisabled = false,
}: {
  label: string
  value: number
  min: number
  max: number
  step: number
  onChange: (value: number) => void
  format?: (value: number) => string
  description?: string
  isDisabled?: boolean
}) {
  const id = useId()
  return (
    <div className={styles.field}>
      <div className={styles.words}>
        <label htmlFor={id} className={styles.label}>
          {label}
        </label>
        <output htmlFor={id} className={styles.value}>
          {format(value)}
        </output>
      </div>
      <input
        id={id}
        type="range"
        className={styles.slider}
        min={min}
        max={max}
        step={step}
        value={value}
        disabled={isDisabled}
        aria-valuetext={format(value)}
        aria-describedby={description ? `${id}-note` : undefined}
        onChange={(event) => onChange(event.target.valueAsNumber)}
      />
      {description && (
        <span id={`${id}-note`} className={styles.description}>
          {description}
        </span>
      )}
    </div>
  )
}
