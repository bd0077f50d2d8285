/** The most used reader of CSV in browsers. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readEach, type VendorReader } from '../vendor-reader'

type Papa = {
  parse: (
    text: string,
    settings: { header: boolean; skipEmptyLines: boolean },
  ) => { data: Record<string, string>[]; errors: { message: string; row?: number }[] }
}

export const papaparse: VendorReader = {
  name: 'papaparse',
  formats: ['csv'],
  npm: { papaparse: '5.7.1' },
  read: (cases, { load }) => {
    const papa = load('papaparse') as Papa
    return readEach(cases, async ({ folder, files }) => {
      const text = await readFile(join(folder, files[0] ?? ''), 'utf8')
      const { data, errors } = papa.parse(text, { header: true, skipEmptyLines: true })
      const first = errors[0]
      if (first) throw new Error(`${first.message} in row ${first.row}`)
      const formula = data.flatMap(Object.values).find((cell) => /^[=+\-@\t\r]/u.test(cell))
      if (formula !== undefined) throw new Error(`a spreadsheet would calculate “${formula}”`)
      return {
        intents: new Set(data.map(({ intent }) => intent).filter(Boolean)).size,
        texts: data.length,
      }
    })
  },
}
