/** An annotated skill as the network sees it. */

import { spansToTags } from '@/model/bio'
import type { EncodedText, Encoder, Example } from '@/model/encoding'
import { isBeginTag, type LabelSet, slotOfTag } from '@/model/labels'
import type { Span, Utterance } from '@/project/project'
import { spokenForms } from '@/project/spoken-values'

/** An utterance that can be learned from: it has an intent. */
export type LabelledUtterance = Pick<Utterance, 'id' | 'text' | 'split' | 'templateId'> & {
  intent: string
  spans: Span[]
}

/** Utterances that have an intent and a text; the others wait for their annotation. */
export function labelledUtterances(utterances: readonly Utterance[]): LabelledUtterance[] {
  return utterances.flatMap((utterance) =>
    utterance.intent === null || utterance.text.trim() === ''
      ? []
      : [{ ...utterance, intent: utterance.intent }],
  )
}

/** Intents and slots that occur in these utterances, in the order in which they first do. */
export function labelsOf(utterances: readonly LabelledUtterance[]): LabelSet {
  return {
    intents: [...new Set(utterances.map((utterance) => utterance.intent))],
    slots: [...new Set(utterances.flatMap(({ spans }) => spans.map((span) => span.slot)))],
  }
}

/**
 * Encodes one utterance with its labels to learn from: the edges of its spans are borders of tokens, too.
 * An intent outside the label set counts as unknown.
 */
export function encodeUtterance(
  utterance: Pick<LabelledUtterance, 'text' | 'intent' | 'spans'>,
  labels: LabelSet,
  encoder: Encoder,
): Example {
  return label(encoder.encode(utterance.text, utterance.spans), utterance, labels)
}

/** The same for an utterance to be judged by, cut as any text that nobody has annotated. */
export function encodeUnseen(
  utterance: Pick<LabelledUtterance, 'text' | 'intent' | 'spans'>,
  labels: LabelSet,
  encoder: Encoder,
): Example {
  return label(encoder.encode(utterance.text), utterance, labels)
}

function label(
  { tokens, encoded }: ReturnType<Encoder['encode']>,
  utterance: Pick<LabelledUtterance, 'intent' | 'spans'>,
  labels: LabelSet,
): Example {
  const tags = spansToTags(tokens.slice(0, encoded.words.length), utterance.spans, labels)
  return { ...encoded, intent: labels.intents.indexOf(utterance.intent), tags }
}

/**
 * How rare a value right behind another of its slot is: the logarithm of its share of all values, with half
 * a value added so that what was never seen is only very unlikely.
 */
export function adjacencyOf(examples: readonly Example[]): number {
  let values = 0
  let adjacent = 0
  for (const { tags } of examples) {
    tags?.forEach((tag, token) => {
      if (!isBeginTag(tag)) return
      values += 1
      if (token > 0 && slotOfTag(tags[token - 1] ?? 0) === slotOfTag(tag)) adjacent += 1
    })
  }
  return Math.log((adjacent + 0.5) / (values + 1))
}

/**
 * The listed values of each slot, and how those with digits are said, be they listed or in the utterances: who
 * types "21" in an example will hear "twenty one".
 */
export function withSpokenForms(
  listed: Readonly<Record<string, readonly string[]>>,
  utterances: readonly LabelledUtterance[],
  locale: string | undefined,
): Readonly<Record<string, readonly string[]>> {
  if (locale === undefined) return listed
  const slots = new Set([
    ...Object.keys(listed),
    ...utterances.flatMap(({ spans }) => spans.map(({ slot }) => slot)),
  ])
  return Object.fromEntries(
    [...slots].map((slot) => {
      const own = listed[slot] ?? []
      const said = utterances.flatMap(({ text, spans }) =>
        spans.filter((span) => span.slot === slot).map(({ start, end }) => text.slice(start, end)),
      )
      const known = new Set([...own, ...said].map((value) => value.toLowerCase()))
      const spoken = spokenForms([...own, ...said], locale)
      return [slot, [...own, ...spoken.filter((form) => !known.has(form.toLowerCase()))]]
    }),
  )
}

/** Encodes the listed values of each slot, by slot class, for augmentation. */
export function encodeSlotValues(
  valuesBySlot: Readonly<Record<string, readonly string[]>>,
  labels: LabelSet,
  encoder: Encoder,
): Map<number, EncodedText[]> {
  const result = new Map<number, EncodedText[]>()
  for (const [name, values] of Object.entries(valuesBySlot)) {
    const slot = labels.slots.indexOf(name)
    const encoded = values.map((value) => encoder.encode(value).encoded)
    if (slot >= 0) {
      result.set(
        slot,
        encoded.filter((value) => value.words.length > 0),
      )
    }
  }
  return result
}
