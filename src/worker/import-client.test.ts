import { describe, expect, it } from 'vitest'
import type { ReadProgress } from '@/formats/format'
import { readFiles } from '@/formats/read-files'
import { writeProject } from '@/formats/write-project'
import { createImportClient, createInProcessImporter, type WorkerLike } from './import-client'
import type { ImportReply, ImportRequest } from './import-contract'
import { createStepWatchClock } from './testing'

/** A worker that answers through the same messages; `isStuck` never answers. */
function fakeWorker(
  log: string[],
  options: { isStuck?: boolean; crashes?: boolean } = {},
): WorkerLike {
  const listeners = new Map<string, (event: Event) => void>()
  const send = (data: unknown) => listeners.get('message')?.({ data } as MessageEvent)
  return {
    addEventListener: (kind: string, listener: unknown) => {
      listeners.set(kind, listener as (event: Event) => void)
    },
    terminate: () => log.push('terminated'),
    postMessage: (message: unknown) => {
      const request = structuredClone(message) as ImportRequest
      log.push(request.kind)
      if (options.isStuck) return
      setTimeout(() => {
        if (options.crashes) listeners.get('error')?.({ message: 'out of memory' } as ErrorEvent)
        else if (request.kind === 'write') {
          send({
            kind: 'written',
            id: request.id,
            outcome: writeProject(request.project, request.format),
          })
        } else {
          const onProgress = (progress: ReadProgress) =>
            send({ kind: 'progress', id: request.id, progress })
          send({
            kind: 'read',
            id: request.id,
            outcome: readFiles(request.files, { ...request.options, onProgress }),
          })
        }
      }, 0)
    },
  }
}

const FILE = { name: 'x.txt', content: '# Greet\nhello [Anna](name)\nhi\n' }

describe('import client', () => {
  it('reads, reports progress and writes through messages', async () => {
    const log: string[] = []
    const client = createImportClient(() => fakeWorker(log))
    const phases: string[] = []
    const outcome = await client.read([FILE], { onProgress: ({ phase }) => phases.push(phase) })
    if (outcome.kind === 'failed') throw new Error(outcome.message)
    expect(outcome.project.utterances.map(({ text }) => text)).toEqual(['hello Anna', 'hi'])
    expect(phases).toContain('reading')
    const written = await client.write(outcome.project, 'bracket')
    expect(new TextDecoder().decode(written.files[0]?.bytes)).toContain('hello [Anna](name)')
    expect(log).toEqual(['read', 'write'])
  })

  it('cancels at once, ends the worker and works again afterwards', async () => {
    const log: string[] = []
    let started = 0
    const client = createImportClient(() => {
      started += 1
      return fakeWorker(log, { isStuck: started === 1 })
    })
    const controller = new AbortController()
    const reading = client.read([FILE], { signal: controller.signal })
    setTimeout(() => controller.abort(), 5)
    expect(await reading).toMatchObject({ kind: 'failed', reason: 'cancelled' })
    expect(log).toContain('terminated')
    expect((await client.read([FILE])).kind).toBe('imported')
    expect(started).toBe(2)
  })

  it('says when the worker died', async () => {
    const client = createImportClient(() => fakeWorker([], { crashes: true }))
    expect(await client.read([FILE])).toMatchObject({ kind: 'failed', reason: 'crashed' })
  })

  it('does not even load what is too large', async () => {
    const client = createImportClient(() => {
      throw new Error('No worker is needed to see that it is too large')
    })
    const huge = { name: 'huge.txt', size: 3e9, arrayBuffer: () => Promise.reject(new Error()) }
    expect(await client.read([huge as unknown as File])).toMatchObject({ reason: 'too-large' })
  })

  it('runs jobs one after the other', async () => {
    const client = createImportClient(() => fakeWorker([]))
    const outcomes = await Promise.all([
      client.read([FILE]),
      client.read([FILE]),
      client.read([FILE]),
    ])
    expect(outcomes.map(({ kind }) => kind)).toEqual(['imported', 'imported', 'imported'])
  })

  it('keeps the same contract in process, and reads File objects', async () => {
    const importer = createInProcessImporter({ readFiles, writeProject })
    const outcome = await importer.read([new File([FILE.content], 'x.txt')])
    expect(outcome.kind).toBe('imported')
  })
})

