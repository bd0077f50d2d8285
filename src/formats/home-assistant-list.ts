/** The lists of Home Assistant’s sentences: values, ranges of numbers, and wildcards. */
import type { SlotValue } from '@/project/project'
import { asText, get } from './json-access'
import type { ProjectBuilder } from './project-builder'
import { parseSentence, type SentencePart } from './sentence-grammar'
import { readMarks } from './sentence-punctuation'
import { findRuleProblem, sampleReadings } from './sentence-readings'
import type { Place } from './source-utterance'
import { shorten } from './unused-parts'

/** So many words for one value, and so many numbers of a range, are taken. */
const WORDS_EACH = 16
const NUMBERS_EACH = 24

type Rules = ReadonlyMap<string, SentencePart>

/** A list as a slot type, and what of it needs a word in the report. */
export type SentenceList = {
  isExtensible: boolean
  values: SlotValue[]
  notes: { kind: 'skip' | 'keep'; place: string; text: string; reason: string; remedy: string }[]
}

/** Adds a list as a slot type, reports what of it could not be read or is only kept; gives its words. */
export function addSentenceList(
  name: string,
  list: unknown,
  { at, rules, builder }: { at: Place; rules: Rules; builder: ProjectBuilder },
): string[] {
  const { isExtensible, values, notes } = readSentenceList(name, list, rules)
  builder.addSlotType(name, { isExtensible })
  for (const { value, synonyms } of values) builder.addValue(name, value, synonyms)
  for (const { kind, place, text, reason, remedy } of notes) {
    const here = { file: at.file, place: place === '' ? at.place : `${at.place}.${place}` }
    if (kind === 'keep') builder.keep(here, text, reason)
    else builder.skip(here, text, reason, remedy)
  }
  return values.flatMap(({ value, synonyms }) => [value, ...synonyms])
}

/** Reads one list. */
export function readSentenceList(name: string, list: unknown, rules: Rules): SentenceList {
  const result: SentenceList = { isExtensible: true, values: [], notes: [] }
  const note = (kind: 'skip' | 'keep', place: string, text: string, reason: string, remedy = '') =>
    result.notes.push({ kind, place, text, reason, remedy })
  if (get(list, 'wildcard') === true) return result
  const range = get(list, 'range')
  if (range !== undefined) {
    const numbers = numbersOf(range)
    if (numbers.length === 0) note('skip', 'range', shorten(range), 'It is no range of numbers.')
    result.values = numbers.map((number) => ({ value: String(number), synonyms: [] }))
    return result
  }
  result.isExtensible = false
  const values = get(list, 'values')
  if (!Array.isArray(values)) {
    const reason = 'It has neither values nor a range, and is no wildcard.'
    note('skip', '', shorten(list), reason)
    return result
  }
  const words = new Map<string, string[]>()
  for (const [index, value] of values.entries()) {
    const place = `values[${index}]`
    const said = asText(value) ?? asText(get(value, 'in'))
    if (said === null) {
      note('skip', place, shorten(value), 'The value is no text.')
      continue
    }
    const readings = readWords(said, rules, name)
    if (typeof readings === 'string') {
      note('skip', place, said, readings, 'Correct the brackets and try again.')
      continue
    }
    // What a value stands for need not be anything that somebody says.
    const key = asText(get(value, 'out')) ?? readings[0] ?? said
    words.set(key, [...(words.get(key) ?? []), ...readings])
    if (get(value, 'context') !== undefined || get(value, 'metadata') !== undefined) {
      const reason = 'Context and metadata of a value are not used here; they are written back.'
      note('keep', place, shorten(value), reason)
    }
  }
  for (const [out, said] of words) {
    const value = said.includes(out) ? out : (said[0] ?? out)
    if (value !== out) {
      const reason = 'What the value stands for is not said; it is written back on export.'
      note('keep', 'values', `${value} → ${out}`, reason)
    }
    const synonyms = [...new Set(said)].filter((one) => one !== value)
    result.values.push({ value, synonyms })
  }
  return result
}

/** The words of a value; a sentence about why there are none. */
function readWords(said: string, rules: Rules, seed: string): string[] | string {
  if (!isTemplate(said)) {
    const plain = said.replace(/\s+/gu, ' ').trim()
    return plain ? [plain] : 'It says nothing.'
  }
  const parsed = parseSentence(said)
  if (parsed.kind === 'broken') return parsed.reason
  const problem = findRuleProblem(parsed.sentence, rules)
  if (problem) return `It needs the rule <${problem.rule}>, which can’t be read.`
  const readings = sampleReadings(readMarks(parsed.sentence), rules, {
    limit: WORDS_EACH,
    seed,
  })
  const texts = readings.map((pieces) =>
    pieces.map((piece) => ('text' in piece ? piece.text : `{${piece.slot}}`)).join(''),
  )
  return texts.length > 0 ? texts : 'It says nothing.'
}

/** Whether a value is read as a template; other values mean themselves, backslashes too. */
export function isTemplate(value: string): boolean {
  return /[(){}<>[\]|@]/u.test(value)
}

/** `{0..100:brightness}` or `{0..100,5:brightness}` is a list of numbers by itself. */
export function inlineRange(list: string): { from: number; to: number; step: number } | null {
  const [, from, to, step = '1'] = /^(\d+)\.\.(\d+)(?:,(\d+))?$/u.exec(list) ?? []
  return from === undefined || to === undefined
    ? null
    : { from: Number(from), to: Number(to), step: Number(step) }
}

/** The numbers of a range where they are few, else a spread of them with both ends. */
export function numbersOf(range: unknown): number[] {
  const number = (key: string, otherwise: number) =>
    Math.trunc(Number(asText(get(range, key)) ?? otherwise))
  const from = number('from', Number.NaN)
  const to = number('to', Number.NaN)
  const step = number('step', 1)
  if (!(from <= to && step > 0 && Number.isFinite(to - from))) return []
  const count = Math.floor((to - from) / step) + 1
  const stride = Math.max(1, (count - 1) / (NUMBERS_EACH - 1))
  const numbers = new Set<number>()
  for (let index = 0; index < Math.min(count, NUMBERS_EACH); index += 1) {
    numbers.add(from + step * Math.round(index * stride))
  }
  return [...numbers]
}
