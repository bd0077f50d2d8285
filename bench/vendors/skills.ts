/** The skills on which the vendors' readers are tried: our samples, real ones, and annotated texts. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { readRows } from '@/cli/pretraining-pool'
import { readFiles } from '@/formats/read-files'
import type { Project } from '@/project/project'

/** So many rows of annotated texts make a skill. */
const MOST_ROWS = 300

/** Every skill of a folder of skill files. */
export function skillsIn(folder: string): Project[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => /\.(txt|json)$/u.test(name) && name !== 'index.json')
    .sort()
    .map((name) => {
      const content = new Uint8Array(readFileSync(join(folder, name)))
      const outcome = readFiles([{ name, content }], { projectId: 'vendors' })
      if (outcome.kind === 'failed') throw new Error(`${name}: ${outcome.message}`)
      return { ...outcome.project, id: basename(name).replace(/\.\w+$/u, '') }
    })
}

/** The first rows of a file of annotated texts as a skill: one of every few, so that all intents are there. */
export async function skillOfRows(path: string): Promise<Project[]> {
  if (!existsSync(path)) return []
  const rows: unknown[] = []
  for await (const { text, tokens, tags, intent } of readRows(path)) {
    rows.push({ text, tokens, tags, intent })
  }
  const step = Math.max(1, Math.floor(rows.length / MOST_ROWS))
  const chosen = rows.filter((_, index) => index % step === 0).slice(0, MOST_ROWS)
  const content = chosen.map((row) => `${JSON.stringify(row)}\n`).join('')
  const name = basename(path).replace(/\.jsonl(\.gz)?$/u, '')
  const outcome = readFiles([{ name: `${name}.jsonl`, content }], { projectId: 'vendors' })
  if (outcome.kind === 'failed') throw new Error(`${path}: ${outcome.message}`)
  return [{ ...outcome.project, id: `${name}-${chosen.length}` }]
}
