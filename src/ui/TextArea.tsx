import { type Ref, type TextareaHTMLAttributes, useId } from 'react'
import styles from './Field.module.css'

/** Several lines of text. */
export function TextArea({
  label,
  isLabelHidden = false,
  value,
  onChange,
  description,
  ...rest
}: Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'onChange' | 'value' | 'className'> & {
  label: string
  isLabelHidden?: boolean
  value: string
  onChange: (value: string) => void
  description?: string
  ref?: Ref<HTMLTextAreaElement>
}) {
  const id = useId()
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={isLabelHidden ? 'visually-hidden' : styles.label}>
        {label}
      </label>
      <textarea
        dir="auto"
        rows={4}
        {...rest}
        id={id}
        className={styles.control}
        value={value}
        aria-describedby={description ? `${id}-note` : undefined}
        onChange={(event) => onChange(event.target.value)}
      />
      {description && (
        <span id={`${id}-note`} className={styles.description}>
          {description}
        </span>
      )}
    </div>
  )
}
