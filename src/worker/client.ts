/** The page's side of the boundary: starts the worker when it is needed, and outlives its crashes. */
import type {
  Arm,
  BackendName,
  Failure,
  Job,
  JobEvent,
  JobResult,
  JobResults,
  RunCheckpoint,
} from '@/jobs/job'
import type { FromWorker, ToWorker, WorkerPort } from './contract'
import { createWatchdog } from './watchdog'

export type WorkerClient = {
  /** Whether a job runs; there is one at a time. */
  isBusy: () => boolean
  /**
   * Runs a job; resolves when it has ended, well or not. Aborting the signal asks it to stop and keep
   * what it has; a worker that does not answer within the grace period is terminated.
   */
  run: <J extends Job>(job: J, options?: RunOptions) => Promise<JobResult<J['kind']>>
  /** Holds the running job before its next step. */
  pause: () => void
  resume: () => void
  /** Ends the worker and frees its memory; the next job starts a fresh one. */
  dispose: () => void
}

export type RunOptions = {
  /** Called about ten times a second with what has happened since. */
  onEvents?: (events: JobEvent[]) => void
  signal?: AbortSignal
}

/** How long a worker may be silent after it was asked to stop. */
const GRACE_MS = 8_000
/**
 * How long a running worker may say nothing: many times what a step takes. Plain JavaScript takes seconds for one, and
 * before a backend is there, it is fetched and compiled.
 */
const PATIENCE_MS: Record<BackendName | 'none', number> = {
  webgpu: 45_000,
  wasm: 45_000,
  cpu: 300_000,
  none: 120_000,
}
/** How long a training may answer that it is there, and get nowhere. */
const STANDSTILL_MS = 300_000
/** How often a job is started again after a crash or a lost GPU. */
const MAX_RESTARTS = 2