describe('a worker that is never heard of again', () => {
  /** A worker that does what it is told by hand. */
  function silentWorker() {
    const listeners = new Map<string, (event: Event) => void>()
    const state = { isTerminated: false, asked: [] as ImportRequest[] }
    const worker: WorkerLike = {
      addEventListener: (kind: string, listener: unknown) => {
        listeners.set(kind, listener as (event: Event) => void)
      },
      terminate: () => {
        state.isTerminated = true
      },
      postMessage: (message: unknown) => void state.asked.push(message as ImportRequest),
    }
    const say = (reply: Omit<Extract<ImportReply, { kind: 'progress' }>, 'id'>) =>
      listeners.get('message')?.({ data: { ...reply, id: state.asked[0]?.id } } as MessageEvent)
    const fail = (kind: string) => listeners.get(kind)?.({} as Event)
    return { worker, state, say, fail }
  }

  const asked = async ({ state }: ReturnType<typeof silentWorker>) => {
    for (let turn = 0; turn < 20 && state.asked.length === 0; turn += 1) await Promise.resolve()
  }
  const TWO = [FILE, { name: 'b.json', content: '[]' }]
  const reading = (file: string) =>
    ({ kind: 'progress', progress: { phase: 'reading', done: 1, total: 0, file } }) as const

  it('ends with the file that it was at and what to do, and the next import has a fresh worker', async () => {
    const clock = createStepWatchClock()
    const silent = silentWorker()
    const workers = [silent.worker, fakeWorker([])]
    const client = createImportClient(() => workers.shift() ?? fakeWorker([]), clock)
    const outcome = client.read(TWO)
    await asked(silent)
    silent.say(reading('b.json'))
    clock.advance(115_000)
    expect(silent.state.isTerminated).toBe(false)
    clock.advance(10_000)
    expect(silent.state.isTerminated).toBe(true)
    expect(await outcome).toMatchObject({
      reason: 'crashed',
      message: 'The import stopped at “b.json”: nothing was heard of it for 2 minutes.',
      remedy: expect.stringContaining('one by one'),
    })
    expect((await client.read([FILE])).kind).toBe('imported')
    expect(clock.watching()).toBe(0)
  })

  it('is waited for as long as it says how far it is', async () => {
    const clock = createStepWatchClock()
    const silent = silentWorker()
    const client = createImportClient(() => silent.worker, clock)
    void client.read(TWO)
    await asked(silent)
    for (let minute = 0; minute < 30; minute += 1) {
      clock.advance(60_000)
      silent.say(reading('x.txt'))
    }
    expect(silent.state.isTerminated).toBe(false)
  })

  it('is not taken for silent where the machine slept', async () => {
    const clock = createStepWatchClock()
    let isAsleep = false
    const silent = silentWorker()
    const client = createImportClient(() => silent.worker, {
      now: () => clock.now() + (isAsleep ? 3_600_000 : 0),
      every: clock.every,
    })
    void client.read(TWO)
    await asked(silent)
    clock.advance(100_000)
    isAsleep = true
    clock.advance(5_000)
    expect(silent.state.isTerminated).toBe(false)
  })

  it('whose answer cannot be taken over ends at once, and names the only file', async () => {
    const silent = silentWorker()
    const client = createImportClient(() => silent.worker, createStepWatchClock())
    const outcome = client.read([FILE])
    await asked(silent)
    silent.fail('messageerror')
    expect(await outcome).toMatchObject({
      message: expect.stringContaining('“x.txt”'),
      remedy: expect.stringContaining('a part of the file'),
    })
  })

  it('is missed while it writes, too', async () => {
    const clock = createStepWatchClock()
    const silent = silentWorker()
    const client = createImportClient(() => silent.worker, clock)
    const read = readFiles([FILE])
    if (read.kind === 'failed') throw new Error(read.message)
    const written = client.write(read.project, 'bracket')
    await asked(silent)
    clock.advance(130_000)
    expect((await written).losses.join()).toContain('Nothing was written: nothing was heard')
  })
})

it('names a file that the browser does not give', async () => {
  const gone = {
    name: 'gone.txt',
    size: 3,
    arrayBuffer: () => Promise.reject(new Error('NotFoundError')),
  }
  const outcome = await createImportClient(() => fakeWorker([])).read([gone as unknown as File])
  expect(outcome).toMatchObject({
    reason: 'unreadable',
    message: expect.stringContaining('“gone.txt”'),
    remedy: expect.stringContaining('again'),
  })
})
