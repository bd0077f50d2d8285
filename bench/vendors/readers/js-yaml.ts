/** A strict YAML parser other than ours. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Counts, readEach, type VendorReader } from '../vendor-reader'

type Yaml = { loadAll: (text: string) => unknown[] }
type Block = { intent?: string; examples?: string | unknown[] }
type SnipsDocument = { type: string; utterances?: unknown[]; values?: unknown[] }

export const jsYaml: VendorReader = {
  name: 'js-yaml',
  formats: ['rasa-yaml', 'snips-yaml'],
  npm: { 'js-yaml': '5.5.0' },
  read: (cases, { load }) => {
    const yaml = load('js-yaml') as Yaml
    return readEach(cases, async ({ folder, files, format }) => {
      const documents = yaml.loadAll(await readFile(join(folder, files[0] ?? ''), 'utf8'))
      return format === 'rasa-yaml'
        ? countRasa(documents[0] as { nlu: Block[] })
        : countSnips(documents as SnipsDocument[])
    })
  },
}

function countRasa({ nlu }: { nlu: Block[] }): Partial<Counts> {
  const intents = nlu.filter(({ intent }) => intent !== undefined)
  const examples = intents.map(({ examples }) =>
    typeof examples === 'string' ? examples.trimEnd().split('\n') : (examples ?? []),
  )
  return { intents: intents.length, texts: examples.flat().length }
}

function countSnips(documents: SnipsDocument[]): Partial<Counts> {
  const intents = documents.filter(({ type }) => type === 'intent')
  const entities = documents.filter(({ type }) => type === 'entity')
  return {
    intents: intents.length,
    texts: intents.flatMap(({ utterances }) => utterances ?? []).length,
    values: entities.flatMap(({ values }) => values ?? []).length,
  }
}
