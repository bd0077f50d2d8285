import type { ReactNode } from 'react'
import type { Span, Utterance } from '@/project/project'
import { directionOf } from '@/project/text-direction'
import styles from './TokenStrip.module.css'
import { marksOf } from './text-pieces'

/**
 * The text of a row that nobody points at: the same look as `TokenStrip` from a few elements instead
 * of one for each word, because a scroll draws dozens of rows within a frame.
 */
export function PlainText({
  utterance,
  colors,
  ghosts,
}: {
  utterance: Utterance
  colors: ReadonlyMap<string, number>
  ghosts: readonly Span[]
}) {
  const { text } = utterance
  const parts: ReactNode[] = []
  let end = 0
  for (const { span, isGhost } of marksOf(utterance.spans, ghosts)) {
    if (span.start > end) parts.push(text.slice(end, span.start))
    parts.push(
      <bdi
        key={span.start}
        className={isGhost ? styles.ghost : styles.span}
        data-slot-color={colors.get(span.slot) ?? 0}
      >
        {text.slice(span.start, span.end)}
        {'\u00a0'}
        <bdi className={styles.slot}>{`${span.slot}${isGhost ? '?' : ''}`}</bdi>
      </bdi>,
    )
    end = span.end
  }
  if (end < text.length) parts.push(text.slice(end))
  // A block of its own: at the end of a line of the page's direction the box of a mark would come apart.
  return (
    <div dir={directionOf(text)} className={styles.plain}>
      {parts}
    </div>
  )
}
