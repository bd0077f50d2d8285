import { describe, expect, it } from 'vitest'
import { createStore } from 'zustand'
import { DEFAULT_SETTINGS, type Failure } from '@/jobs/job'
import type { InterruptedRun } from '@/records/checkpoint'
import type { CurveRecord } from '@/records/learning-curve'
import { createDatabase } from './database'
import { createMemoryRecords } from './memory-records'
import type { Write } from './record-store'
import { createModels, createRun } from './run-fixture'
import { createRunKeeper } from './run-keeper'
import { createFakeChannels, createStepClock, settle } from './testing'
import type { TrainingLocks } from './training-locks'
import { type TrainingState, useTrainingStore } from './training-store'
import { createTrash, UNDO_MS } from './trash'

const failure: Failure = { kind: 'failed', reason: 'diverged', message: '', remedy: '' }

/** A browser with the skills `p` and `q`, in which something can be full, broken or taken. */
function createBrowser() {
  const records = createMemoryRecords()
  const channels = createFakeChannels()
  const browser = {
    records,
    /** Which writes find no room. */
    isFull: (_: Write) => false,
    isBroken: false,
    taken: new Set<string>(),
    /** Called once a skill is free. */
    waiting: new Map<string, () => void>(),
    put: async (...writes: Write[]) => void (await records.commit(writes)),
    async has(store: Write['store'], id: string) {
      const [found] = await records.read([{ store, id }])
      return found!.length > 0
    },
    async openTab() {
      const clock = createStepClock()
      const training = createStore<TrainingState>(() => useTrainingStore.getInitialState())
      const locks: TrainingLocks = {
        take: async () => async () => {},
        isTaken: async (id) => browser.taken.has(id),
        whenFree(id, onFree) {
          browser.waiting.set(id, onFree)
          return () => void browser.waiting.delete(id)
        },
      }
      const trash = createTrash(clock)
      const keeper = createRunKeeper({
        database: createDatabase({
          records: {
            read: async (queries) => {
              if (browser.isBroken) throw new DOMException('', 'UnknownError')
              return records.read(queries)
            },
            commit: async (writes, condition) => {
              if (browser.isBroken) throw new DOMException('', 'UnknownError')
              if (writes.some(browser.isFull)) throw new DOMException('', 'QuotaExceededError')
              return records.commit(writes, condition)
            },
          },
          memory: createMemoryRecords(),
        }),
        ...{ clock, trash, locks, training, channel: channels.open() },
      })
      const stop = keeper.start()
      await keeper.open('p')
      return {
        ...{ keeper, clock, trash, training, stop },
        state: training.getState,
        ids: () => training.getState().runs.map(({ id }) => id),
        unkept: () => training.getState().unkept?.runs.map(({ id }) => id) ?? null,
      }
    },
  }
  return browser
}

async function browserWith(...writes: Write[]) {
  const browser = createBrowser()
  const skills = ['p', 'q'].map(
    (id): Write => ({ kind: 'put', store: 'projects', record: { id, projectId: id } }),
  )
  await browser.put(...skills, ...writes)
  return browser
}

const run = (id: string, number = 1): Write => ({
  ...{ kind: 'put', store: 'runs' },
  record: createRun({ id, number }),
})

function interruptedOf(projectId: string, runId = 'r'): InterruptedRun {
  const { curves } = createRun()
  return {
    ...{ schemaVersion: 1, id: projectId, projectId, runId, startedAt: 1 },
    ...{ settings: DEFAULT_SETTINGS, startedFrom: null, alsoFromScratch: false },
    skill: { utterances: [], intents: [], outOfScopeIntents: [], slotValues: {} },
    checkpoint: {
      ...{ pretrainedId: 'tiny', arm: 'pretrained', finished: null },
      training: {
        ...{ epoch: 1, step: 1, elapsedMs: 1, weights: {}, best: null, average: null },
        adam: { step: 1, moments: {} },
      },
    },
    curves: { pretrained: curves, scratch: curves },
  }
}

function curveOf(projectId: string): CurveRecord {
  return {
    ...{ schemaVersion: 1, id: `${projectId}/learning-curve`, projectId, kind: 'learningCurve' },
    ...{ startedAt: 1, fingerprint: '', points: [], scratchPoints: [], isWhole: true },
  }
}

