/** The pool of annotated sources that pretraining learns from: read as streams, never whole. */

import { createReadStream } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'
import * as v from 'valibot'
import type { LabelSet } from '@/model/labels'
import { readAs } from '@/project/schema-parts'

/** One line of a source file; docs/pretraining.md describes the form. */
export const rowSchema = v.object({
  text: v.string(),
  tokens: v.pipe(v.array(v.string()), v.minLength(1)),
  tags: v.nullable(v.array(v.string())),
  intent: v.nullable(v.string()),
  domain: v.string(),
  split: v.nullable(v.string()),
})
export type PoolRow = v.InferOutput<typeof rowSchema>

/** What is known of a source beside its file: where it is from, and how its labels are to be read. */
export type SourceRule = {
  title: string
  licence: string
  /** The class of a row, or null to learn nothing about its intent. Default: the row's intent. */
  intentOf?: (row: PoolRow) => string | null
  /** Whether a row takes part. */
  accepts?: (row: PoolRow) => boolean
}

/** Heads to train, by name. Some files give two: labels that mean different things stay apart. */
export const SOURCE_RULES: Record<string, SourceRule & { file: string }> = {
  topv2: { file: 'topv2', title: 'TOPv2', licence: 'CC BY-SA 4.0' },
  sgd: {
    file: 'sgd',
    title: 'Schema-Guided Dialogue (dialogue acts)',
    licence: 'CC BY-SA 4.0',
    intentOf: (row) => row.intent?.split('|').at(-1) ?? null,
  },
  sgd_intents: {
    file: 'sgd',
    title: 'Schema-Guided Dialogue (intents)',
    licence: 'CC BY-SA 4.0',
    // The intent is dialogue state; only these turns name it in their text.
    accepts: (row) => row.intent?.includes('INFORM_INTENT') === true,
    intentOf: (row) => row.intent?.split('|')[0] ?? null,
  },
  clinc150: { file: 'clinc150', title: 'CLINC150', licence: 'CC BY 3.0' },
  botframework_lu: {
    file: 'botframework_lu',
    title: 'Microsoft Bot Framework skills',
    licence: 'MIT',
    accepts: (row) => !row.domain.startsWith('lu_automotive'),
  },
  botframework_car: {
    file: 'botframework_lu',
    title: 'Microsoft Bot Framework skills (automotive)',
    licence: 'MIT',
    accepts: (row) => row.domain.startsWith('lu_automotive'),
  },
  multiwoz: { file: 'multiwoz', title: 'MultiWOZ 2.1', licence: 'MIT' },
  banking77: { file: 'banking77', title: 'Banking77', licence: 'CC BY 4.0' },
  restaurants8k: { file: 'restaurants8k', title: 'Restaurants-8k', licence: 'CC BY 4.0' },
  taskmaster4: { file: 'taskmaster4', title: 'Taskmaster-4', licence: 'CC BY 4.0' },
  woz2: { file: 'woz2', title: 'WOZ 2.0', licence: 'Apache-2.0' },
  rasa_bots: { file: 'rasa_bots', title: 'Rasa example bots', licence: 'Apache-2.0' },
}

/** Labels seen fewer times than this teach nothing that lasts and are left out. */
const RAREST_INTENT = 8
const RAREST_SLOT = 8
/** One row in this many is kept from training, for the report per source. */
const HELD_OUT_EVERY = 50

export type PoolSource = {
  head: string
  title: string
  licence: string
  path: string
  rows: number
  labels: LabelSet
}

export type Pool = {
  sources: PoolSource[]
  /** How often each word, in lower case, occurs in all sources. */
  wordCounts: Map<string, number>
  /** Files that stand in the folder but are not learned from. */
  leftOut: string[]
}

/** First pass: counts rows, labels and words of every source that may be used. */
export async function surveyPool(
  folder: string,
  onProgress: (head: string, rows: number) => void = () => {},
): Promise<Pool> {
  const present = new Set(
    (await readdir(folder))
      .filter((name) => /\.jsonl(\.gz)?$/.test(name))
      .map((name) => name.replace(/\.jsonl(\.gz)?$/, '')),
  )
  const known = new Set(Object.values(SOURCE_RULES).map((rule) => rule.file))
  const wordCounts = new Map<string, number>()
  const sources: PoolSource[] = []
  const countedFiles = new Set<string>()
  for (const [head, rule] of Object.entries(SOURCE_RULES)) {
    if (!present.has(rule.file)) continue
    const path = join(folder, `${rule.file}.jsonl.gz`)
    const intents = new Map<string, number>()
    const slots = new Map<string, number>()
    let rows = 0
    for await (const row of readRows(path)) {
      if (!countedFiles.has(rule.file)) {
        for (const token of row.tokens) addOne(wordCounts, token.toLowerCase())
      }
      if (rule.accepts && !rule.accepts(row)) continue
      rows += 1
      const intent = rule.intentOf ? rule.intentOf(row) : row.intent
      if (intent !== null) addOne(intents, intent)
      for (const tag of row.tags ?? []) if (tag.startsWith('B-')) addOne(slots, tag.slice(2))
      if (rows % 5000 === 0) onProgress(head, rows)
    }
    countedFiles.add(rule.file)
    onProgress(head, rows)
    const intentNames = frequent(intents, RAREST_INTENT)
    sources.push({
      head,
      title: rule.title,
      licence: rule.licence,
      path,
      rows,
      labels: {
        // One class alone teaches nothing.
        intents: intentNames.length > 1 ? intentNames : [],
        slots: frequent(slots, RAREST_SLOT),
      },
    })
  }
  return { sources, wordCounts, leftOut: [...present].filter((name) => !known.has(name)) }
}

/** Streams the rows of a source: those kept for the report, or those to learn from. */
export async function* readSource(
  source: PoolSource,
  part: 'train' | 'heldOut',
): AsyncGenerator<PoolRow & { label: string | null }> {
  const rule = SOURCE_RULES[source.head]!
  let index = 0
  for await (const row of readRows(source.path)) {
    if (rule.accepts && !rule.accepts(row)) continue
    index += 1
    if ((index % HELD_OUT_EVERY === 0) !== (part === 'heldOut')) continue
    yield { ...row, label: rule.intentOf ? rule.intentOf(row) : row.intent }
  }
}

/** Streams all rows of a `.jsonl` or `.jsonl.gz` file. Throws, naming file and line, on a row of another form. */
export async function* readRows(path: string): AsyncGenerator<PoolRow> {
  const file = createReadStream(path)
  const lines = createInterface({
    input: path.endsWith('.gz') ? file.pipe(createGunzip()) : file,
    crlfDelay: Number.POSITIVE_INFINITY,
  })
  let lineNumber = 0
  for await (const line of lines) {
    lineNumber += 1
    if (line.trim() === '') continue
    const row = parseRow(line)
    if (!row) throw new Error(`${basename(path)}, line ${lineNumber}: not an annotated utterance`)
    yield row
  }
}

function parseRow(line: string): PoolRow | null {
  try {
    return readAs(rowSchema, JSON.parse(line))
  } catch {
    return null
  }
}

function addOne(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}

function frequent(counts: Map<string, number>, least: number): string[] {
  return [...counts]
    .filter(([, count]) => count >= least)
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .map(([name]) => name)
}