/** A client for workers that `open` makes; see `openTrainingWorker`. */
export function createWorkerClient(
  open: () => WorkerPort,
  options: { graceMs?: number; watchEveryMs?: number; patienceMs?: number } = {},
): WorkerClient {
  const { graceMs = GRACE_MS, watchEveryMs, patienceMs } = options
  let port: WorkerPort | null = null
  let listener: {
    onMessage: (message: FromWorker) => void
    onBroken: (why: string) => void
  } | null = null
  let nextId = 1
  let runningId: number | null = null
  let isPaused = false

  function connect(): WorkerPort {
    if (port) return port
    const opened = open()
    opened.listen(
      (message) => port === opened && listener?.onMessage(message),
      (why) => port === opened && listener?.onBroken(why),
    )
    port = opened
    return opened
  }

  function dispose(): void {
    port?.terminate()
    port = null
  }

  function runOnce<J extends Job>(
    job: J,
    onEvents: (events: JobEvent[]) => void,
    signal: AbortSignal | undefined,
  ): Promise<JobResult<J['kind']>> {
    const id = nextId++
    return new Promise((resolve) => {
      let grace: ReturnType<typeof setTimeout> | null = null
      let backend: BackendName | 'none' = 'none'
      const mayStandStill = () => isPaused || job.kind !== 'train' || backend === 'none'
      const watchdog = createWatchdog({
        ask: () => port?.post({ kind: 'areYouThere', id }),
        onSilent: (silentMs) => {
          dispose()
          end(crashed(`nothing was heard of it for ${Math.ceil(silentMs / 1000)} seconds`))
        },
        patienceMs: () => patienceMs ?? PATIENCE_MS[backend],
        standstillMs: () =>
          mayStandStill() || backend === 'cpu'
            ? Number.POSITIVE_INFINITY
            : (patienceMs ?? STANDSTILL_MS),
        ...(watchEveryMs ? { everyMs: watchEveryMs } : {}),
      })
      const end = (result: JobResult<J['kind']>) => {
        if (grace !== null) clearTimeout(grace)
        watchdog.end()
        isPaused = false
        signal?.removeEventListener('abort', stop)
        listener = null
        runningId = null
        resolve(result)
      }
      const startGrace = () => {
        if (grace !== null) clearTimeout(grace)
        grace = setTimeout(() => {
          dispose()
          end(NOT_RESPONDING)
        }, graceMs)
      }
      const stop = () => {
        send({ kind: 'stop', id })
        startGrace()
      }
      listener = {
        onMessage: (message) => {
          if (message.id !== id) return
          watchdog.hear({ isProgress: message.kind !== 'here' })
          if (message.kind === 'here') return
          if (message.kind === 'result') {
            end(message.result as JobResult<J['kind']>)
            return
          }
          // A sign of life: what remains after a stop (the report) may take its time.
          if (grace !== null) startGrace()
          for (const event of message.events) {
            if (event.kind === 'backend') backend = event.report.backend
          }
          onEvents(message.events)
        },
        onBroken: (why) => {
          dispose()
          end(crashed(why))
        },
      }
      runningId = id
      signal?.addEventListener('abort', stop, { once: true })
      const send = (message: ToWorker) => connect().post(message)
      try {
        send({ kind: 'run', id, job })
      } catch (error) {
        dispose()
        end(crashed(String(error)))
        return
      }
      if (signal?.aborted) stop()
    })
  }

  async function run<J extends Job>(
    job: J,
    { onEvents = () => {}, signal }: RunOptions = {},
  ): Promise<JobResult<J['kind']>> {
    let checkpoint: RunCheckpoint | null = null
    let backend: BackendName | null = null
    const watch = (events: JobEvent[]) => {
      for (const event of events) {
        if (event.kind === 'checkpoint') checkpoint = event.checkpoint
        if (event.kind === 'backend') backend = event.report.backend
      }
      onEvents(events)
    }
    let current: J = job
    for (let restarts = 0; ; restarts += 1) {
      const result = await runOnce(current, watch, signal)
      if (!isWorthAnotherTry(result) || restarts >= MAX_RESTARTS || signal?.aborted) return result
      if (current.kind === 'predict') return result
      dispose()
      // What crashes once may be bad luck; what crashes twice in one place is worth another one.
      const isGivenUp = result.reason !== 'crashed' || restarts > 0
      const avoid = backend && isGivenUp ? [...current.avoid, backend] : current.avoid
      current = { ...current, avoid }
      if (current.kind === 'train' && checkpoint) current = { ...current, resume: checkpoint }
      onEvents([
        {
          kind: 'restarted',
          reason: result.reason,
          message: result.message,
          ...placeOf(current.kind === 'train' ? current.resume : null),
        },
      ])
    }
  }

  return {
    isBusy: () => runningId !== null,
    run,
    pause: () => {
      if (runningId === null) return
      isPaused = true
      port?.post({ kind: 'pause', id: runningId })
    },
    resume: () => {
      if (runningId === null) return
      isPaused = false
      port?.post({ kind: 'resume', id: runningId })
    },
    dispose,
  }
}

/** Starts the real worker in a thread of its own. */
export function openTrainingWorker(): WorkerPort {
  const worker = new Worker(new URL('./training-worker.ts', import.meta.url), {
    type: 'module',
    name: 'skillet-training',
  })
  return {
    post: (message) => worker.postMessage(message),
    listen: (onMessage, onBroken) => {
      worker.onmessage = (event: MessageEvent<FromWorker>) => onMessage(event.data)
      worker.onmessageerror = () => onBroken('a message could not be read')
      worker.onerror = (event) => {
        event.preventDefault()
        onBroken(event.message || 'the worker could not start')
      }
    },
    terminate: () => worker.terminate(),
  }
}

function isWorthAnotherTry(result: JobResults[Job['kind']] | Failure): result is Failure {
  return (
    result.kind === 'failed' &&
    (result.reason === 'device-lost' ||
      result.reason === 'out-of-memory' ||
      result.reason === 'crashed')
  )
}

function placeOf(checkpoint: RunCheckpoint | null): {
  arm: Arm
  fromEpoch: number
  isFinal: boolean
} {
  return {
    arm: checkpoint?.arm ?? 'pretrained',
    fromEpoch: checkpoint?.training.epoch ?? 0,
    isFinal: checkpoint?.isFinal ?? false,
  }
}

const NOT_RESPONDING: Failure = {
  kind: 'failed',
  reason: 'not-responding',
  message: 'Training did not stop when it was asked to, so it was ended.',
  remedy: 'What it had saved last is kept: resume from there.',
}

function crashed(why: string): Failure {
  return {
    kind: 'failed',
    reason: 'crashed',
    message: `The training worker broke down (${why}).`,
    remedy: 'Try again. If it happens again, choose another backend below.',
  }
}