const full = ({ store }: Write) => store !== 'settings'

describe('what was trained from a skill', () => {
  it('is shown once it is open, and another skill’s instead when that is', async () => {
    const browser = await browserWith(run('b', 2), run('a', 1))
    await browser.put({ kind: 'put', store: 'runs', record: curveOf('p') })
    const { keeper, ids, state, training } = await browser.openTab()
    expect(ids()).toEqual(['a', 'b'])
    expect(state()).toMatchObject({ projectId: 'p', learningCurve: { projectId: 'p' } })
    training.setState({ isFromDownload: true, failure, notices: ['one'] })
    await keeper.open('p')
    await keeper.refresh('p')
    expect(state()).toMatchObject({ isFromDownload: true, failure, notices: ['one'] })
    await keeper.open('q')
    expect(state()).toMatchObject({
      ...{ projectId: 'q', runs: [], learningCurve: null, isFromDownload: false },
      ...{ failure: null, notices: [] },
    })
    await keeper.refresh('p')
    expect(state().projectId).toBe('q')
  })

  it('leaves what a running training says, whichever skill is opened', async () => {
    const { keeper, training, state } = await (await browserWith()).openTab()
    training.setState({ activity: { projectId: 'p' } as never, failure, notices: ['one'] })
    await keeper.open('q')
    expect(state()).toMatchObject({ failure, notices: ['one'] })
  })

  it('is not read twice while it is shown; whoever comes back in time is not overtaken', async () => {
    const browser = await browserWith(run('a'))
    const { keeper, ids, state } = await browser.openTab()
    await browser.put({ kind: 'delete', store: 'runs', id: 'a' })
    const away = keeper.open('q')
    await keeper.open('p')
    await away
    expect([state().projectId, ids()]).toEqual(['p', ['a']])
  })

  it('says why it cannot be read', async () => {
    const browser = await browserWith(run('a'))
    const { keeper, state, ids } = await browser.openTab()
    browser.isBroken = true
    await keeper.open('q')
    expect(ids()).toEqual([])
    expect(state().failure?.remedy).toMatch(/./)
    const { remedy } = state().failure!
    browser.isBroken = false
    await keeper.open('p')
    expect(remedy).toContain('storage')
    expect([ids(), state().failure]).toEqual([['a'], null])
  })

  it('follows the other tabs until it is stopped', async () => {
    const browser = await browserWith()
    const [tab, other] = [await browser.openTab(), await browser.openTab()]
    await tab.keeper.keepRun(createRun(), createModels('a'))
    await settle()
    expect(other.ids()).toEqual(['a'])
    other.stop()
    await tab.keeper.keepRun(createRun({ id: 'b', number: 2 }), null)
    await settle()
    expect(other.ids()).toEqual(['a'])
  })

  it('waits for another tab that trains, and shows no training to go on with meanwhile', async () => {
    const browser = await browserWith()
    await browser.put({ kind: 'put', store: 'checkpoints', record: interruptedOf('p') })
    browser.taken.add('p')
    const tab = await browser.openTab()
    expect(tab.state()).toMatchObject({ isElsewhere: true, interrupted: null })
    browser.taken.clear()
    browser.waiting.get('p')?.()
    await settle()
    expect(tab.state()).toMatchObject({ isElsewhere: false, interrupted: { projectId: 'p' } })
    expect(browser.waiting.size).toBe(0)
    browser.taken.add('p')
    await tab.keeper.refresh('p')
    expect(browser.waiting.size).toBe(1)
    tab.stop()
    expect(browser.waiting.size).toBe(0)
  })

  it('is not elsewhere, nor interrupted, while this tab trains it', async () => {
    const browser = await browserWith()
    await browser.put({ kind: 'put', store: 'checkpoints', record: interruptedOf('p') })
    browser.taken.add('p')
    const { training, keeper, state } = await browser.openTab()
    training.setState({ activity: { projectId: 'p' } as never })
    await keeper.refresh('p')
    expect(state()).toMatchObject({ isElsewhere: false, interrupted: null })
    training.setState({ activity: { projectId: 'q' } as never })
    await keeper.refresh('p')
    expect(state().isElsewhere).toBe(true)
  })
})

