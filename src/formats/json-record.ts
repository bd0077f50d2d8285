/** Records that any tool writes: which field holds the text and which the intent. */

import type { SourceFile } from './format'
import { asArray, asRecord, asText, firstJsonLines } from './json-access'

const TEXT_KEYS = [
  'text',
  'utterance',
  'utt',
  'sentence',
  'query',
  'question',
  'phrase',
  'message',
  'input',
  'content',
  'data',
]
const INTENT_KEYS = ['intent', 'label', 'category', 'class', 'intent_name', 'label_text']

/** The key of a record's text; null where no field is known to hold one. */
export function textKeyOf(record: Record<string, unknown>): string | null {
  return TEXT_KEYS.find((key) => typeof record[key] === 'string') ?? null
}

/** The key of a record's intent: a name, or a number that stands for one. */
export function intentKeyOf(record: Record<string, unknown>): string | null {
  return (
    INTENT_KEYS.find((key) => {
      const text = asText(record[key])
      return text !== null && text.trim() !== ''
    }) ?? null
  )
}

/** The first records of a JSON array or of JSON lines; null where the file is neither. */
export function firstRecords(file: SourceFile, count = 20): Record<string, unknown>[] | null {
  const json = file.json()
  if (!Array.isArray(json)) return firstJsonLines(file.text, count)
  const records = asArray(json)
    .slice(0, count)
    .flatMap((one): Record<string, unknown>[] => {
      const record = asRecord(one)
      return record ? [record] : []
    })
  return records.length > 0 && records.length === Math.min(count, json.length) ? records : null
}
