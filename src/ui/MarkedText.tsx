import styles from './MarkedText.module.css'

/** A stretch of a text with a name; offsets are UTF-16, `end` exclusive. `color` is an index of tokens.css. */
export type Mark = { start: number; end: number; name: string; color: number; note?: string }

/** Beyond it a text scrolls in its place: nobody reads so much, and what is below must be found. */
const LONG = 600

/** A text with named stretches in colour, in the direction in which it is written. Marks must not overlap. */
export function MarkedText({
  text,
  marks,
  size = 'medium',
  hasNames = true,
}: {
  text: string
  marks: readonly Mark[]
  size?: 'medium' | 'large'
  hasNames?: boolean
}) {
  const parts: { text: string; mark: Mark | null }[] = []
  let end = 0
  for (const mark of [...marks].sort((a, b) => a.start - b.start)) {
    if (mark.start > end) parts.push({ text: text.slice(end, mark.start), mark: null })
    parts.push({ text: text.slice(mark.start, mark.end), mark })
    end = mark.end
  }
  if (end < text.length) parts.push({ text: text.slice(end), mark: null })
  const isLong = text.length > LONG
  return (
    <span
      dir="auto"
      className={`${styles.text} ${styles[size]} ${isLong ? styles.long : ''}`}
      {...(isLong ? { role: 'group', 'aria-label': 'A long text', tabIndex: 0 } : {})}
    >
      {parts.map(({ text: part, mark }, index) =>
        mark ? (
          <mark key={index} className={styles.mark} data-slot-color={mark.color} title={mark.note}>
            {part}
            {hasNames && (
              <span className={styles.name}>
                <bdi>{mark.name}</bdi>
              </span>
            )}
          </mark>
        ) : (
          <span key={index}>{part}</span>
        ),
      )}
    </span>
  )
}
