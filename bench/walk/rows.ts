/** The data of the walk: a first few utterances, a fixed test set, and a reserve to annotate from. */
import { type PoolRow, readRows } from '@/cli/pretraining-pool'
import { createRandom } from '@/project/random'

export type WalkRows = { start: PoolRow[]; test: PoolRow[]; reserve: PoolRow[] }

/** Draws the same utterances for the same seed, as many of each intent. */
export async function sampleRows(
  path: string,
  options: { seed: number; startOfEach: number; testOfEach: number },
): Promise<WalkRows> {
  const rows: PoolRow[] = []
  for await (const row of readRows(path)) rows.push(row)
  const shuffled = createRandom(`walk/${options.seed}`).shuffled(rows)
  const intents = [...new Set(rows.flatMap(({ intent }) => (intent === null ? [] : [intent])))]
  const { startOfEach, testOfEach } = options
  const drawn: WalkRows = { start: [], test: [], reserve: [] }
  for (const intent of intents.sort()) {
    const own = shuffled.filter((row) => row.intent === intent)
    drawn.test.push(...own.slice(0, testOfEach))
    drawn.start.push(...own.slice(testOfEach, testOfEach + startOfEach))
    drawn.reserve.push(...own.slice(testOfEach + startOfEach))
  }
  return drawn
}

/** Takes up to `count` fitting rows out of the reserve: what somebody would annotate next. */
export function annotateNext(
  reserve: PoolRow[],
  count: number,
  fits: (row: PoolRow) => boolean,
): PoolRow[] {
  const taken = reserve.filter(fits).slice(0, count)
  const gone = new Set(taken)
  reserve.splice(0, reserve.length, ...reserve.filter((row) => !gone.has(row)))
  return taken
}

/** Rows as the file that a user would bring, each on its side of the split. */
export function toFile(name: string, rows: readonly PoolRow[], split: 'train' | 'test'): WalkFile {
  const lines = rows.map(({ text, tokens, tags, intent }) =>
    JSON.stringify({ text, tokens, tags, intent, split }),
  )
  return { name, mimeType: 'application/json', buffer: Buffer.from(`${lines.join('\n')}\n`) }
}

export type WalkFile = { name: string; mimeType: string; buffer: Buffer }

/** Whether a row has a slot of this name. */
export function hasSlot({ tags }: PoolRow, slot: string): boolean {
  return tags?.includes(`B-${slot}`) ?? false
}
