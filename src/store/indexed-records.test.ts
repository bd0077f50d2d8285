import 'fake-indexeddb/auto'
import { afterEach, describe, expect, it } from 'vitest'
import { createDatabase } from './database'
import { createIndexedRecords } from './indexed-records'
import { createMemoryRecords } from './memory-records'
import type { RecordStore } from './record-store'
import { weighSkills } from './storage-usage'

const indexed = createIndexedRecords()

afterEach(async () => {
  await indexed.close()
  indexedDB.deleteDatabase('skillet')
})

const run = (id: string, projectId: string) =>
  ({ kind: 'put', store: 'runs', record: { id, projectId } }) as const

describe.each([
  ['IndexedDB', (): RecordStore => indexed],
  ['memory', createMemoryRecords],
])('records in %s', (_name, create) => {
  it('are read by id, by skill and as a whole', async () => {
    const records = create()
    await records.commit([run('1', 'p'), run('2', 'p'), run('3', 'q')])
    expect(
      await records.read([
        { store: 'runs', id: '2' },
        { store: 'runs', id: 'none' },
        { store: 'runs', projectId: 'p' },
        { store: 'runs', all: 'ids' },
        { store: 'runs', all: 'owners' },
      ]),
    ).toEqual([
      [{ id: '2', projectId: 'p' }],
      [],
      [
        { id: '1', projectId: 'p' },
        { id: '2', projectId: 'p' },
      ],
      ['1', '2', '3'],
      ['p', 'q'],
    ])
  })

  it('are forgotten by id and by skill', async () => {
    const records = create()
    await records.commit([run('1', 'p'), run('2', 'p'), run('3', 'q')])
    await records.commit([
      { kind: 'deleteOf', store: 'runs', projectId: 'p' },
      { kind: 'delete', store: 'runs', id: '3' },
    ])
    expect(await records.read([{ store: 'runs', all: 'ids' }])).toEqual([[]])
  })

  it('are written only where the condition holds', async () => {
    const records = create()
    const save = (revision: number, expected: number | null) =>
      records.commit([{ kind: 'put', store: 'skills', record: { id: 'p', revision } }], {
        kind: 'revision',
        projectId: 'p',
        revision: expected,
      })
    expect(await save(1, 4)).toBe(false)
    expect(await save(1, null)).toBe(true)
    expect(await save(2, null)).toBe(false)
    expect(await save(2, 1)).toBe(true)
    // Skills from before there were journals say their revision themselves.
    await records.commit([
      { kind: 'put', store: 'skills', record: { id: 'p' } },
      { kind: 'put', store: 'projects', record: { id: 'p', revision: 7 } },
    ])
    expect(await save(8, 7)).toBe(true)
    const exists = { kind: 'exists', store: 'runs', id: '1' } as const
    expect(await records.commit([run('1', 'p')], exists)).toBe(false)
    expect(await records.read([{ store: 'runs', all: 'ids' }])).toEqual([[]])
  })
})

describe('a database', () => {
  const refusing = (name: string) => async () => {
    throw new DOMException('no', name)
  }

  it('works on memory where the browser keeps nothing, and says so', async () => {
    const database = createDatabase({
      records: indexed,
      open: refusing('SecurityError'),
      memory: createMemoryRecords(),
    })
    await database.commit([run('1', 'p')])
    expect(await database.read([{ store: 'runs', all: 'ids' }])).toEqual({
      kind: 'ok',
      value: [['1']],
    })
    expect((await database.state()).kind).toBe('memory')
  })

  it('does not take memory for what is only out of reach for a moment', async () => {
    let isBroken = true
    const database = createDatabase({
      records: indexed,
      open: async () => {
        if (isBroken) throw new DOMException('internal', 'UnknownError')
      },
      memory: createMemoryRecords(),
    })
    expect(await database.commit([run('1', 'p')])).toMatchObject({ reason: 'broken' })
    isBroken = false
    expect(await database.commit([run('1', 'p')])).toMatchObject({ kind: 'ok' })
    expect((await database.state()).kind).toBe('kept')
  })

  it('says why it could not keep something', async () => {
    const database = createDatabase({
      records: { read: async () => [], commit: refusing('QuotaExceededError') },
      memory: createMemoryRecords(),
    })
    expect(await database.commit([run('1', 'p')])).toMatchObject({
      reason: 'quota',
      remedy: expect.stringContaining('full'),
    })
  })
})

describe('the weight of skills', () => {
  it('is told by what it is, the largest first', async () => {
    const records = createMemoryRecords()
    const database = createDatabase({ records, memory: createMemoryRecords() })
    const model = { id: 'r', projectId: 'q', bundle: { weights: new Float32Array(1000) } }
    await records.commit([
      { kind: 'put', store: 'projects', record: { id: 'p', project: { name: 'Music' } } },
      { kind: 'put', store: 'bundles', record: model },
      run('r', 'q'),
    ])
    const weighed = await weighSkills(database)
    expect(weighed.kind === 'ok' && weighed.value.map(({ projectId }) => projectId)).toEqual([
      'q',
      'p',
    ])
    expect(weighed).toMatchObject({ value: [{ work: 0 }, { runs: 0, models: 0 }] })
    expect(weighed.kind === 'ok' && weighed.value[0]?.models).toBeGreaterThanOrEqual(4000)
  })
})
