/** NLP.js itself takes the corpus, as in an application. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readEach, type VendorReader } from '../vendor-reader'

type Nlp = {
  addCorpus: (corpus: unknown) => Promise<void>
  ner: { rules: Record<string, Record<string, { type: string; rules: unknown[] }>> }
  nluManager: { domainManagers: Record<string, { sentences: { intent: string }[] }> }
}

type Basic = {
  containerBootstrap: () => unknown
  Nlp: new (settings: { container: unknown; autoSave: boolean; log: boolean }) => Nlp
  LangEn: unknown
}

export const nlpjsBasic: VendorReader = {
  name: '@nlpjs/basic',
  formats: ['nlpjs'],
  npm: { '@nlpjs/basic': '4.27.0' },
  read: (cases, { load }) => {
    const { containerBootstrap, Nlp, LangEn } = load('@nlpjs/basic') as Basic
    return readEach(cases, async ({ folder, files }) => {
      const container = containerBootstrap() as { use: (plugin: unknown) => void }
      container.use(LangEn)
      const nlp = new Nlp({ container, autoSave: false, log: false })
      await nlp.addCorpus(JSON.parse(await readFile(join(folder, files[0] ?? ''), 'utf8')))
      const sentences = Object.values(nlp.nluManager.domainManagers).flatMap(
        (domain) => domain.sentences,
      )
      const lists = Object.values(nlp.ner.rules)
        .flatMap((rules) => Object.values(rules))
        .filter(({ type }) => type === 'enum')
      return {
        intents: new Set(sentences.map(({ intent }) => intent)).size,
        patterns: sentences.length,
        values: lists.reduce((sum, { rules }) => sum + rules.length, 0),
      }
    })
  },
}
