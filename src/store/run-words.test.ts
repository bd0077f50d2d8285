import { describe, expect, it } from 'vitest'
import { createStore } from 'zustand'
import type { RunRecord } from '@/records/run'
import { createDatabase } from './database'
import { createMemoryRecords } from './memory-records'
import type { RecordStore } from './record-store'
import { createRun } from './run-fixture'
import { createRunKeeper } from './run-keeper'
import { runTitle } from './run-record'
import { createFakeChannels, createStepClock, settle } from './testing'
import { type TrainingState, useTrainingStore } from './training-store'
import { createTrash } from './trash'

const run = (id: string, number: number) => createRun({ id, number })

/** A tab that shows the skill `p`. */
async function openTab(records: RecordStore, channels = createFakeChannels()) {
  const clock = createStepClock()
  const training = createStore<TrainingState>(() => ({ ...useTrainingStore.getInitialState() }))
  const keeper = createRunKeeper({
    database: createDatabase({ records, memory: createMemoryRecords() }),
    clock,
    channel: channels.open(),
    trash: createTrash(clock),
    locks: {
      take: async () => async () => {},
      isTaken: async () => false,
      whenFree: () => () => {},
    },
    training,
  })
  keeper.start()
  await keeper.open('p')
  return { keeper, clock, runs: () => training.getState().runs, training }
}

async function recordsWith(...runs: RunRecord[]): Promise<RecordStore> {
  const records = createMemoryRecords()
  await records.commit([
    { kind: 'put', store: 'projects', record: { id: 'p', projectId: 'p' } },
    ...runs.map((record) => ({ kind: 'put', store: 'runs', record }) as const),
  ])
  return records
}

describe('what its owner says of a run', () => {
  it('is kept, shown in the other tabs, and taken away when it is emptied', async () => {
    const records = await recordsWith(run('a', 1))
    const channels = createFakeChannels()
    const [tab, other] = [await openTab(records, channels), await openTab(records, channels)]
    await tab.keeper.describeRun('a', { name: '  slow and sure ', notes: 'twice the epochs' })
    await settle()
    for (const { runs } of [tab, other])
      expect(runs()[0]).toMatchObject({ name: 'slow and sure', notes: 'twice the epochs' })
    expect(runTitle(other.runs()[0]!)).toBe('Run 1 · slow and sure')
    await tab.keeper.describeRun('a', { name: '', notes: ' ' })
    await settle()
    expect(other.runs()[0]).not.toHaveProperty('name')
    expect(other.runs()[0]).not.toHaveProperty('notes')
  })

  it('goes beside what another tab says at the same time', async () => {
    const records = await recordsWith(run('a', 1))
    const [tab, other] = [await openTab(records), await openTab(records)]
    tab.keeper.setThreshold('a', 0.42)
    await other.keeper.describeRun('a', { name: 'mine', notes: '' })
    tab.clock.advance(1000)
    await settle()
    const third = await openTab(records)
    expect(third.runs()[0]).toMatchObject({ name: 'mine', threshold: 0.42 })
  })

  it('pins one run at most', async () => {
    const records = await recordsWith(run('a', 1), run('b', 2))
    const tab = await openTab(records)
    await tab.keeper.pinRun('a')
    await tab.keeper.pinRun('b')
    const pinned = (await openTab(records)).runs().map(({ isPinned }) => isPinned ?? false)
    expect(pinned).toEqual([false, true])
    await tab.keeper.pinRun(null)
    expect((await openTab(records)).runs().some(({ isPinned }) => isPinned)).toBe(false)
  })

  it('does not bring back a run that another tab has deleted', async () => {
    const records = await recordsWith(run('a', 1), run('b', 2))
    const tab = await openTab(records)
    await tab.keeper.pinRun('a')
    await records.commit([{ kind: 'delete', store: 'runs', id: 'a' }])
    await tab.keeper.pinRun('b')
    await tab.keeper.describeRun('a', { name: 'gone', notes: '' })
    expect((await openTab(records)).runs().map(({ id, isPinned }) => [id, isPinned])).toEqual([
      ['b', true],
    ])
  })

  it('is kept of a run although another waits for room, and told where it is not', async () => {
    const records = await recordsWith(run('a', 1))
    let isFull = true
    let isBroken = false
    const tab = await openTab({
      read: async (queries) => {
        if (isBroken) throw new DOMException('', 'UnknownError')
        return records.read(queries)
      },
      commit: async (...args) => {
        if (isFull) throw new DOMException('full', 'QuotaExceededError')
        return records.commit(...args)
      },
    })
    await tab.keeper.keepRun(run('b', 2), null)
    await tab.keeper.describeRun('a', { name: 'lost', notes: '' })
    const { failure } = tab.training.getState()
    expect([failure?.remedy, tab.runs()[0]?.name]).toEqual([
      ...[tab.training.getState().unkept?.remedy, 'lost'],
    ])
    expect((await openTab(records)).runs()[0]).not.toHaveProperty('name')
    tab.training.setState({ failure: null })
    isBroken = true
    tab.keeper.setThreshold('a', 0.1)
    tab.clock.advance(1000)
    await settle()
    expect(tab.training.getState().failure?.message).not.toBe(failure?.message)
    isBroken = false
    isFull = false
    await tab.keeper.describeRun('a', { name: 'first', notes: '' })
    expect((await openTab(records)).runs()[0]?.name).toBe('first')
    expect(tab.training.getState().unkept?.runs.map(({ id }) => id)).toEqual(['b'])
  })

  it('waits until the slider of a threshold rests, and keeps its last place', async () => {
    const records = await recordsWith(run('a', 1), run('b', 2))
    const tab = await openTab(records)
    tab.keeper.setThreshold('a', 0.1)
    tab.clock.advance(399)
    tab.keeper.setThreshold('a', 0.2)
    expect(tab.runs().map(({ threshold }) => threshold)).toEqual([0.2, undefined])
    tab.clock.advance(399)
    await settle()
    expect((await openTab(records)).runs()[0]?.threshold).toBeUndefined()
    tab.clock.advance(1)
    await settle()
    expect((await openTab(records)).runs()[0]?.threshold).toBe(0.2)
    expect(tab.clock.waiting()).toBe(0)
  })

  it('is there when a run that the browser refused is kept after all', async () => {
    const records = await recordsWith()
    let isFull = true
    const tab = await openTab({
      read: records.read,
      commit: async (...args) => {
        if (isFull) throw new DOMException('full', 'QuotaExceededError')
        return records.commit(...args)
      },
    })
    await tab.keeper.keepRun(run('a', 1), null)
    await tab.keeper.describeRun('a', { name: 'kept late', notes: '' })
    tab.keeper.setThreshold('a', 0.3)
    isFull = false
    await tab.keeper.keepAgain()
    expect((await openTab(records)).runs()[0]).toMatchObject({ name: 'kept late', threshold: 0.3 })
  })
})
