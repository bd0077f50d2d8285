/** What a served model did not understand or was unsure of (`skillet serve --keep-unsure`): texts to do, read only. */
import type { ReadableFormat, SourceFile } from './format'
import { asText, firstJsonLines, get } from './json-access'
import { eachJsonLine } from './json-lines'
import { placeWords } from './place-words'
import type { ProjectBuilder } from './project-builder'
import type { Place } from './source-utterance'

type UnsureText = {
  at: Place
  text: string
  isUnderstood: boolean
  confidence: number
  note: string
}

export const unsureLines: ReadableFormat = {
  id: 'skillet-unsure',
  label: 'What a model was unsure of',
  extensions: ['.jsonl'],
  about: 'Kept by skillet serve --keep-unsure: texts to annotate, the most telling first.',
  sniff: (file) => {
    const lines = firstJsonLines(file.text, 2)
    return lines?.every((line) => line.format === 'skillet-unsure') ? 1 : 0
  },
  read: (files, builder) => {
    const found = files.flatMap((file) => readLines(file, builder)).sort(byWorth)
    const seen = new Map<string, Place>()
    for (const { at, text, note } of found) {
      const key = text.trim().replace(/\s+/gu, ' ').toLowerCase()
      const twin = seen.get(key)
      if (twin) {
        builder.skip(at, text, `The same text stands at ${placeWords(twin.place)} of ${twin.file}.`)
        continue
      }
      seen.set(key, at)
      // The model's guess is what is in doubt: it is told, not taken.
      builder.addUtterance({ at, text, intent: null, note })
    }
  },
}

/** What was not understood teaches most, then what the model was least sure of. */
function byWorth(a: UnsureText, b: UnsureText): number {
  return Number(a.isUnderstood) - Number(b.isUnderstood) || a.confidence - b.confidence
}

function readLines(file: SourceFile, builder: ProjectBuilder): UnsureText[] {
  const found: UnsureText[] = []
  eachJsonLine(file, builder, (record, at) => {
    const text = asText(get(record, 'text')) ?? ''
    const given = get(record, 'confidence')
    const confidence = typeof given === 'number' && given >= 0 && given <= 1 ? given : 0
    const isUnderstood = get(record, 'understood') === true
    const guess = asText(get(record, 'intent')) ?? ''
    const model = asText(get(record, 'model')) || 'A model'
    const sure = `${Math.round(100 * confidence)}% sure`
    const note = isUnderstood
      ? `${model} took it for ${guess}, ${sure}.`
      : `${model} did not understand it${guess === '' ? '' : `; nearest was ${guess}, ${sure}`}.`
    found.push({ at, text, isUnderstood, confidence, note })
  })
  return found
}
