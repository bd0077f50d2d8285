import type { Utterance } from './project'
import { hashText } from './random'

/** Eight hexadecimal digits that change with any text, intent or span, but not with their order. */
export function fingerprintOf(utterances: readonly Utterance[]): string {
  const parts = utterances
    .map(({ text, intent, spans }) => hashText(JSON.stringify([text, intent, spans])))
    .sort((a, b) => a - b)
  return hashText(parts.join(',')).toString(16).padStart(8, '0')
}
