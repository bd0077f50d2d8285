/** JSON lines with tokens and BIO tags: `{"text", "tokens", "tags", "intent", "split"}`. */
import type { Project } from '@/project/project'
import { tokenTexts } from '@/project/tokenizer'
import { tokensOf } from '@/project/utterance-tokens'
import { spansOfTags, tagsOfSpans } from './bio-tags'
import type { Format } from './format'
import { asArray, asText, asTexts, get } from './json-access'
import { eachJsonRecord } from './json-lines'
import { firstRecords, intentKeyOf, textKeyOf } from './json-record'
import { lossesIn } from './losses'
import type { ProjectBuilder } from './project-builder'
import type { Place, SourceSpan } from './source-utterance'
import { readSplit } from './split-names'
import { reportUnused } from './unused-parts'
import { holdsTextsBut, textFile, writableUtterances } from './writing'

export const taggedJsonl: Format = {
  id: 'tagged-jsonl',
  label: 'Tagged JSON lines',
  extensions: ['.jsonl', '.json'],
  about: 'One object a line with a text and an intent or label, perhaps with tokens and BIO tags.',
  holds: holdsTextsBut(),
  sniff: (file) => {
    const records = firstRecords(file)
    if (!records) return 0
    if (records.every((one) => Array.isArray(one.tokens) && 'tags' in one)) return 0.95
    const hasTexts = records.every((one) => textKeyOf(one) !== null)
    const isArray = file.json() !== undefined && records.length > 1
    const hasIntents = records.some((one) => intentKeyOf(one) !== null)
    return hasTexts && (hasIntents || !isArray) ? 0.82 : 0
  },
  read: (files, builder) => {
    for (const file of files) {
      eachJsonRecord(file, builder, (record, at) => readRecord(record, at, builder))
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

function readRecord(record: Record<string, unknown>, at: Place, builder: ProjectBuilder): void {
  const tokens = asTexts(get(record, 'tokens'))
  const textKey = textKeyOf(record)
  const text = textKey === null ? tokens.join(' ') : (asText(record[textKey]) ?? '')
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
  const intentKey = intentKeyOf(record)
  const intent = intentKey === null ? null : asText(record[intentKey])
  const split = readSplit(asText(get(record, 'split')))
  builder.addUtterance({ at, text, intent: intent || null, spans, split })
  reportUnused(record, { at, read: ['tokens', 'tags', 'meta', 'metadata'], builder })
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
