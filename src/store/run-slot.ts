import type { Job, JobEvent, JobResult } from '@/jobs/job'
import type { WorkerClient } from '@/worker/client'
import type { TrainingLocks } from './training-locks'

/** The one training of a tab, from the click that asks for it until its result is kept. */
export type RunSlot = {
  isTaken: () => boolean
  /**
   * Takes the slot at once, or does nothing when something runs already; then asks the other tabs, and
   * works. `elsewhere`: another tab trains this skill.
   */
  take: <Value>(options: {
    projectId: string
    onTaken: () => void
    work: (run: RunJob) => Promise<Value>
  }) => Promise<{ kind: 'done'; value: Value } | { kind: 'taken' } | { kind: 'elsewhere' }>
  /** Asks what runs to stop. */
  stop: () => void
  /** Holds what runs, or lets it go on. */
  setPaused: (isPaused: boolean) => void
}

/** Runs a job in the slot. */
export type RunJob = <J extends Job>(
  job: J,
  onEvents: (events: JobEvent[]) => void,
) => Promise<JobResult<J['kind']>>

/** A slot for the trainings of one client. */
export function createRunSlot(
  client: Pick<WorkerClient, 'run' | 'pause' | 'resume'>,
  locks: TrainingLocks,
): RunSlot {
  let holder: AbortController | null = null
  return {
    isTaken: () => holder !== null,
    async take({ projectId, onTaken, work }) {
      if (holder) return { kind: 'taken' }
      const own = new AbortController()
      holder = own
      let release: (() => Promise<void>) | null = null
      try {
        onTaken()
        release = await locks.take(projectId)
        if (!release) return { kind: 'elsewhere' }
        const value = await work((job, onEvents) =>
          client.run(job, { signal: own.signal, onEvents }),
        )
        return { kind: 'done', value }
      } finally {
        await release?.()
        holder = null
      }
    },
    stop: () => holder?.abort(),
    setPaused(isPaused) {
      if (!holder) return
      if (isPaused) client.pause()
      else client.resume()
    },
  }
}
