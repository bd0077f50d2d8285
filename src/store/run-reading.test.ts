import { expect, it } from 'vitest'
import { createDatabase } from './database'
import { createMemoryRecords } from './memory-records'
import type { StoredRecord, StoreName } from './record-store'
import { createRun } from './run-fixture'
import { nextRunNumber, readTrained } from './run-reading'

async function databaseWith(
  ...records: { store: StoreName; record: StoredRecord }[]
): Promise<ReturnType<typeof createDatabase>> {
  const memory = createMemoryRecords()
  await memory.commit(records.map((one) => ({ kind: 'put', ...one })))
  return createDatabase({ records: memory, memory: createMemoryRecords() })
}

async function read(database: ReturnType<typeof createDatabase>, projectId = 'p') {
  const found = await readTrained(database, projectId)
  if (found.kind === 'failed') throw new Error(found.reason)
  return found.value
}

const run = (id: string, number: unknown, change: object = {}) =>
  ({ store: 'runs', record: { id, projectId: 'p', kind: 'train', number, ...change } }) as const

const whole = (id: string, number: number, startedAt = 1) =>
  ({ store: 'runs', record: createRun({ id, number, startedAt }) }) as const

const curve = {
  store: 'runs',
  record: {
    ...{ schemaVersion: 1, id: 'p/learning-curve', projectId: 'p', kind: 'learningCurve' },
    ...{ startedAt: 1, fingerprint: '', points: [], scratchPoints: [], isWhole: true },
  },
} as const

it('is counted, not ordered by the clock', async () => {
  const database = await databaseWith(
    whole('b', 2, 1),
    whole('a', 1, 9),
    // Two tabs may have given the same number.
    whole('d', 3, 8),
    whole('c', 3, 7),
    curve,
  )
  const { runs, learningCurve, damaged, interrupted } = await read(database)
  expect(runs.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd'])
  expect([learningCurve?.id, damaged, interrupted]).toEqual(['p/learning-curve', [], null])
  expect(await nextRunNumber(database, 'p')).toBe(4)
})

it('lists what cannot be read, with what it is and where it lies', async () => {
  const database = await databaseWith(
    run('a', 7),
    run('b', 'many'),
    run('d', -3),
    run('e', 8.5),
    run('f', 9, { schemaVersion: 99 }),
    { store: 'checkpoints', record: { id: 'p', projectId: 'p' } },
    { store: 'runs', record: { id: 'c', projectId: 'p', kind: 'learningCurve' } },
  )
  expect(await nextRunNumber(database, 'p')).toBe(10)
  const { runs, learningCurve, damaged, interrupted } = await read(database)
  expect([runs, learningCurve, interrupted]).toEqual([[], null, null])
  expect(damaged.map(({ id, store, name, isNewer }) => [id, store, name, isNewer])).toEqual([
    ['a', 'runs', 'Run 7', false],
    ['b', 'runs', 'A run', false],
    ['d', 'runs', 'A run', false],
    ['e', 'runs', 'A run', false],
    ['f', 'runs', 'Run 9', true],
    ['c', 'runs', 'The learning curve', false],
    ['p', 'checkpoints', 'The interrupted training', false],
  ])
  expect(damaged[0]?.raw).toMatchObject({ id: 'a', number: 7 })
})

it('is that of one skill, and begins at 1', async () => {
  const database = await databaseWith(whole('a', 5))
  expect(await read(database, 'other')).toMatchObject({ runs: [], damaged: [] })
  expect(await nextRunNumber(database, 'other')).toBe(1)
})

it('is not known while the browser does not say', async () => {
  const broken = async () => Promise.reject(new DOMException('', 'UnknownError'))
  const database = createDatabase({
    records: { read: broken, commit: broken },
    memory: createMemoryRecords(),
  })
  expect(await readTrained(database, 'p')).toMatchObject({ kind: 'failed', reason: 'broken' })
  expect(await nextRunNumber(database, 'p')).toBe(1)
})
