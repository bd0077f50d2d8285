import type { Span } from '@/project/project'
import type { Prediction } from './prediction'

/** The words of a span as the model read them: slips of the fingers put right. */
export function meantWords(
  { text, tokens }: Pick<Prediction, 'text' | 'tokens'>,
  { start, end }: Pick<Span, 'start' | 'end'>,
): string {
  let words = ''
  let at = start
  for (const token of tokens) {
    if (token.meant === undefined || token.start < start || token.end > end) continue
    words += text.slice(at, token.start) + token.meant
    at = token.end
  }
  return words + text.slice(at, end)
}
