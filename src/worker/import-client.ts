/** The page's side of an import: starts the worker when it is first needed, cancels by ending it. */
import type { FormatId, ImportOutcome, InputFile, WriteOutcome } from '@/formats/format'
import { MOST_BYTES } from '@/formats/limits'
import type { Project } from '@/project/project'
import type { Importer, ImportOptions, ImportReply, ImportRequest } from './import-contract'
import { createWatchdog, threadClock, type WatchClock } from './watchdog'

/** The little of `Worker` that is used, so that a test can stand in for it. */
export type WorkerLike = Pick<Worker, 'postMessage' | 'terminate' | 'addEventListener'>

type Job = {
  id: number
  onReply: (reply: ImportReply) => void
  onCrash: (message: string) => void
}

/**
 * How long the worker may say nothing. It reads without a pause and can't be asked; the largest files that are
 * taken at all need a fraction of this between two words of progress.
 */
const PATIENCE_MS = 120_000

/** An importer that works in its own worker. Jobs that come while one runs wait for it. */
export function createImportClient(
  startWorker: () => WorkerLike = () =>
    new Worker(new URL('./import-worker.ts', import.meta.url), { type: 'module' }),
  clock: WatchClock = threadClock,
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
      event.preventDefault?.()
      if (fresh === worker) giveUp((event as ErrorEvent).message || 'the worker stopped')
    })
    fresh.addEventListener('messageerror', () => {
      if (fresh === worker) giveUp('its answer could not be taken over')
    })
    worker = fresh
    return fresh
  }

  /** Ends a worker that is of no use any more, and tells whose work it was. */
  function giveUp(why: string): void {
    const job = running
    close()
    job?.onCrash(why)
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
      const end = (result: T) => {
        running = null
        watchdog.end()
        signal?.removeEventListener('abort', abort)
        resolve(result)
      }
      const abort = () => {
        close()
        end((cancelled ?? (() => onCrash('cancelled')))())
      }
      const watchdog = createWatchdog({
        clock,
        patienceMs: () => PATIENCE_MS,
        onSilent: (ms) => giveUp(`nothing was heard of it for ${Math.round(ms / 60_000)} minutes`),
      })
      if (signal?.aborted) {
        end((cancelled ?? (() => onCrash('cancelled')))())
        return
      }
      signal?.addEventListener('abort', abort, { once: true })
      running = {
        id,
        onReply: (reply) => {
          watchdog.hear({ isProgress: true })
          const result = take(reply)
          if (result !== undefined) end(result)
        },
        onCrash: (message) => end(onCrash(message)),
      }
      try {
        started().postMessage(request(id))
      } catch (error) {
        giveUp(String(error))
      }
    })
  }

  return {
    read: (files, options = {}) =>
      enqueue(async () => {
        const { signal, onProgress, ...rest } = options
        if (signal?.aborted) return cancelledOutcome()
        if (sizeOf(files) > MOST_BYTES) return tooLargeOutcome()
        const inputs = await loadFiles(files)
        if ('kind' in inputs) return inputs
        let place = inputs.length === 1 ? inputs[0]?.name : undefined
        return ask<ImportOutcome>(
          (id) => ({ kind: 'read', id, files: inputs, options: rest }),
          (reply) => {
            if (reply.kind === 'progress') {
              place = reply.progress.file ?? place
              onProgress?.(reply.progress)
            }
            return reply.kind === 'read' ? reply.outcome : undefined
          },
          (why) => crashedOutcome(why, { place, isAlone: inputs.length === 1 }),
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
      if ('kind' in inputs) return inputs
      return signal?.aborted ? cancelledOutcome() : engine.readFiles(inputs, options)
    },
    write: async (project, format) => engine.writeProject(project, format),
    close: () => undefined,
  }
}

/** The files' contents, or what to say of the first one that the browser does not give. */
async function loadFiles(
  files: readonly (File | InputFile)[],
): Promise<InputFile[] | Extract<ImportOutcome, { kind: 'failed' }>> {
  const loaded: InputFile[] = []
  for (const file of files) {
    if ('content' in file) {
      loaded.push(file)
      continue
    }
    const name = file.webkitRelativePath || file.name
    try {
      loaded.push({ name, content: new Uint8Array(await file.arrayBuffer()) })
    } catch (error) {
      return unreadableOutcome(name, error)
    }
  }
  return loaded
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

function cancelledOutcome(): ImportOutcome {
  return {
    kind: 'failed',
    reason: 'cancelled',
    message: 'The import was cancelled.',
    remedy: 'Nothing was changed.',
    entries: [],
  }
}

function unreadableOutcome(
  name: string,
  error: unknown,
): Extract<ImportOutcome, { kind: 'failed' }> {
  return {
    kind: 'failed',
    reason: 'unreadable',
    message: `The browser could not open “${name}”: ${error instanceof Error ? error.message : error}`,
    remedy: 'It may have been moved or changed since it was chosen. Choose it again.',
    entries: [],
  }
}

function crashedOutcome(
  why: string,
  { place, isAlone }: { place: string | undefined; isAlone: boolean },
): ImportOutcome {
  return {
    kind: 'failed',
    reason: 'crashed',
    message: `The import stopped${place ? ` at “${place}”` : ''}: ${why}.`,
    remedy: isAlone
      ? 'Nothing was changed. Try again with a part of the file; if that stops too, please report it with the file.'
      : 'Nothing was changed. Give the files one by one: the one at which it stops again is the one to report.',
    entries: [],
  }
}
