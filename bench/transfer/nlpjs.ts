/** NLP.js as an intent baseline. It is fetched when first needed and is no dependency of Skillet. */
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import type { LabelledUtterance } from '@/training/skill-examples'

/** What of NLP.js is used: its own types do not say. */
type Nlpjs = {
  containerBootstrap: () => { use: (plugin: unknown) => void }
  NluNeural: new (options: {
    locale: string
    container: unknown
    log: boolean
  }) => {
    train: (corpus: { utterance: string; intent: string }[]) => Promise<unknown>
    process: (text: string) => Promise<{ classifications: { intent: string; score: number }[] }>
  }
  LangEn: unknown
}

const PACKAGES = ['@nlpjs/core@4.26.1', '@nlpjs/nlu@4.27.0', '@nlpjs/lang-en-min@4.26.1']

/** Installs NLP.js below the cache folder if it is not there. Throws when it can't be fetched. */
export async function loadNlpjs(cacheFolder: string): Promise<Nlpjs> {
  const folder = resolve(cacheFolder, 'nlpjs')
  if (!existsSync(join(folder, 'node_modules/@nlpjs/nlu'))) {
    await mkdir(folder, { recursive: true })
    const options = ['--no-save', '--no-audit', '--no-fund', '--ignore-scripts', '--prefix', folder]
    await promisify(execFile)('npm', ['install', ...options, ...PACKAGES])
  }
  const load = createRequire(join(folder, 'package.json'))
  return { ...load('@nlpjs/core'), ...load('@nlpjs/nlu'), ...load('@nlpjs/lang-en-min') } as Nlpjs
}

/** Learns intents from utterances; the answer takes a text to the intent with the highest score. */
export async function trainNlpjs(
  nlpjs: Nlpjs,
  utterances: readonly LabelledUtterance[],
): Promise<(text: string) => Promise<string>> {
  const container = nlpjs.containerBootstrap()
  container.use(nlpjs.LangEn)
  const nlu = new nlpjs.NluNeural({ locale: 'en', container, log: false })
  await nlu.train(utterances.map(({ text, intent }) => ({ utterance: text, intent })))
  return async (text) => {
    const { classifications } = await nlu.process(text)
    // "None" is NLP.js's own way to refuse; here every text has an intent, so the best other counts.
    return classifications.find(({ intent }) => intent !== 'None')?.intent ?? ''
  }
}
