import { describe, expect, it } from 'vitest'
import type { Job, JobResult } from '@/jobs/job'
import { createDatabase } from './database'
import { createMemoryRecords } from './memory-records'
import { createOpener } from './opener'
import { nextRunNumber, readTrained } from './run-reading'
import { createRunSlot } from './run-slot'
import { createShelf, type ModelSource } from './shelf'
import { createStepClock, settle } from './testing'
import type { TrainingLocks } from './training-locks'
import { createTrash, UNDO_MS } from './trash'

const unlocked: TrainingLocks = {
  take: async () => async () => {},
  isTaken: async () => false,
  whenFree: () => () => {},
}

describe('the one training of a tab', () => {
  const client = { run: async () => ({ kind: 'predicted' }) as never, pause() {}, resume() {} }

  it('is taken from the click on: two quick clicks start one', async () => {
    const slot = createRunSlot(client, unlocked)
    let started = 0
    const wanted = {
      projectId: 'p',
      onTaken: () => {
        started += 1
      },
      work: async () => {
        await settle()
        return 'trained'
      },
    }
    const [first, second] = await Promise.all([slot.take(wanted), slot.take(wanted)])
    expect(started).toBe(1)
    expect([first, second]).toEqual([{ kind: 'done', value: 'trained' }, { kind: 'taken' }])
    expect(slot.isTaken()).toBe(false)
    expect((await slot.take(wanted)).kind).toBe('done')
  })

  it('does not begin where another tab trains, and is free after a failure', async () => {
    const slot = createRunSlot(client, { ...unlocked, take: async () => null })
    const work = async () => 'trained'
    expect(await slot.take({ projectId: 'p', onTaken() {}, work })).toEqual({ kind: 'elsewhere' })
    const failing = createRunSlot(client, unlocked)
    const broken = async () => Promise.reject(new Error('no'))
    await expect(failing.take({ projectId: 'p', onTaken() {}, work: broken })).rejects.toThrow('no')
    expect(failing.isTaken()).toBe(false)
  })
})

describe('the shelf of models', () => {
  function worker() {
    const loaded = new Set<string>()
    const loads: string[] = []
    const run = async (job: Job): Promise<JobResult> => {
      await settle()
      if (job.kind === 'load') {
        loads.push(job.modelId)
        loaded.add(job.modelId)
        return { kind: 'loaded' }
      }
      if (job.kind !== 'predict') throw new Error(job.kind)
      return loaded.has(job.modelId)
        ? { kind: 'predicted', predictions: [], elapsedMs: 1 }
        : { kind: 'failed', reason: 'no-model', message: 'gone', remedy: '' }
    }
    return { loaded, loads, client: { run: run as never } }
  }
  const source: ModelSource = async () => ({
    kind: 'model',
    model: {
      kind: 'instant',
      skill: { utterances: [], intents: [], outOfScopeIntents: [], slotValues: {} },
    },
  })
  const basics = () => ({ modelUrl: '', backend: 'auto' as const, avoid: [] })

  it('loads a model again that the worker has lost', async () => {
    const { client, loaded, loads } = worker()
    const shelf = createShelf({ client, basics, onChange() {} })
    await shelf.makeReady('a', '', source)
    loaded.clear()
    expect(await shelf.predict('a', ['x'])).not.toBeNull()
    expect(loads).toEqual(['a', 'a'])
  })

  it('loads once for all who ask, and anew for another version', async () => {
    const { client, loads } = worker()
    const shelf = createShelf({ client, basics, onChange() {} })
    await Promise.all([shelf.makeReady('a', '1', source), shelf.makeReady('a', '1', source)])
    expect(loads).toEqual(['a'])
    await shelf.makeReady('a', '2', source)
    expect(loads).toEqual(['a', 'a'])
  })

  it('keeps the two that were used last', async () => {
    let models: readonly string[] = []
    const { client } = worker()
    const onChange = (now: object) => {
      models = Object.keys(now)
    }
    const shelf = createShelf({ client, basics, onChange })
    for (const id of ['a', 'b']) await shelf.makeReady(id, '', source)
    await shelf.predict('a', ['x'])
    await shelf.makeReady('c', '', source)
    expect(models).toEqual(['a', 'c'])
    expect(await shelf.predict('b', ['x'])).toBeNull()
  })

  it('says why a model can’t answer', async () => {
    const states: unknown[] = []
    const { client } = worker()
    const shelf = createShelf({ client, basics, onChange: (now) => states.push(now) })
    const failure = { kind: 'failed', reason: 'no-model', message: 'damaged', remedy: '' } as const
    await shelf.makeReady('a', '', async () => ({ kind: 'failed', failure }))
    expect(states.at(-1)).toEqual({ a: { kind: 'failed', failure } })
    expect(await shelf.predict('a', ['x'])).toBeNull()
  })
})

describe('an opener', () => {
  it('serves who asks last, and lets the other arrive unseen', async () => {
    const arrive = new Map<string, () => void>()
    const shown: string[] = []
    const dropped: string[] = []
    const opener = createOpener<string>({
      load: (id) => new Promise((resolve) => arrive.set(id, () => resolve(id))),
      show: (id) => shown.push(id),
      fail: () => {},
      drop: (value) => dropped.push(value),
    })
    const both = [opener.open('large'), opener.open('small')]
    arrive.get('small')?.()
    await settle()
    arrive.get('large')?.()
    expect(await Promise.all(both)).toEqual([false, true])
    expect([shown, dropped]).toEqual([['small'], ['large']])
  })
})

describe('the trash', () => {
  it('forgets after a while, and never what was brought back', async () => {
    const clock = createStepClock()
    const trash = createTrash(clock)
    const gone: string[] = []
    const put = (id: string) =>
      trash.put(id, async () => {
        gone.push(id)
      })
    const kept = put('a')
    put('b')
    expect(kept.bringBack()).toBe(true)
    clock.advance(UNDO_MS)
    await settle()
    expect(gone).toEqual(['b'])
    expect(kept.bringBack()).toBe(false)
    const late = put('c')
    await trash.empty()
    expect(late.bringBack()).toBe(false)
    expect(gone).toEqual(['b', 'c'])
    expect(trash.has('c')).toBe(false)
  })
})

describe('what was trained', () => {
  it('is counted, not ordered by the clock; what cannot be read is listed', async () => {
    const records = createMemoryRecords()
    const database = createDatabase({ records, memory: createMemoryRecords() })
    const run = (id: string, number: unknown) =>
      ({
        kind: 'put',
        store: 'runs',
        record: { id, projectId: 'p', kind: 'train', number },
      }) as const
    await records.commit([
      run('a', 7),
      run('b', 'many'),
      { kind: 'put', store: 'checkpoints', record: { id: 'p', projectId: 'p' } },
      { kind: 'put', store: 'runs', record: { id: 'c', projectId: 'p', kind: 'learningCurve' } },
    ])
    expect(await nextRunNumber(database, 'p')).toBe(8)
    const found = await readTrained(database, 'p')
    expect(found.kind === 'ok' && found.value.damaged.map(({ name }) => name)).toEqual([
      'Run 7',
      'A run',
      'The learning curve',
      'The interrupted training',
    ])
  })
})
