import { Bar } from '../Bar'
import { formatCertainty } from './numbers'
import styles from './TokenConfidence.module.css'

/** So many scroll in their place. */
const MANY = 80

/** Each word with what it was taken for and how surely; unsure words stand out by their short bar. */
export function TokenConfidence({
  text,
  tokens,
  colors,
}: {
  text: string
  tokens: readonly { start: number; end: number; slot: string | null; probability: number }[]
  colors: ReadonlyMap<string, number>
}) {
  return (
    <ol
      dir="auto"
      className={styles.tokens}
      aria-label="How sure the model is of each word"
      {...(tokens.length > MANY ? { tabIndex: 0 } : {})}
    >
      {tokens.map(({ start, end, slot, probability }) => (
        <li
          key={start}
          className={styles.token}
          data-slot-color={slot === null ? undefined : (colors.get(slot) ?? 0)}
        >
          <span className={styles.word}>{text.slice(start, end)}</span>
          <Bar share={probability} />
          <span className={styles.said}>
            {slot ?? 'no slot'} {formatCertainty(probability)}
          </span>
        </li>
      ))}
    </ol>
  )
}
