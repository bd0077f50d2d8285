/** For tests: an utterance from a text with its slots in brackets. */
import { createUtterance, type Span, type Utterance } from '@/project/project'

/** `[words](slot)` as an utterance, whatever else its text holds. */
export function say(
  source: string,
  more: Partial<Parameters<typeof createUtterance>[0]> = {},
): Utterance {
  const spans: Span[] = []
  let text = ''
  let last = 0
  for (const { 0: whole, 1: said = '', 2: slot = '', index } of source.matchAll(
    /\[([^\]]*)\]\(([^)]*)\)/gu,
  )) {
    text += source.slice(last, index)
    spans.push({ start: text.length, end: text.length + said.length, slot })
    text += said
    last = index + whole.length
  }
  return createUtterance({ id: source, text: text + source.slice(last), spans, ...more })
}
