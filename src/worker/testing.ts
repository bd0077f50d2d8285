import type { Job, JobEvent, JobResult } from '@/jobs/job'
import type { FromWorker, ToWorker } from './contract'
import type { WatchClock } from './watchdog'

/** A clock for tests, which stands still until it is put forward. */
export type StepWatchClock = WatchClock & {
  advance: (ms: number) => void
  /** How many are called back now and then. */
  watching: () => number
}

export function createStepWatchClock(): StepWatchClock {
  let now = 0
  const timers = new Set<{ dueAt: number; ms: number; run: () => void }>()
  return {
    now: () => now,
    every(ms, run) {
      const timer = { dueAt: now + ms, ms, run }
      timers.add(timer)
      return () => void timers.delete(timer)
    },
    advance(ms) {
      const end = now + ms
      for (;;) {
        const [due] = [...timers]
          .filter(({ dueAt }) => dueAt <= end)
          .sort((a, b) => a.dueAt - b.dueAt)
        if (!due) break
        now = due.dueAt
        due.dueAt += due.ms
        due.run()
      }
      now = end
    },
    watching: () => timers.size,
  }
}

/** What a test's worker does with a job: says events while it works, and returns the result. A throw is a crash. */
export type Answering = (job: Job, tools: AnsweringTools) => JobResult | Promise<JobResult>

export type AnsweringTools = {
  /** Says events, which have arrived when this returns. */
  say: (...events: JobEvent[]) => void
  /** Aborted once the page asks to stop. */
  signal: AbortSignal
}

let answering: Answering = () => {
  throw new Error('No test answers jobs')
}
let heard: ToWorker[] = []

/**
 * Lets `answer` do the jobs of every thread that the page has opened or opens, until it is called again; for
 * modules that open their worker by themselves. Returns all messages that arrive, in their order.
 */
export function answerJobs(answer: Answering): readonly ToWorker[] {
  globalThis.Worker = FakeWorker as unknown as typeof Worker
  answering = answer
  heard = []
  return heard
}

/** A thread that does what the test of now says. */
class FakeWorker {
  onmessage: ((event: { data: FromWorker }) => void) | null = null
  onerror: ((event: { message: string; preventDefault: () => void }) => void) | null = null
  private readonly stops = new Map<number, AbortController>()

  postMessage(message: ToWorker): void {
    const copy = structuredClone(message)
    heard.push(copy)
    if (copy.kind === 'run') void this.work(copy.id, copy.job)
    if (copy.kind === 'stop') this.stops.get(copy.id)?.abort()
  }

  terminate(): void {
    this.onmessage = null
    this.onerror = null
  }

  private async work(id: number, job: Job): Promise<void> {
    const stop = new AbortController()
    this.stops.set(id, stop)
    // A thread never begins within the call that asks it to.
    await Promise.resolve()
    const post = (message: FromWorker) => this.onmessage?.({ data: structuredClone(message) })
    const say = (...events: JobEvent[]) => post({ kind: 'events', id, events })
    try {
      const result = await answering(job, { say, signal: stop.signal })
      post({ kind: 'result', id, result })
    } catch (error) {
      this.onerror?.({ message: String(error), preventDefault() {} })
    }
  }
}
