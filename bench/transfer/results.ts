/** Finished runs on disk: one JSON line each, so that a bench goes on where it was interrupted. */
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { appendFile, mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import { finite, readAs } from '@/project/schema-parts'
import type { ArmResult } from './arms'

const scoresSchema = v.object({
  intentAccuracy: finite,
  slotF1: v.nullable(finite),
  frameAccuracy: v.nullable(finite),
  semanticErrorRate: v.nullable(finite),
})

const lineSchema = v.object({
  key: v.string(),
  result: v.object({
    scores: scoresSchema,
    perturbed: scoresSchema,
    curve: v.array(v.object({ step: finite, loss: finite, seconds: finite })),
    seconds: finite,
  }),
})

export type ResultStore = {
  get: (key: string) => ArmResult | undefined
  /** Keeps a result, and writes it before it returns. `about` is for people who read the file. */
  add: (key: string, result: ArmResult, about: Record<string, unknown>) => Promise<void>
}

/** The key of a run: equal when everything that decides its result is equal. */
export function keyOf(parts: unknown): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 24)
}

/**
 * Opens the results in a folder: reads every `.jsonl` file in it (other shards may have written some)
 * and appends to `<name>.jsonl`. A line that a kill cut short is passed over.
 */
export async function openResults(folder: string, name: string): Promise<ResultStore> {
  await mkdir(folder, { recursive: true })
  const results = new Map<string, ArmResult>()
  for (const file of (await readdir(folder)).filter((entry) => entry.endsWith('.jsonl'))) {
    for (const line of (await readFile(join(folder, file), 'utf8')).split('\n')) {
      const parsed = readAs(lineSchema, parseJson(line))
      if (parsed) results.set(parsed.key, parsed.result)
    }
  }
  const path = join(folder, `${name}.jsonl`)
  const isCut = existsSync(path) && !/(^|\n)$/.test(await readFile(path, 'utf8'))
  if (isCut) await appendFile(path, '\n')
  return {
    get: (key) => results.get(key),
    add: async (key, result, about) => {
      results.set(key, result)
      await appendFile(path, `${JSON.stringify({ key, ...about, result })}\n`)
    },
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
