import { describe, expect, it } from 'vitest'
import type { Failure, Job } from '@/jobs/job'
import { createShelf, type ModelSource, type ModelState, type ShelfClient } from './shelf'

const lost: Failure = { kind: 'failed', reason: 'no-model', message: '', remedy: '' }
const broken: Failure = { ...lost, reason: 'out-of-memory' }
const model: ModelSource = async () => ({ kind: 'model', model: { name: 'a model' } as never })

/** A shelf in a worker that answers as it is told; by default everything works. */
function shelfWith(answer: (job: Job, turn: number) => unknown = () => null) {
  const jobs: string[] = []
  const states: Record<string, ModelState['kind']>[] = []
  const client = {
    run: async (job: Job) => {
      jobs.push(`${job.kind} ${'modelId' in job ? job.modelId : ''}`.trim())
      const own = answer(job, jobs.length)
      if (own) return own
      return job.kind === 'load'
        ? { kind: 'loaded' }
        : { kind: 'predicted', predictions: [], elapsedMs: 3 }
    },
  } as unknown as ShelfClient
  const shelf = createShelf({
    client,
    basics: () => ({ modelUrl: 'models', backend: 'auto', avoid: [] }),
    onChange: (models) =>
      states.push(Object.fromEntries(Object.entries(models).map(([id, { kind }]) => [id, kind]))),
  })
  return { shelf, jobs, states }
}

describe('models on the shelf', () => {
  it('are loaded once, and again only in another version', async () => {
    const { shelf, jobs, states } = shelfWith()
    const first = shelf.makeReady('a', '1', model)
    await Promise.all([first, shelf.makeReady('a', '1', model)])
    expect(jobs).toEqual(['load a'])
    expect(states).toEqual([{ a: 'loading' }, { a: 'ready' }])
    await shelf.makeReady('a', '2', model)
    expect(jobs).toEqual(['load a', 'load a'])
  })

  it('give way to newer ones, the longest unused first', async () => {
    const { shelf, states } = shelfWith()
    await shelf.makeReady('a', '1', model)
    await shelf.makeReady('b', '1', model)
    await shelf.predict('a', ['x'])
    await shelf.makeReady('c', '1', model)
    expect(Object.keys(states.at(-1)!)).toEqual(['a', 'c'])
    expect(await shelf.predict('b', ['x'])).toBeNull()
  })

  it('answer in turn, and nobody else does', async () => {
    const { shelf, jobs } = shelfWith()
    void shelf.makeReady('a', '1', model)
    expect(await shelf.predict('a', ['x'])).toMatchObject({ kind: 'predicted', elapsedMs: 3 })
    expect(jobs).toEqual(['load a', 'predict a'])
    expect(await shelf.predict('b', ['x'])).toBeNull()
  })

  it('that the worker has lost are loaded once more', async () => {
    const { shelf, jobs } = shelfWith((job, turn) =>
      job.kind === 'predict' && turn === 2 ? lost : null,
    )
    await shelf.makeReady('a', '1', model)
    expect(await shelf.predict('a', ['x'])).not.toBeNull()
    expect(jobs).toEqual(['load a', 'predict a', 'load a', 'predict a'])
  })

  it.each(['crashed', 'not-responding'] as const)('also after it %s', async (reason) => {
    const { shelf, jobs } = shelfWith((job, turn) =>
      job.kind === 'predict' && turn === 2 ? { ...lost, reason } : null,
    )
    await shelf.makeReady('a', '1', model)
    expect(await shelf.predict('a', ['x'])).not.toBeNull()
    expect(jobs).toHaveLength(4)
  })

  it('that are lost again and again fail, and so do those that fail otherwise', async () => {
    const always = shelfWith((job) => (job.kind === 'predict' ? lost : null))
    await always.shelf.makeReady('a', '1', model)
    expect(await always.shelf.predict('a', ['x'])).toBeNull()
    expect(always.jobs).toHaveLength(4)
    expect(always.states.at(-1)).toEqual({ a: 'failed' })
    const other = shelfWith((job) => (job.kind === 'predict' ? broken : null))
    await other.shelf.makeReady('a', '1', model)
    expect(await other.shelf.predict('a', ['x'])).toBeNull()
    expect(other.jobs).toEqual(['load a', 'predict a'])
  })

  it('whose source or loading fails say so, and may be tried again', async () => {
    const { shelf, jobs, states } = shelfWith((job, turn) =>
      job.kind === 'load' && turn === 1 ? broken : null,
    )
    await shelf.makeReady('a', '1', async () => ({ kind: 'failed', failure: broken }))
    expect([jobs, states.at(-1)]).toEqual([[], { a: 'failed' }])
    await shelf.makeReady('a', '1', model)
    expect(states.at(-1)).toEqual({ a: 'failed' })
    await shelf.makeReady('a', '1', model)
    expect(states.at(-1)).toEqual({ a: 'ready' })
  })

  it('wait for what runs in between, even where that fails', async () => {
    const { shelf, jobs } = shelfWith()
    const between = shelf.inTurn(async () => {
      jobs.push('other')
      throw new Error('no')
    })
    void shelf.makeReady('a', '1', model)
    await expect(between).rejects.toThrow('no')
    await shelf.predict('a', [])
    expect(jobs).toEqual(['other', 'load a', 'predict a'])
  })

  it('that another version has replaced before their turn are not loaded', async () => {
    const { shelf, jobs } = shelfWith()
    const old = shelf.makeReady('a', '1', model)
    await Promise.all([old, shelf.makeReady('a', '2', model)])
    expect(jobs).toEqual(['load a'])
  })
})
