import type { Span } from '@/project/project'
import { tokenize, tokenTexts } from '@/project/tokenizer'
import { createNeighbourIndex, type Neighbour } from './neighbours'
import type { JudgedUtterance } from './prediction'
import { areSameSpans, type GoldFate, matchSpans } from './span-matching'

/** An utterance that the network learned from. */
export type LearnedUtterance = { id: string; text: string; intent: string; spans: Span[] }

/** A slot that came out wrong, and whether its value could have been known. */
export type SlotError = {
  kind: Exclude<GoldFate, 'exact'> | 'spurious'
  gold: Span | null
  predicted: Span | null
  /** Whether the gold value occurs under this slot in the training utterances; null for spurious. */
  isValueSeen: boolean | null
}

/** One utterance that the network got wrong, with what may explain it. */
export type ErrorEntry = {
  utteranceId: string
  isIntentWrong: boolean
  slotErrors: SlotError[]
  /** Probability of the intent that it chose. */
  confidence: number
  /** Whether its wording, slot values aside, occurs in the training utterances. */
  isPhraseSeen: boolean
  /** Its words, outside slots, that no training utterance has. */
  unseenWords: string[]
  /** The training utterances that read most like it. */
  neighbours: Neighbour[]
}

/** Whether intent and slots are all right. */
export function isFrameRight(judged: JudgedUtterance): boolean {
  return (
    judged.prediction.intents[0]?.intent === judged.intent &&
    areSameSpans(judged.spans, judged.prediction.spans)
  )
}

/** The utterances that came out wrong, the most confident mistakes first. */
export function listErrors(
  judged: readonly JudgedUtterance[],
  learned: readonly LearnedUtterance[],
): ErrorEntry[] {
  const index = createNeighbourIndex(learned)
  const phrases = new Set(learned.map(({ text, spans }) => carrierPhrase(text, spans)))
  const values = new Set(
    learned.flatMap(({ text, spans }) => spans.map((span) => valueKey(text, span))),
  )
  const words = new Set(learned.flatMap(({ text }) => wordsOf(text)))
  return judged
    .filter((one) => !isFrameRight(one))
    .map((one) => ({
      utteranceId: one.utteranceId,
      isIntentWrong: one.prediction.intents[0]?.intent !== one.intent,
      slotErrors: slotErrorsOf(one, values),
      confidence: one.prediction.intents[0]?.probability ?? 0,
      isPhraseSeen: phrases.has(carrierPhrase(one.text, one.spans)),
      unseenWords: [
        ...new Set(wordsOf(withoutSpans(one.text, one.spans)).filter((word) => !words.has(word))),
      ],
      neighbours: index.nearest(one.text, { exceptId: one.utteranceId }),
    }))
    .sort((a, b) => b.confidence - a.confidence)
}

/** The wording of an utterance with its values left out: `play {genre} in the {room}`. */
export function carrierPhrase(text: string, spans: readonly Span[]): string {
  let phrase = ''
  let end = 0
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    phrase += `${text.slice(end, span.start)}{${span.slot}}`
    end = span.end
  }
  return (phrase + text.slice(end)).toLowerCase().replace(/\s+/g, ' ').trim()
}

function slotErrorsOf(judged: JudgedUtterance, values: ReadonlySet<string>): SlotError[] {
  const { gold, predicted } = matchSpans(judged.spans, judged.prediction.spans.map(plainSpan))
  const errors: SlotError[] = []
  for (const { span, fate, partner } of gold) {
    if (fate === 'exact') continue
    const isValueSeen = values.has(valueKey(judged.text, span))
    errors.push({ kind: fate, gold: plainSpan(span), predicted: partner, isValueSeen })
  }
  for (const { span, fate } of predicted) {
    if (fate !== 'spurious') continue
    errors.push({ kind: fate, gold: null, predicted: span, isValueSeen: null })
  }
  return errors
}

function plainSpan({ start, end, slot }: Span): Span {
  return { start, end, slot }
}

function valueKey(text: string, span: Span): string {
  return `${span.slot}:${text.slice(span.start, span.end).toLowerCase()}`
}

function withoutSpans(text: string, spans: readonly Span[]): string {
  let rest = ''
  let end = 0
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    rest += `${text.slice(end, span.start)} `
    end = span.end
  }
  return rest + text.slice(end)
}

function wordsOf(text: string): string[] {
  return tokenTexts(text, tokenize(text)).map((word) => word.toLowerCase())
}