describe('keeping a run', () => {
  it('ends its activity, and shows it where its skill is open', async () => {
    const browser = await browserWith()
    const { keeper, training, state, ids } = await browser.openTab()
    training.setState({ activity: { projectId: 'p' } as never })
    expect(await keeper.keepRun(createRun(), createModels('report', 'all'))).toBe(true)
    expect([state().activity, ids(), state().unkept]).toEqual([null, ['a'], null])
    expect(await keeper.readAnsweringModel('a')).toMatchObject({ bundle: { vocabularyId: 'all' } })
    expect(await keeper.readReportModel('a')).toMatchObject({ bundle: { vocabularyId: 'report' } })
    await keeper.keepRun(createRun({ stepsPerSecond: 9 }), null)
    expect(state().runs).toMatchObject([{ id: 'a', stepsPerSecond: 9 }])
    await keeper.keepRun(createRun({ id: 'b', projectId: 'q' }), null)
    expect(ids()).toEqual(['a'])
    await keeper.open('q')
    expect(ids()).toEqual(['b'])
  })

  it('that finds no room keeps run and model usable in this tab, until there is some', async () => {
    const browser = await browserWith(run('a'))
    await browser.put({ kind: 'put', store: 'checkpoints', record: interruptedOf('p', 'b') })
    const { keeper, ids, state, unkept } = await browser.openTab()
    browser.isFull = full
    expect(await keeper.keepRun(createRun({ id: 'c', number: 3 }), createModels('c'))).toBe(false)
    expect(await keeper.keepRun(createRun({ id: 'b', number: 2 }), createModels('b'))).toBe(false)
    expect(unkept()).toEqual(['c', 'b'])
    await keeper.refresh('p')
    expect(ids()).toEqual(['a', 'b', 'c'])
    expect(await keeper.readAnsweringModel('b')).toMatchObject({ bundle: { vocabularyId: 'b' } })
    await keeper.keepAgain()
    expect(unkept()).toEqual(['c', 'b'])
    expect(await browser.has('checkpoints', 'p')).toBe(true)
    browser.isFull = (write) => write.kind === 'put' && write.record.id === 'c'
    await keeper.keepAgain()
    expect(unkept()).toEqual(['c'])
    expect(await browser.has('checkpoints', 'p')).toBe(false)
    browser.isFull = () => false
    await keeper.keepAgain()
    expect(unkept()).toBeNull()
    const again = await browser.openTab()
    expect(again.ids()).toEqual(['a', 'b', 'c'])
    expect(await again.keeper.readAnsweringModel('c')).toMatchObject({
      bundle: { vocabularyId: 'c' },
    })
    await keeper.keepAgain()
    expect(state().unkept).toBeNull()
  })

  it('says what to do when the skill itself is not kept, and when there is no room', async () => {
    const browser = await browserWith()
    const { keeper, state } = await browser.openTab()
    const gone = createRun({ projectId: 'gone' })
    expect(await keeper.keepRun(gone, null)).toBe(false)
    const { remedy } = state().unkept!
    expect(remedy).toContain('skill')
    expect(await keeper.keepCheckpoint(interruptedOf('gone'))).toMatchObject({ remedy })
    await keeper.keepCurve(curveOf('gone'))
    expect(state().failure?.remedy).toBe(remedy)
    browser.isFull = full
    await keeper.keepRun(gone, null)
    expect(state().unkept?.remedy).not.toBe(remedy)
    browser.isFull = () => false
    await keeper.keepAgain()
    expect(state().unkept?.remedy).toBe(remedy)
  })

  it('leaves the checkpoint of another training alone when one is kept after all', async () => {
    const browser = await browserWith()
    await browser.put({ kind: 'put', store: 'checkpoints', record: interruptedOf('p') })
    const { keeper } = await browser.openTab()
    browser.isFull = full
    await keeper.keepRun(createRun(), createModels('a'))
    browser.isFull = () => false
    await keeper.keepAgain()
    expect(await browser.has('runs', 'a')).toBe(true)
    expect(await browser.has('checkpoints', 'p')).toBe(true)
  })
})

