/** The official splits of the public benchmarks: what is learned from, and what is asked, as published. */

import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import * as v from 'valibot'
import { readAs } from '@/project/schema-parts'
import type { LabelledUtterance } from '@/training/skill-examples'
import { alignSpans } from '../transfer/skills'

export const BENCHMARKS = ['hwu64', 'snips2017'] as const
export type Benchmark = (typeof BENCHMARKS)[number]

/** Utterances an intent that may be learned from, and the file of the test side. */
const SPLITS: Record<Benchmark, { sizes: readonly number[]; test: string }> = {
  hwu64: { sizes: [5, 10], test: 'test' },
  snips2017: { sizes: [10, 20, 50, 70], test: 'validate' },
}

/** One published split. */
export type PublicSplit = {
  benchmark: Benchmark
  /** Training utterances an intent. */
  size: number
  train: LabelledUtterance[]
  test: LabelledUtterance[]
}

export type SplitsOutcome =
  | { kind: 'read'; splits: PublicSplit[] }
  | { kind: 'failed'; reason: string; remedy: string }

const rowSchema = v.object({
  text: v.string(),
  intent: v.string(),
  tokens: v.optional(v.array(v.string())),
  tags: v.optional(v.array(v.string())),
})

/** Reads the splits of these benchmarks in `<folder>/<benchmark>/`, the small ones first. */
export async function readSplits(
  folder: string,
  benchmarks: readonly Benchmark[],
): Promise<SplitsOutcome> {
  const splits: PublicSplit[] = []
  for (const benchmark of benchmarks) {
    const { sizes, test: testFile } = SPLITS[benchmark]
    const sides = [testFile, ...sizes.map((size) => `train_${size}`)]
    const read: LabelledUtterance[][] = []
    for (const side of sides) {
      const path = join(folder, benchmark, `${side}.jsonl.gz`)
      const utterances = await readSide(path, `${benchmark}-${side}`)
      if (typeof utterances === 'string') {
        return {
          kind: 'failed',
          reason: utterances,
          remedy: 'Name the folder that holds the benchmarks with --data.',
        }
      }
      read.push(utterances)
    }
    const [test = [], ...trains] = read
    sizes.forEach((size, place) => {
      splits.push({ benchmark, size, train: trains[place] ?? [], test })
    })
  }
  return { kind: 'read', splits }
}

/** The utterances of one file, or a sentence on what is wrong with it. */
async function readSide(path: string, name: string): Promise<LabelledUtterance[] | string> {
  if (!existsSync(path)) return `There is no file ${path}.`
  const lines = gunzipSync(await readFile(path))
    .toString('utf8')
    .split('\n')
  const utterances: LabelledUtterance[] = []
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') continue
    const row = parseRow(line)
    const spans =
      row && alignSpans({ text: row.text, tokens: row.tokens ?? [], tags: row.tags ?? null })
    if (!row || !spans) return `${path}, line ${index + 1}: not an annotated utterance.`
    const { text, intent } = row
    utterances.push({
      id: `${name}-${index + 1}`,
      text,
      intent,
      spans,
      split: 'auto',
      templateId: null,
    })
  }
  return utterances
}

function parseRow(line: string): v.InferOutput<typeof rowSchema> | null {
  try {
    return readAs(rowSchema, JSON.parse(line))
  } catch {
    return null
  }
}
