/** doccano's JSON lines and arrays, of its older and newer versions; offsets in code points. */
import type { Format } from './format'
import { asArray, asOffset, asText, get } from './json-access'
import { eachJsonRecord } from './json-lines'
import { firstRecords } from './json-record'
import { lossesIn } from './losses'
import type { ProjectBuilder } from './project-builder'
import type { Place, SourceSpan } from './source-utterance'
import { fromCodePoints, toCodePoints } from './text-offsets'
import { reportUnused, shorten } from './unused-parts'
import { holdsTextsBut, textFile, writableUtterances } from './writing'

/** Fields that hold marks: spans, or names for the whole text. */
const MARKS = ['entities', 'label', 'labels', 'annotations', 'spans']
const READ = [...MARKS, 'cats', 'meta', 'metadata']

export const doccano: Format = {
  id: 'doccano',
  label: 'doccano JSON',
  extensions: ['.jsonl', '.json'],
  about: 'Sequence labels, and intents as categories; JSON lines or one array.',
  holds: holdsTextsBut('split'),
  sniff: (file) => {
    const records = firstRecords(file)
    if (!records) return 0
    const hasTexts = records.every(
      (one) =>
        (typeof one.text === 'string' || typeof one.data === 'string') &&
        !('intent' in one) &&
        !('tokens' in one),
    )
    const lists = records.flatMap((one) =>
      [...MARKS, 'cats'].flatMap((key) => (Array.isArray(one[key]) ? [one[key]] : [])),
    )
    return hasTexts && lists.length > 0 && lists.flat().every(isMark) ? 0.9 : 0
  },
  read: (files, builder) => {
    for (const file of files) {
      eachJsonRecord(file, builder, (record, at) => readRecord(record, at, builder))
    }
  },
  write: (project) => {
    const lines = writableUtterances(project, doccano.holds).map((utterance, index) =>
      JSON.stringify({
        id: index + 1,
        text: utterance.text,
        entities: utterance.spans.map((span) => [
          toCodePoints(utterance.text, span.start),
          toCodePoints(utterance.text, span.end),
          span.slot,
        ]),
        cats: utterance.intent === null ? [] : [utterance.intent],
      }),
    )
    return {
      files: [textFile(project, '.doccano.jsonl', lines.map((line) => `${line}\n`).join(''))],
      losses: lossesIn(project, doccano),
    }
  },
}

function readRecord(record: Record<string, unknown>, at: Place, builder: ProjectBuilder): void {
  const text = asText(get(record, 'text')) ?? asText(get(record, 'data')) ?? ''
  const marks = MARKS.flatMap((key) => {
    const value = get(record, key)
    return asText(value) === null ? asArray(value) : [value]
  })
  const spans = marks.flatMap((mark) => readSpan(text, mark) ?? [])
  const names = [...asArray(get(record, 'cats')), ...marks].flatMap((mark) => nameOf(mark) ?? [])
  builder.addUtterance({ at, text, intent: names[0] ?? null, spans })
  reportUnused(record, { at, read: READ, builder })
  for (const name of names.slice(1)) {
    builder.skip(at, name, 'An utterance has one intent; the first category counts.')
  }
  for (const mark of marks) {
    if (readSpan(text, mark) || nameOf(mark) !== null) continue
    builder.skip(at, shorten(mark), 'The label has neither a place nor a name and is left out.')
  }
}

/** What older and newer versions write as a label. */
function isMark(mark: unknown): boolean {
  if (Array.isArray(mark)) return mark.length >= 3 && typeof mark[0] === 'number'
  if (asText(mark) !== null) return true
  return get(mark, 'label') !== undefined && get(mark, 'body') === undefined
}

/** A label of the whole text: a name, or the record of one that says no place. */
function nameOf(mark: unknown): string | null {
  if (Array.isArray(mark)) return null
  return asText(mark) ?? (placeOf(mark) ? null : asText(get(mark, 'label')))
}

/** `start_offset` of doccano, `start` of others. */
function placeOf(mark: unknown): { start: number; end: number } | null {
  if (Array.isArray(mark)) return { start: asOffset(mark[0]), end: asOffset(mark[1]) }
  const start = get(mark, 'start_offset') ?? get(mark, 'start')
  const end = get(mark, 'end_offset') ?? get(mark, 'end')
  return start === undefined ? null : { start: asOffset(start), end: asOffset(end) }
}

function readSpan(text: string, mark: unknown): SourceSpan | null {
  const place = placeOf(mark)
  if (!place) return null
  return {
    start: fromCodePoints(text, place.start),
    end: fromCodePoints(text, place.end),
    slot: asText(Array.isArray(mark) ? mark[2] : get(mark, 'label')) ?? '',
  }
}
