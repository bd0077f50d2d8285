import type { Span } from './project'
import { snapToTokens, type Token, tokenize } from './tokenizer'
import { fitSpan } from './whole-characters'

/** A stretch of the old text that became a stretch of the new one. */
type Hunk = { oldStart: number; oldEnd: number; newStart: number; newEnd: number }

/**
 * Where the spans of `before` lie in `after`: they follow their words through insertions, deletions
 * and corrections. A span whose words are gone, or lie amid a stretch that was rewritten, is dropped.
 */
export function followSpans(before: string, after: string, spans: readonly Span[]): Span[] {
  if (before === after) return [...spans]
  const oldTokens = tokenize(before)
  const newTokens = tokenize(after)
  const starts = new Set(oldTokens.map((token) => token.start))
  const ends = new Set(oldTokens.map((token) => token.end))
  const hunks = diffTexts(before, oldTokens, after, newTokens)
  const moved: Span[] = []
  for (const span of spans) {
    const isLost = hunks.some((hunk) => span.start > hunk.oldStart && span.end < hunk.oldEnd)
    if (isLost) continue
    const start = mapOffset(span.start, hunks, 'start')
    const end = mapOffset(span.end, hunks, 'end')
    const words = start < end ? snapToTokens(newTokens, { start, end }) : null
    // An edge that stood inside a word stays there.
    const place =
      words &&
      fitSpan(after, {
        start: starts.has(span.start) ? words.start : start,
        end: ends.has(span.end) ? words.end : end,
      })
    const previous = moved.at(-1)
    if (!place || (previous && previous.end > place.start)) continue
    moved.push({ ...span, ...place })
  }
  return moved
}

/** An offset of the old text in the new one. Words that are put at an edge of a span stay outside it. */
function mapOffset(offset: number, hunks: readonly Hunk[], side: 'start' | 'end'): number {
  let shift = 0
  for (const hunk of hunks) {
    const isBefore = side === 'end' ? offset <= hunk.oldStart : offset < hunk.oldStart
    if (isBefore) break
    if (offset < hunk.oldEnd) return side === 'start' ? hunk.newStart : hunk.newEnd
    shift = hunk.newEnd - hunk.oldEnd
  }
  return offset + shift
}

/** Changed stretches, in order: a longest common subsequence of tokens, then trimmed by character. */
function diffTexts(
  before: string,
  oldTokens: readonly Token[],
  after: string,
  newTokens: readonly Token[],
): Hunk[] {
  const pairs = commonTokens(
    oldTokens.map((token) => before.slice(token.start, token.end)),
    newTokens.map((token) => after.slice(token.start, token.end)),
  )
  const hunks: Hunk[] = []
  let oldAt = 0
  let newAt = 0
  for (const [oldIndex, newIndex] of [...pairs, [oldTokens.length, newTokens.length] as const]) {
    const oldToken = oldTokens[oldIndex] ?? { start: before.length, end: before.length }
    const newToken = newTokens[newIndex] ?? { start: after.length, end: after.length }
    const hunk = trimHunk(before, after, {
      oldStart: oldAt,
      oldEnd: oldToken.start,
      newStart: newAt,
      newEnd: newToken.start,
    })
    if (hunk) hunks.push(hunk)
    oldAt = oldToken.end
    newAt = newToken.end
  }
  return hunks
}

/** Takes what both sides begin and end with out of a hunk; null when nothing differs. */
function trimHunk(before: string, after: string, hunk: Hunk): Hunk | null {
  let { oldStart, oldEnd, newStart, newEnd } = hunk
  while (oldStart < oldEnd && newStart < newEnd && before[oldStart] === after[newStart]) {
    oldStart++
    newStart++
  }
  while (oldStart < oldEnd && newStart < newEnd && before[oldEnd - 1] === after[newEnd - 1]) {
    oldEnd--
    newEnd--
  }
  return oldStart === oldEnd && newStart === newEnd ? null : { oldStart, oldEnd, newStart, newEnd }
}

/** Larger tables of a longest common subsequence are not made: what lies between counts as rewritten. */
const LARGEST_TABLE = 4_000_000

/** Index pairs of what both begin and end with, and of a longest common subsequence between. */
function commonTokens(a: readonly string[], b: readonly string[]): [number, number][] {
  const shorter = Math.min(a.length, b.length)
  const pairs: [number, number][] = []
  let head = 0
  while (head < shorter && a[head] === b[head]) {
    pairs.push([head, head])
    head += 1
  }
  let tail = 0
  while (tail < shorter - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail += 1
  const between = subsequence(a.slice(head, a.length - tail), b.slice(head, b.length - tail))
  for (const [i, j] of between) pairs.push([head + i, head + j])
  for (; tail > 0; tail -= 1) pairs.push([a.length - tail, b.length - tail])
  return pairs
}

function subsequence(a: readonly string[], b: readonly string[]): [number, number][] {
  if ((a.length + 1) * (b.length + 1) > LARGEST_TABLE) return []
  const width = b.length + 1
  const lengths = new Uint32Array((a.length + 1) * width)
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      lengths[i * width + j] =
        a[i] === b[j]
          ? lengths[(i + 1) * width + j + 1]! + 1
          : Math.max(lengths[(i + 1) * width + j]!, lengths[i * width + j + 1]!)
    }
  }
  const pairs: [number, number][] = []
  let i = 0
  let j = 0
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) pairs.push([i++, j++])
    else if (lengths[(i + 1) * width + j]! >= lengths[i * width + j + 1]!) i++
    else j++
  }
  return pairs
}
