import styles from './MarkedText.module.css'

/** A stretch of a text with a name; offsets are UTF-16, `end` exclusive. `color` is an index of tokens.css. */
export type Mark = { start: number; end: number; name: string; color: number; note?: string }

/** A text with named stretches in colour. Marks must not overlap. */
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
  return (
    <span className={`${styles.text} ${styles[size]}`}>
      {parts.map(({ text: part, mark }, index) =>
        mark ? (
          <mark key={index} className={styles.mark} data-slot-color={mark.color} title={mark.note}>
            {part}
            {hasNames && <span className={styles.name}>{mark.name}</span>}
          </mark>
        ) : (
          <span key={index}>{part}</span>
        ),
      )}
    </span>
  )
}
