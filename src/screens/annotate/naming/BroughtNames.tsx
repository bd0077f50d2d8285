import type { BroughtName } from '@/project/name-check'
import { Button } from '@/ui/Button'
import { Callout } from '@/ui/Callout'
import { FirstFew } from '@/ui/FirstFew'
import styles from './BroughtNames.module.css'

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
      <FirstFew of={names} keyOf={(name) => `${name.of} ${name.typed}`}>
        {(name) => (
          <div className={styles.name}>
            <span>
              {name.problem.kind === 'signs' && <strong>{name.typed}: </strong>}
              {name.problem.message}
            </span>
            {name.problem.name !== '' && (
              <Button size="small" onPress={() => onTake(name)}>
                Take {name.problem.name}
              </Button>
            )}
          </div>
        )}
      </FirstFew>
    </Callout>
  )
}
