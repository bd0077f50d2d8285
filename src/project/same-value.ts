import type { Project, Span, Utterance } from './project'
import { foldedTextOf, tokensOf, wordsOf } from './utterance-tokens'

/** A place where the same words stand without a label. */
export type SamePlace = { utterance: Utterance; span: Span }

/**
 * Where the words of a span stand in other utterances without a label, whatever their case. Only
 * utterances without an intent, or whose intent takes the slot, count; `limit` bounds the answer.
 */
export function findSameValue(
  project: Project,
  utteranceId: string,
  span: Span,
  limit = Number.POSITIVE_INFINITY,
): SamePlace[] {
  const source = project.utterances.find((utterance) => utterance.id === utteranceId)
  if (!source) return []
  const words = tokensOf(source).flatMap((token, index) =>
    token.start >= span.start && token.end <= span.end ? [wordsOf(source)[index]!] : [],
  )
  const firstWord = words[0]
  if (firstWord === undefined) return []
  const takers = new Set(
    project.intents
      .filter((intent) => intent.slots.some((slot) => slot.name === span.slot))
      .map((intent) => intent.name),
  )
  const places: SamePlace[] = []
  for (const utterance of project.utterances) {
    if (places.length >= limit) break
    if (utterance.id === utteranceId || !foldedTextOf(utterance).includes(firstWord)) continue
    if (utterance.intent !== null && !takers.has(utterance.intent)) continue
    for (const place of findWords(utterance, words)) {
      const isFree = utterance.spans.every(
        (other) => other.end <= place.start || other.start >= place.end,
      )
      if (isFree) places.push({ utterance, span: { ...place, slot: span.slot } })
    }
  }
  return places
}

/** The stretches of an utterance that are these lower-case words. */
export function findWords(
  utterance: Utterance,
  words: readonly string[],
): { start: number; end: number }[] {
  const tokens = tokensOf(utterance)
  const own = wordsOf(utterance)
  const found: { start: number; end: number }[] = []
  for (let at = 0; at + words.length <= own.length; at++) {
    if (!words.every((word, index) => own[at + index] === word)) continue
    found.push({ start: tokens[at]!.start, end: tokens[at + words.length - 1]!.end })
    at += words.length - 1
  }
  return found
}
