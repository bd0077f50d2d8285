import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

let asked: string[]

/** A server that answers like this, for modules that have fetched nothing yet. */
function serve(answer: () => Response | Promise<Response>): void {
  vi.stubGlobal('fetch', async (address: string) => {
    asked.push(address)
    return answer()
  })
}

beforeEach(() => {
  asked = []
  vi.resetModules()
})

afterEach(() => {
  vi.unstubAllGlobals()
})

describe('the list of samples', () => {
  const row = { file: 'music.txt', name: 'Music', description: '', counts: {} }

  async function load() {
    const { loadSampleList, useSampleList } = await import('./sample-list')
    expect(useSampleList.getState().samples).toBeNull()
    await Promise.all([loadSampleList(), loadSampleList()])
    return useSampleList.getState().samples?.map(({ name }) => name)
  }

  it('is fetched once', async () => {
    serve(() => Response.json([row]))
    expect(await load()).toEqual(['Music'])
    expect(asked).toEqual(['skills/index.json'])
  })

  it.each<[string, () => Response | Promise<Response>]>([
    ['is not there', () => new Response(JSON.stringify([row]), { status: 404 })],
    ['makes no sense', () => new Response('{')],
    ['cannot be reached', () => Promise.reject(new TypeError('offline'))],
  ])('is empty where it %s', async (_, answer) => {
    serve(answer)
    expect(await load()).toEqual([])
  })
})

describe('a module that is handed over', () => {
  it('is fetched once, and again after a failure', async () => {
    const { handedModule } = await import('./handed-modules')
    serve(() => new Response('gone', { status: 500 }))
    await expect(handedModule('skillet-runtime.js')).rejects.toThrow('500')
    serve(() => new Response('export {}'))
    const both = [handedModule('skillet-runtime.js'), handedModule('skillet-runtime.js')]
    expect(await Promise.all(both)).toEqual(['export {}', 'export {}'])
    await handedModule('skillet-serve.mjs')
    expect(asked).toEqual(['skillet-runtime.js', 'skillet-runtime.js', 'skillet-serve.mjs'])
  })
})

describe('a sample', () => {
  const sample = {
    ...{ file: 'music.txt', name: 'Music', description: '' },
    counts: { utterances: 1, intents: 1, slots: 0 },
  }

  /** The store with a reader of files that says how far it is, and then this. */
  async function withReader(phases: readonly object[]) {
    const reading: unknown[] = []
    let tell: (progress: unknown) => void = () => {}
    vi.doMock('@/worker/import-client', () => ({
      createImportClient: () => ({
        async read(files: unknown, { signal, onProgress, ...options }: Record<string, unknown>) {
          reading.push(files, options)
          tell = onProgress as typeof tell
          for (const phase of phases) {
            tell(phase)
            seen.push(useImportWork.getState().works.at(-1))
          }
          useImportWork.getState().works.at(-1)?.stop()
          return { kind: (signal as AbortSignal).aborted ? 'stopped' : 'read' }
        },
      }),
    }))
    const seen: unknown[] = []
    const { useImportWork } = await import('./import-work')
    const { importFiles, importSample } = await import('./import-skill')
    return { reading, seen, importFiles, importSample, works: () => useImportWork.getState().works }
  }

  afterEach(() => {
    vi.doUnmock('@/worker/import-client')
  })

  it('is fetched, and read as a file of its name', async () => {
    const { reading, importSample } = await withReader([])
    serve(() => new Response('play jazz'))
    await importSample(sample)
    expect(asked).toEqual(['skills/music.txt'])
    expect(reading).toEqual([[{ name: 'music.txt', content: 'play jazz' }], { name: 'Music' }])
  })

  it('that cannot be fetched says why', async () => {
    const { importSample, reading } = await withReader([])
    serve(() => new Response('', { status: 404 }))
    const missing = await importSample(sample)
    serve(() => Promise.reject(new TypeError('offline')))
    const unreachable = await importSample(sample)
    expect(missing).toMatchObject({ kind: 'failed', message: expect.stringContaining('404') })
    expect(unreachable).toMatchObject({ message: expect.stringContaining('offline') })
    expect(reading).toEqual([])
  })

  it('like any file is listed while it is read, with how far it is and a way to stop it', async () => {
    const { seen, importFiles, works } = await withReader([
      { phase: 'unpacking', done: 0, total: 10 },
      { phase: 'reading', done: 0, total: 10 },
      { phase: 'reading', done: 5, total: 10 },
      { phase: 'reading', done: 5000, total: 0 },
      { phase: 'expanding', done: 10, total: 10 },
    ])
    const outcome = await importFiles([{ name: 'a.json', content: '' }])
    expect(outcome).toEqual({ kind: 'stopped' })
    expect(works()).toEqual([])
    const shown = seen as { name: string; progress: { text: string; share: number | null } }[]
    expect(shown.map(({ progress }) => progress.share)).toEqual([null, null, 0.5, null, 1])
    expect(new Set(shown.map(({ progress }) => progress.text)).size).toBe(5)
    expect(shown[3]?.progress.text).toContain('5,000')
    expect(shown[0]?.name).toBe('a.json')
  })
})