describe('a learning curve and a checkpoint', () => {
  it('are kept where their skill is', async () => {
    const browser = await browserWith()
    const [{ keeper, training, state }, other] = [await browser.openTab(), await browser.openTab()]
    training.setState({ activity: { projectId: 'p' } as never })
    await keeper.keepCurve(curveOf('p'))
    expect(state()).toMatchObject({ learningCurve: curveOf('p'), activity: null, failure: null })
    await keeper.keepCurve(curveOf('q'))
    expect(state().learningCurve?.projectId).toBe('p')
    expect(await browser.has('runs', 'q/learning-curve')).toBe(true)
    expect((await keeper.keepCheckpoint(interruptedOf('p'))).kind).toBe('ok')
    await settle()
    expect(other.state().learningCurve).toEqual(curveOf('p'))
    await other.keeper.refresh('p')
    expect(other.state().interrupted).toMatchObject({ runId: 'r' })
    await keeper.forgetCheckpoint('p')
    await settle()
    expect(other.state().interrupted).toBeNull()
  })
})

describe('deleting a run', () => {
  it('hides it at once, deletes it with its models, and brings it back in time', async () => {
    const browser = await browserWith(run('a', 1), run('b', 2))
    const [tab, other] = [await browser.openTab(), await browser.openTab()]
    await tab.keeper.keepRun(createRun({ id: 'b', number: 2 }), createModels('b'))
    tab.keeper.discardRun('a').bringBack()
    await settle()
    expect(tab.ids()).toEqual(['a', 'b'])
    tab.keeper.discardRun('b')
    expect(tab.ids()).toEqual(['a'])
    await tab.keeper.refresh('p')
    expect([tab.ids(), other.ids()]).toEqual([['a'], ['a', 'b']])
    tab.clock.advance(UNDO_MS)
    await settle()
    expect([tab.ids(), other.ids()]).toEqual([['a'], ['a']])
    expect(await browser.has('bundles', 'b')).toBe(false)
    expect(await tab.keeper.readAnsweringModel('b')).toMatchObject({ reason: 'no-model' })
  })

  it('says when it failed, and shows it again', async () => {
    const browser = await browserWith(run('a'))
    const { keeper, clock, state, ids } = await browser.openTab()
    keeper.discardRun('a')
    browser.isFull = full
    clock.advance(UNDO_MS)
    await settle()
    expect(state().failure).not.toBeNull()
    expect(ids()).toEqual(['a'])
  })

  it('makes room for a run that had none', async () => {
    const browser = await browserWith(run('a'))
    const { keeper, clock, unkept, ids } = await browser.openTab()
    browser.isFull = full
    await keeper.keepRun(createRun({ id: 'b', number: 2 }), createModels('b'))
    keeper.discardRun('a')
    browser.isFull = () => false
    clock.advance(UNDO_MS)
    await settle()
    expect([unkept(), ids()]).toEqual([null, ['b']])
    expect(await browser.has('bundles', 'b')).toBe(true)
  })

  it('forgets one that was never kept, and its model; the rest goes on waiting', async () => {
    const browser = await browserWith()
    const { keeper, clock, unkept, ids, state } = await browser.openTab()
    browser.isFull = ({ kind }) => kind === 'put'
    await keeper.keepRun(createRun({ id: 'a' }), createModels('a'))
    await keeper.keepRun(createRun({ id: 'b', number: 2 }), createModels('b'))
    const { remedy } = state().unkept!
    keeper.discardRun('a')
    await settle()
    expect(ids()).toEqual(['b'])
    clock.advance(UNDO_MS)
    await settle()
    expect([unkept(), state().unkept?.remedy]).toEqual([['b'], remedy])
    expect(await keeper.readAnsweringModel('a')).toMatchObject({ reason: 'no-model' })
    keeper.discardRun('b')
    clock.advance(UNDO_MS)
    await settle()
    expect(unkept()).toBeNull()
  })

  it('brings one back that was never kept, whatever was tried to keep meanwhile', async () => {
    const browser = await browserWith()
    const { keeper, clock, unkept, ids } = await browser.openTab()
    browser.isFull = ({ kind }) => kind === 'put'
    for (const [index, id] of ['a', 'b', 'c'].entries()) {
      await keeper.keepRun(createRun({ id, number: index + 1 }), createModels(id))
    }
    keeper.discardRun('a')
    clock.advance(1)
    const later = keeper.discardRun('b')
    // The first is gone now, which is a reason to try the others again.
    clock.advance(UNDO_MS - 1)
    await settle()
    expect(later.bringBack()).toBe(true)
    await settle()
    expect([ids(), unkept()]).toEqual([
      ['b', 'c'],
      ['b', 'c'],
    ])
  })

  it('loses no run that is trained while others are tried again', async () => {
    const browser = await browserWith()
    const { keeper, unkept } = await browser.openTab()
    browser.isFull = ({ kind }) => kind === 'put'
    await keeper.keepRun(createRun({ id: 'a' }), null)
    const again = keeper.keepAgain()
    await keeper.keepRun(createRun({ id: 'b', number: 2 }), null)
    await again
    expect(unkept()).toEqual(['a', 'b'])
  })

  it('keeps what is said of a run while it is written again', async () => {
    const browser = await browserWith()
    const { keeper, unkept } = await browser.openTab()
    browser.isFull = ({ kind }) => kind === 'put'
    await keeper.keepRun(createRun({ id: 'a' }), null)
    browser.isFull = () => {
      browser.isFull = () => false
      void keeper.describeRun('a', { name: 'Best yet', notes: '' })
      return false
    }
    await keeper.keepAgain()
    expect(unkept()).toBeNull()
    const [stored] = await browser.records.read([{ store: 'runs', id: 'a' }])
    expect(stored).toMatchObject([{ name: 'Best yet' }])
  })
})

