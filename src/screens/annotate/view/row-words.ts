import type { Span, Utterance, UtteranceStatus } from '@/project/project'

/** What a status is called where it stands alone. */
export const STATUS_WORDS: Record<UtteranceStatus, string> = {
  todo: 'to do',
  done: 'done',
  check: 'to check',
}

/** What is offered for an utterance. */
export type RowSuggestion = { intent: string | null; spans: readonly Span[] }

/** The offer of an utterance whose suggestions were waved away. */
export const NOTHING: RowSuggestion = { intent: null, spans: [] }

/** A row as screen readers say it: text, intent, each slot with its words, suggestions, status, side, note. */
export function wordsFor(utterance: Utterance, suggestion: RowSuggestion): string {
  const wordsOf = (span: Span) => utterance.text.slice(span.start, span.end)
  const parts = [utterance.text]
  if (utterance.intent !== null) parts.push(`intent ${utterance.intent}`)
  else if (suggestion.intent !== null) parts.push(`suggested intent ${suggestion.intent}`)
  else parts.push('no intent')
  for (const span of utterance.spans) parts.push(`${wordsOf(span)} is ${span.slot}`)
  for (const span of suggestion.spans) parts.push(`suggested: ${wordsOf(span)} as ${span.slot}`)
  parts.push(STATUS_WORDS[utterance.status])
  if (utterance.split !== 'auto') parts.push(`${utterance.split} side`)
  if (utterance.note) parts.push('has a note')
  return parts.join(', ')
}

/** What Enter will do with an utterance, all of it: nobody should accept what they have not read. */
export function acceptWords({ intent }: Utterance, suggestion: RowSuggestion): string {
  const count = suggestion.spans.length
  const slots = count === 0 ? '' : count === 1 ? '1 suggested slot' : `${count} suggested slots`
  if (intent === null && suggestion.intent === null) return 'Choose the intent…'
  if (intent !== null) return slots === '' ? 'Accept' : `Accept ${slots}`
  return `Accept as ${suggestion.intent}${slots === '' ? '' : `, ${slots}`}`
}

/** What newer suggestions say that those shown do not. */
export function newerWords(shown: RowSuggestion, newer: RowSuggestion): string {
  if (newer.intent !== null && newer.intent !== shown.intent) return `Newer: ${newer.intent}?`
  const slots = [...new Set(newer.spans.map(({ slot }) => slot))]
  return slots.length === 0 ? 'Newer: no slots' : `Newer: ${slots.join(', ')}`
}
