/** Microsoft's own parser of .lu files, and its way from an app's JSON to one. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Counts, readEach, type VendorReader } from '../vendor-reader'

type App = {
  intents: unknown[]
  utterances: { entities: unknown[] }[]
  patterns: unknown[]
  closedLists: { subLists: { list: string[] }[] }[]
  validate: () => void
}

type Parser = {
  V2: {
    Luis: new (json: unknown) => { parseToLuContent: () => string }
    LuisBuilder: { fromContentAsync: (text: string) => Promise<App> }
  }
}

export const bfLu: VendorReader = {
  name: '@microsoft/bf-lu',
  formats: ['luis-lu', 'luis-json'],
  npm: { '@microsoft/bf-lu': '4.15.0' },
  read: (cases, { load }) => {
    const { V2 } = load('@microsoft/bf-lu/lib/parser') as Parser
    return readEach(cases, async ({ folder, files, format }) => {
      const text = await readFile(join(folder, files[0] ?? ''), 'utf8')
      const lu = format === 'luis-lu' ? text : new V2.Luis(JSON.parse(text)).parseToLuContent()
      const app = await V2.LuisBuilder.fromContentAsync(lu)
      app.validate()
      return countApp(app)
    })
  },
}

function countApp(app: App): Partial<Counts> {
  const values = app.closedLists.flatMap(({ subLists }) => subLists)
  return {
    intents: app.intents.length,
    texts: app.utterances.length,
    patterns: app.patterns.length,
    spans: app.utterances.reduce((sum, { entities }) => sum + entities.length, 0),
    values: values.length,
    synonyms: values.reduce((sum, { list }) => sum + list.length, 0),
  }
}
