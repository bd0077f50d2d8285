/** What a browser brings to a job, brought by Node. */
import type { BackendName, JobEvent } from '@/jobs/job'
import type { JobContext, JobTools } from '@/jobs/job-tools'
import { startBackend } from './backend'
import { findWordsBeside, readModelFolder } from './model-folder'

/** The tools of a job in Node: models from folders, and the fastest backend, on so many threads. */
export function nodeTools(options: { threads?: number } = {}): JobTools {
  let started: ReturnType<typeof startBackend> | null = null
  return {
    backends: {
      async start() {
        started ??= startBackend(options)
        return { backend: (await started) as BackendName, adapter: null, reasons: [] }
      },
      measureAll: async () => ({ machine: 'node', adapter: null, paces: [] }),
      lost: () => new Promise(() => {}),
    },
    load: readModelFolder,
    findWords: findWordsBeside,
  }
}

/** What a job is called with on the command line: events go to `emit`, nothing pauses. */
export function nodeJobContext(
  tools: JobTools,
  options: { signal?: AbortSignal; emit?: (event: JobEvent) => void } = {},
): JobContext {
  const { signal = new AbortController().signal, emit = () => {} } = options
  return { signal, emit, whilePaused: async () => {}, pausedMs: () => 0, tools }
}
