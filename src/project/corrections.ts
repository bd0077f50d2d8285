import { declareUsedSlots } from './edits'
import type { Project, Span, Utterance } from './project'

/** A text with the labels that somebody wants it to have. */
export type Reading = { text: string; intent: string; spans: readonly Span[] }

/** The utterances of a skill that say this text; capitals and spaces make no other text. */
export function utterancesSaying(
  { utterances }: Pick<Project, 'utterances'>,
  text: string,
): Utterance[] {
  const key = keyOf(text)
  return utterances.filter((utterance) => keyOf(utterance.text) === key)
}

/** Whether an utterance is labelled as a reading of its text says. */
export function hasReading({ intent, spans }: Utterance, reading: Reading): boolean {
  return (
    intent === reading.intent &&
    spans.length === reading.spans.length &&
    spans.every((span, index) => {
      const other = reading.spans[index]
      return other?.start === span.start && other.end === span.end && other.slot === span.slot
    })
  )
}

/**
 * Gives an utterance other labels, and marks it done. Text, note and side of the split stay. The reading's
 * spans must be of the utterance's own text: null when the two texts differ in length or spaces.
 */
export function replaceReading(project: Project, id: string, reading: Reading): Project | null {
  const present = project.utterances.find((utterance) => utterance.id === id)
  if (!present || present.text.trim().length !== reading.text.trim().length) return null
  const shift = present.text.length - present.text.trimStart().length
  const spans = reading.spans.map(({ start, end, slot }) => ({
    start: start + shift,
    end: end + shift,
    slot,
  }))
  const changed: Utterance = { ...present, intent: reading.intent, spans, status: 'done' }
  const next = {
    ...project,
    utterances: project.utterances.map((one) => (one === present ? changed : one)),
  }
  return declareUsedSlots(next, [changed])
}

function keyOf(text: string): string {
  return text.trim().toLowerCase().replace(/\s+/g, ' ')
}
