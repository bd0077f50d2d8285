/** JSON lines with tokens and BIO tags: `{"text", "tokens", "tags", "intent", "split"}`. */
import type { Project } from '@/project/project'
import { tokenTexts } from '@/project/tokenizer'
import { tokensOf } from '@/project/utterance-tokens'
import { spansOfTags, tagsOfSpans } from './bio-tags'
import type { Format } from './format'
import { asArray, asText, asTexts, firstJsonLines, get } from './json-access'
import { eachJsonLine } from './json-lines'
import { lossesIn } from './losses'
import type { SourceSpan } from './project-builder'
import { readSplit } from './split-names'
import { holdsTextsBut, textFile, writableUtterances } from './writing'

export const taggedJsonl: Format = {
  id: 'tagged-jsonl',
  label: 'Tagged JSON lines',
  extensions: ['.jsonl', '.json'],
  about: 'One object a line with text, tokens, BIO tags and intent.',
  holds: holdsTextsBut(),
  sniff: ({ text }) => {
    const lines = firstJsonLines(text, 3)
    if (!lines) return 0
    if (lines.every((line) => Array.isArray(line.tokens) && 'tags' in line)) return 0.95
    return lines.every((line) => typeof line.text === 'string' && 'intent' in line) ? 0.4 : 0
  },
  read: (files, builder) => {
    for (const file of files) {
      eachJsonLine(file, builder, (record, at) => {
        const tokens = asTexts(get(record, 'tokens'))
        const text = asText(get(record, 'text')) ?? tokens.join(' ')
        const tags = asArray(get(record, 'tags')).map((tag) => asText(tag) ?? 'O')
        const places = locateTokens(text, tokens)
        if (tags.length > 0 && (!places || tags.length !== tokens.length)) {
          builder.skip(at, text, 'Its tags do not fit its tokens.', 'Give one tag for each token.')
          return
        }
        const spans: SourceSpan[] = spansOfTags(tags).map((span) => ({
          start: places?.[span.first]?.start ?? 0,
          end: places?.[span.last]?.end ?? 0,
          slot: span.slot,
        }))
        const intent = asText(get(record, 'intent'))
        const split = readSplit(asText(get(record, 'split')))
        builder.addUtterance({ at, text, intent: intent || null, spans, split })
      })
    }
  },
  write: (project) => ({
    files: [
      textFile(
        project,
        '.jsonl',
        writableUtterances(project, taggedJsonl.holds).map(writeLine).join(''),
      ),
    ],
    losses: lossesIn(project, taggedJsonl),
  }),
}

function writeLine(utterance: Project['utterances'][number]): string {
  const tokens = tokensOf(utterance)
  return `${JSON.stringify({
    text: utterance.text,
    tokens: tokenTexts(utterance.text, tokens),
    tags: tagsOfSpans(tokens, utterance.spans),
    intent: utterance.intent,
    split: utterance.split === 'auto' ? null : utterance.split,
  })}\n`
}

/** Where tokens stand in a text, one after the other; null when one is not there. */
export function locateTokens(
  text: string,
  tokens: readonly string[],
): { start: number; end: number }[] | null {
  let from = 0
  const places: { start: number; end: number }[] = []
  for (const token of tokens) {
    const start = text.indexOf(token, from)
    if (start < 0) return null
    from = start + token.length
    places.push({ start, end: from })
  }
  return places
}
