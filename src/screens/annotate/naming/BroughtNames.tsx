import type { BroughtName } from '@/project/name-check'
import { Button } from '@/ui/Button'
import { Callout } from '@/ui/Callout'
import styles from './BroughtNames.module.css'

const SHOWN = 5

/** Names that a pasted text brings and that need a look, each with the one that is meant. */
export function BroughtNames({
  names,
  onTake,
}: {
  names: readonly BroughtName[]
  onTake: (name: BroughtName) => void
}) {
  if (names.length === 0) return null
  return (
    <Callout
      tone="warn"
      title={names.length === 1 ? 'A name needs a look' : `${names.length} names need a look`}
    >
      <ul className={styles.notes}>
        {names.slice(0, SHOWN).map((name) => (
          <li key={`${name.of} ${name.typed}`} className={styles.name}>
            <span>
              {name.problem.kind === 'signs' && <strong>{name.typed}: </strong>}
              {name.problem.message}
            </span>
            {name.problem.name !== '' && (
              <Button size="small" onPress={() => onTake(name)}>
                Take {name.problem.name}
              </Button>
            )}
          </li>
        ))}
        {names.length > SHOWN && <li>and {(names.length - SHOWN).toLocaleString('en')} more</li>}
      </ul>
    </Callout>
  )
}
