/** The list of sample skills that ship in `public/skills`. */
import { asArray, asText, get } from './json-access'

/** A sample skill: `file` lies beside `index.json`; counts are checked by a test. */
export type SampleSkill = {
  file: string
  name: string
  description: string
  counts: { utterances: number; intents: number; slots: number }
}

/** Reads `skills/index.json`; rows that make no sense are left out. */
export function readSampleIndex(json: unknown): SampleSkill[] {
  return asArray(json).flatMap((row) => {
    const file = asText(get(row, 'file'))
    const name = asText(get(row, 'name'))
    if (!file || !name || !/^[\w-]+\.txt$/u.test(file)) return []
    const count = (key: string) => Number(get(get(row, 'counts'), key)) || 0
    return [
      {
        file,
        name,
        description: asText(get(row, 'description')) ?? '',
        counts: {
          utterances: count('utterances'),
          intents: count('intents'),
          slots: count('slots'),
        },
      },
    ]
  })
}