describe('what cannot be read', () => {
  it('is listed until it is forgotten, with the model that came with it', async () => {
    const browser = await browserWith(run('a'))
    await browser.put(
      { kind: 'put', store: 'runs', record: { id: 'x', projectId: 'p', number: 3 } },
      { kind: 'put', store: 'bundles', record: { id: 'x', projectId: 'p' } },
      { kind: 'put', store: 'checkpoints', record: { id: 'p', projectId: 'p' } },
      { kind: 'put', store: 'bundles', record: { id: 'p', projectId: 'p' } },
    )
    const [{ keeper, state, ids }, other] = [await browser.openTab(), await browser.openTab()]
    const [damagedRun, damagedCheckpoint] = state().damaged
    browser.isFull = full
    await keeper.forgetDamaged(damagedRun!)
    expect(state().failure).not.toBeNull()
    expect(state().damaged).toHaveLength(2)
    browser.isFull = () => false
    await keeper.forgetDamaged(damagedRun!)
    await settle()
    expect(state().damaged).toEqual([damagedCheckpoint])
    expect(other.state().damaged).toEqual([damagedCheckpoint])
    await keeper.forgetDamaged(damagedCheckpoint!)
    expect([state().damaged, ids()]).toEqual([[], ['a']])
    expect(await browser.has('bundles', 'x')).toBe(false)
    expect(await browser.has('bundles', 'p')).toBe(true)
  })
})

describe('a model', () => {
  it('that is missing, damaged, newer or out of reach says so, each in its way', async () => {
    const browser = await browserWith()
    const { keeper } = await browser.openTab()
    const stored = { id: 'a', projectId: 'p', ...createModels('a') }
    const put = (id: string, change: object) =>
      browser.put({ kind: 'put', store: 'bundles', record: { ...stored, id, ...change } })
    await put('damaged', { bundle: 1 })
    await put('newer', { schemaVersion: 99 })
    await put('whole', {})
    expect(await keeper.readReportModel('whole')).toMatchObject({ kind: 'read' })
    const said = new Set<string>()
    for (const id of ['missing', 'damaged', 'newer', 'whole']) {
      browser.isBroken = id === 'whole'
      const found = await keeper.readAnsweringModel(id)
      if (found.kind === 'read') throw new Error(id)
      expect(found.reason).toBe('no-model')
      expect(await keeper.readReportModel(id)).toEqual(found)
      said.add(`${found.message} ${found.remedy}`)
    }
    expect(said.size).toBe(4)
  })
})
