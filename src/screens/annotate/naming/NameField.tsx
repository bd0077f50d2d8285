import { checkName } from '@/project/name-check'
import { Button } from '@/ui/Button'
import { TextField } from '@/ui/TextField'
import styles from './NameField.module.css'

/** A field for the name of an intent or a slot, which says what would be wrong with it and offers the better one. */
export function NameField({
  kind,
  label,
  value,
  names,
  description,
  onChange,
  onEnter,
}: {
  kind: 'intent' | 'slot'
  label: string
  value: string
  /** Those that are there, without the one that is renamed. */
  names: readonly string[]
  description?: string
  onChange: (value: string) => void
  onEnter?: () => void
}) {
  const problem = checkName(kind, value, names)
  const note = problem?.message ?? description
  return (
    <div className={styles.name}>
      <TextField
        label={label}
        autoFocus
        value={value}
        onChange={onChange}
        {...(note === undefined ? {} : { description: note })}
        onKeyDown={(event) => {
          if (event.key === 'Enter') onEnter?.()
        }}
      />
      {problem && problem.name !== '' && (
        <Button size="small" onPress={() => onChange(problem.name)}>
          Take {problem.name}
        </Button>
      )}
    </div>
  )
}
