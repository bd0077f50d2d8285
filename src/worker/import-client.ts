/** The page's side of an import: starts the worker when it is first needed, cancels by ending it. */
import type { FormatId, ImportOutcome, InputFile, WriteOutcome } from '@/formats/format'
import { MOST_BYTES } from '@/formats/limits'
import type { Project } from '@/project/project'
import type { Importer, ImportOptions, ImportReply, ImportRequest } from './import-contract'

/** The little of `Worker` that is used, so that a test can stand in for it. */
export type WorkerLike = Pick<Worker, 'postMessage' | 'terminate' | 'addEventListener'>

type Job = {
  id: number
  onReply: (reply: ImportReply) => void
  onCrash: (message: string) => void
}

/** An importer that works in its own worker. Jobs that come while one runs wait for it. */
export function createImportClient(
  startWorker: () => WorkerLike = () =>
    new Worker(new URL('./import-worker.ts', import.meta.url), { type: 'module' }),
): Importer {
  let worker: WorkerLike | null = null
  let running: Job | null = null
  let last: Promise<unknown> = Promise.resolve()
  let nextId = 1

  function started(): WorkerLike {
    if (worker) return worker
    const fresh = startWorker()
    fresh.addEventListener('message', (event) => {
      const reply = (event as MessageEvent<ImportReply>).data
      if (fresh === worker && reply.id === running?.id) running.onReply(reply)
    })
    fresh.addEventListener('error', (event) => {
      if (fresh !== worker) return
      const message = (event as ErrorEvent).message || 'the worker stopped'
      const job = running
      close()
      job?.onCrash(message)
    })
    worker = fresh
    return fresh
  }

  function close(): void {
    worker?.terminate()
    worker = null
    running = null
  }

  /** Runs after the jobs before it have ended. */
  function enqueue<T>(run: () => Promise<T>): Promise<T> {
    const turn = last.then(run)
    last = turn.catch(() => undefined)
    return turn
  }

  function ask<T>(
    request: (id: number) => ImportRequest,
    take: (reply: ImportReply) => T | undefined,
    onCrash: (message: string) => T,
    signal?: AbortSignal,
    cancelled?: () => T,
  ): Promise<T> {
    return new Promise<T>((resolve) => {
      const id = nextId
      nextId += 1
      const abort = () => {
        close()
        resolve((cancelled ?? (() => onCrash('cancelled')))())
      }
      const end = (result: T) => {
        running = null
        signal?.removeEventListener('abort', abort)
        resolve(result)
      }
      if (signal?.aborted) {
        resolve((cancelled ?? (() => onCrash('cancelled')))())
        return
      }
      signal?.addEventListener('abort', abort, { once: true })
      running = {
        id,
        onReply: (reply) => {
          const result = take(reply)
          if (result !== undefined) end(result)
        },
        onCrash: (message) => end(onCrash(message)),
      }
      started().postMessage(request(id))
    })
  }

  return {
    read: (files, options = {}) =>
      enqueue(async () => {
        const { signal, onProgress, ...rest } = options
        if (signal?.aborted) return cancelledOutcome()
        if (sizeOf(files) > MOST_BYTES) return tooLargeOutcome()
        const inputs = await loadFiles(files).catch((error: unknown) => String(error))
        if (typeof inputs === 'string') return unreadableOutcome(inputs)
        return ask<ImportOutcome>(
          (id) => ({ kind: 'read', id, files: inputs, options: rest }),
          (reply) => {
            if (reply.kind === 'progress') onProgress?.(reply.progress)
            return reply.kind === 'read' ? reply.outcome : undefined
          },
          crashedOutcome,
          signal,
          cancelledOutcome,
        )
      }),
    write: (project: Project, format: FormatId) =>
      enqueue(() =>
        ask<WriteOutcome>(
          (id) => ({ kind: 'write', id, project, format }),
          (reply) => (reply.kind === 'written' ? reply.outcome : undefined),
          (message) => ({ files: [], losses: [`Nothing was written: ${message}.`] }),
        ),
      ),
    close,
  }
}

/** The same contract in the caller's own thread, for tests and the command line. */
export function createInProcessImporter(engine: {
  readFiles: (files: readonly InputFile[], options?: Omit<ImportOptions, 'signal'>) => ImportOutcome
  writeProject: (project: Project, format: FormatId) => WriteOutcome
}): Importer {
  return {
    read: async (files, { signal, ...options } = {}) => {
      const inputs = await loadFiles(files)
      return signal?.aborted ? cancelledOutcome() : engine.readFiles(inputs, options)
    },
    write: async (project, format) => engine.writeProject(project, format),
    close: () => undefined,
  }
}

async function loadFiles(files: readonly (File | InputFile)[]): Promise<InputFile[]> {
  return Promise.all(
    files.map(async (file) =>
      'content' in file
        ? file
        : {
            name: file.webkitRelativePath || file.name,
            content: new Uint8Array(await file.arrayBuffer()),
          },
    ),
  )
}

/** Bytes, or characters of pasted text: what need not be loaded to know that it is too much. */
function sizeOf(files: readonly (File | InputFile)[]): number {
  return files.reduce((sum, file) => sum + ('content' in file ? file.content.length : file.size), 0)
}

function tooLargeOutcome(): ImportOutcome {
  return {
    kind: 'failed',
    reason: 'too-large',
    message: `There is more than ${MOST_BYTES / 1024 / 1024} MB.`,
    remedy: 'Give only the files of the skill.',
    entries: [],
  }
}

/** A file that was moved, or that its owner has put out of reach, since it was chosen. */
function unreadableOutcome(message: string): ImportOutcome {
  return {
    kind: 'failed',
    reason: 'unreadable',
    message: `The browser could not read the files: ${message}.`,
    remedy: 'Choose them again; perhaps they were moved, or are open elsewhere.',
    entries: [],
  }
}

function cancelledOutcome(): ImportOutcome {
  return {
    kind: 'failed',
    reason: 'cancelled',
    message: 'The import was cancelled.',
    remedy: 'Nothing was changed.',
    entries: [],
  }
}

function crashedOutcome(message: string): ImportOutcome {
  return {
    kind: 'failed',
    reason: 'crashed',
    message: `The import stopped: ${message}.`,
    remedy: 'Try a smaller file, or reload the page.',
    entries: [],
  }
}
