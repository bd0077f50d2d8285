import { Bar } from '../Bar'
import styles from './IntentShares.module.css'
import { formatCertainty } from './numbers'

/** So many say what a model hesitates between. */
const SHOWN = 5

/** How sure a model is of each intent, the surest first and large; certainties, so never `100%`. */
export function IntentShares({
  intents,
}: {
  intents: readonly { intent: string; probability: number }[]
}) {
  return (
    <ol className={styles.intents} aria-label="How sure the model is of each intent">
      {intents.slice(0, SHOWN).map(({ intent, probability }) => (
        <li key={intent} className={styles.intent}>
          <span className={styles.name}>{intent}</span>
          <Bar share={probability} />
          <span className={styles.share}>{formatCertainty(probability, 1)}</span>
        </li>
      ))}
    </ol>
  )
}
