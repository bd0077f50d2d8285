/** One task of Label Studio: which of its fields is the text, and what was said about it. */
import { asArray, asRecord, asText, asTexts, entriesOf, get } from './json-access'
import type { SourceSpan } from './source-utterance'
import { fromCodePoints } from './text-offsets'
import { shorten } from './unused-parts'

export type LabelledTask = {
  text: string
  spans: SourceSpan[]
  intents: string[]
  /** Results that say something else than a place or a choice, each with a sentence. */
  unused: { text: string; reason: string }[]
}

/** What a task of JSON_MIN says beside its data and its results. */
const FRAME = [
  'id',
  'annotator',
  'annotation_id',
  'created_at',
  'updated_at',
  'lead_time',
  'completed_by',
]
/** Kinds of results that mark a piece of text. */
const LABEL_KINDS = ['labels', 'hypertextlabels', 'paragraphlabels', 'timeserieslabels']

/** Reads a task as the results of one annotation say; null where it has no text. */
export function readTask(task: unknown, annotation: unknown): LabelledTask | null {
  const isMinimal = asRecord(get(task, 'data')) === null
  const results = isMinimal ? [] : asArray(get(annotation, 'result'))
  const minimal = isMinimal ? entriesOf(task).filter(([key]) => !FRAME.includes(key)) : []
  const marks = isMinimal
    ? minimal.flatMap(([, value]) => asArray(value).filter((one) => labelsOf(one).length > 0))
    : results.map((one) => get(one, 'value')).filter((one) => labelsOf(one).length > 0)
  const fields = isMinimal ? minimal : entriesOf(get(task, 'data'))
  const field = textFieldOf(fields, marks)
  if (!field) return null
  const [textKey, text] = field
  const spans = marks.flatMap((mark) => spansOf(text, mark))
  const unplaced = marks.filter((mark) => spansOf(text, mark).length === 0)
  const unused = unplaced.map((mark) => ({
    text: shorten(mark),
    reason: 'The label does not say where in the text it stands and is left out.',
  }))
  if (isMinimal) {
    const choices = choicesOf(minimal, textKey)
    return { text, spans, intents: choices.intents, unused: [...unused, ...choices.unused] }
  }
  const others = results.filter(
    (one) => labelsOf(get(one, 'value')).length === 0 && namesOf(get(one, 'value')).length === 0,
  )
  return {
    text,
    spans,
    intents: results.flatMap((one) => namesOf(get(one, 'value'))),
    unused: [
      ...unused,
      ...others.map((one) => ({
        text: shorten(one),
        reason: `A result of the kind “${asText(get(one, 'type')) ?? 'unknown'}” is neither a slot nor an intent and is left out.`,
      })),
    ],
  }
}

function labelsOf(value: unknown): string[] {
  return LABEL_KINDS.flatMap((kind) => asTexts(get(value, kind)))
}

function namesOf(value: unknown): string[] {
  const branches = asArray(get(value, 'taxonomy')).map((branch) => asTexts(branch).join('/'))
  return [...asTexts(get(value, 'choices')), ...branches.filter(Boolean)]
}

/** The field that the marks quote; else the one that is called or looks like a text. */
function textFieldOf(
  fields: readonly [string, unknown][],
  marks: readonly unknown[],
): [string, string] | null {
  const texts = fields.filter(
    (field): field is [string, string] => typeof field[1] === 'string' && !isAddress(field[1]),
  )
  const quoted = texts.find(
    ([, text]) => marks.length > 0 && marks.every((mark) => placeIn(text, mark)?.isQuoted),
  )
  const called = texts.find(([key]) => key === 'text')
  const likely = texts.find(([key]) =>
    /text|utter|sentence|query|question|message|phrase|content|input/iu.test(key),
  )
  const written = texts.filter(([, text]) => /\s/u.test(text))
  return quoted ?? called ?? likely ?? written[0] ?? null
}

function isAddress(text: string): boolean {
  return /^(\w+:\/\/|\/|data:)\S*$|\.(png|jpe?g|gif|webp|mp[34]|wav|ogg|pdf|html?)$/iu.test(text)
}

/** Offsets count code points; where the quoted words say otherwise, they are UTF-16 units. */
function placeIn(
  text: string,
  mark: unknown,
): { start: number; end: number; isQuoted: boolean } | null {
  const globals = get(mark, 'globalOffsets')
  const start = numberOf(get(globals, 'start')) ?? numberOf(get(mark, 'start'))
  const end = numberOf(get(globals, 'end')) ?? numberOf(get(mark, 'end'))
  if (start === null || end === null) return null
  const said = asText(get(mark, 'text'))
  const points = { start: fromCodePoints(text, start), end: fromCodePoints(text, end) }
  if (said === null) return { ...points, isQuoted: false }
  const fits = [points, { start, end }].find(
    (place) => text.slice(place.start, place.end).trim() === said.trim(),
  )
  return { ...(fits ?? points), isQuoted: fits !== undefined }
}

function spansOf(text: string, mark: unknown): SourceSpan[] {
  const place = placeIn(text, mark)
  if (!place) return []
  return labelsOf(mark).map((slot) => ({ start: place.start, end: place.end, slot }))
}

function numberOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isInteger(value) ? value : null
}

/**
 * JSON_MIN puts choices beside the data, behind the text: `{"choices": […]}` where there are
 * several, a plain string where there is one, which nothing but its name tells from other data.
 */
function choicesOf(
  fields: readonly [string, unknown][],
  textKey: string,
): Pick<LabelledTask, 'intents' | 'unused'> {
  const textIndex = fields.findIndex(([key]) => key === textKey)
  const behind = fields.slice(textIndex + 1)
  const sure = fields.flatMap(([, value]) => namesOf(value))
  const single = behind.filter(([, value]) => typeof value === 'string' && value !== '')
  const named =
    single.find(([key]) => /intent|topic|choice|class|categor|label/iu.test(key)) ?? single.at(-1)
  const intents = sure.length > 0 ? sure : named ? [String(named[1])] : []
  const others = sure.length > 0 ? single : single.filter((one) => one !== named)
  return {
    intents,
    unused: others.map(([key, value]) => ({
      text: String(value),
      reason: `“${key}” is not used here and is left out.`,
    })),
  }
}
