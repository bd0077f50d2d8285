import { type InputHTMLAttributes, type Ref, useId } from 'react'
import styles from './Field.module.css'

/** One line of text. */
export function TextField({
  label,
  isLabelHidden = false,
  value,
  onChange,
  description,
  error,
  ...rest
}: Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange' | 'value' | 'className'> & {
  label: string
  isLabelHidden?: boolean
  value: string
  onChange: (value: string) => void
  description?: string
  error?: string | null
  ref?: Ref<HTMLInputElement>
}) {
  const id = useId()
  const hasFootnote = Boolean(error ?? description)
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={isLabelHidden ? 'visually-hidden' : styles.label}>
        {label}
      </label>
      <input
        dir="auto"
        {...rest}
        id={id}
        className={styles.control}
        value={value}
        aria-invalid={error ? true : undefined}
        aria-describedby={hasFootnote ? `${id}-note` : undefined}
        onChange={(event) => onChange(event.target.value)}
      />
      {hasFootnote && (
        <span id={`${id}-note`} className={error ? styles.error : styles.description}>
          {error ?? description}
        </span>
      )}
    </div>
  )
}
