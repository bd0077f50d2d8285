import { describe, expect, it } from 'vitest'
import type { ReadProgress } from '@/formats/format'
import { readFiles } from '@/formats/read-files'
import { writeProject } from '@/formats/write-project'
import { createImportClient, createInProcessImporter, type WorkerLike } from './import-client'
import type { ImportRequest } from './import-contract'

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
