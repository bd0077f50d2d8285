import { checkpointRecord, type InterruptedRun } from '@/records/checkpoint'
import { type CurveRecord, learningCurveRecord } from '@/records/learning-curve'
import type { Damaged } from '@/records/record'
import { type RunRecord, runRecord } from '@/records/run'
import type { Database, Stored } from './database'
import type { StoreName } from './record-store'

/** Something that was trained, and cannot be read. */
export type DamagedTraining = {
  id: string
  store: Extract<StoreName, 'runs' | 'checkpoints'>
  name: string
  reason: string
  isNewer: boolean
  raw: unknown
}

/** All that was trained from a skill. */
export type Trained = {
  runs: RunRecord[]
  learningCurve: CurveRecord | null
  interrupted: InterruptedRun | null
  damaged: DamagedTraining[]
}

/** Reads what was trained from a skill, runs in the order of their numbers. */
export async function readTrained(database: Database, projectId: string): Promise<Stored<Trained>> {
  const stored = await database.read([
    { store: 'runs', projectId },
    { store: 'checkpoints', id: projectId },
  ])
  if (stored.kind === 'failed') return stored
  const [runs, [checkpoint]] = stored.value
  const found: Trained = { runs: [], learningCurve: null, interrupted: null, damaged: [] }
  for (const raw of runs) {
    if (fieldOf(raw, 'kind') === 'learningCurve') {
      const curve = learningCurveRecord.read(raw)
      if (curve.kind === 'read') found.learningCurve = curve.value
      else found.damaged.push(damagedOf('runs', 'The learning curve', curve))
      continue
    }
    const run = runRecord.read(raw)
    if (run.kind === 'read') found.runs.push(run.value)
    else found.damaged.push(damagedOf('runs', nameOf(raw), run))
  }
  if (checkpoint !== undefined) {
    const read = checkpointRecord.read(checkpoint)
    if (read.kind === 'read') found.interrupted = read.value
    else found.damaged.push(damagedOf('checkpoints', 'The interrupted training', read))
  }
  // Numbers are counted, clocks are not to be trusted.
  found.runs.sort((a, b) => a.number - b.number || a.startedAt - b.startedAt)
  return { kind: 'ok', value: found }
}

/** The number of the next run of a skill: none that was ever shown is given twice. */
export async function nextRunNumber(database: Database, projectId: string): Promise<number> {
  const stored = await database.read([{ store: 'runs', projectId }])
  const numbers = stored.kind === 'ok' ? stored.value[0].map(numberOf) : []
  return Math.max(0, ...numbers) + 1
}

function damagedOf(
  store: DamagedTraining['store'],
  name: string,
  { raw, reason, isNewer }: Damaged,
): DamagedTraining {
  return { id: String(fieldOf(raw, 'id')), store, name, reason, isNewer, raw }
}

function nameOf(raw: unknown): string {
  const number = numberOf(raw)
  return number > 0 ? `Run ${number}` : 'A run'
}

function numberOf(raw: unknown): number {
  const number = fieldOf(raw, 'number')
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : 0
}

function fieldOf(raw: unknown, field: string): unknown {
  return typeof raw === 'object' && raw !== null
    ? (raw as Record<string, unknown>)[field]
    : undefined
}
