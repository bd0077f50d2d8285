/** What page and worker say to each other: plain data and transferable buffers, nothing else. */
import type { Job, JobEvent, JobResult } from '@/jobs/job'

export type ToWorker =
  | { kind: 'run'; id: number; job: Job }
  | { kind: 'stop' | 'pause' | 'resume'; id: number }
  /** Asks for a `here`, which only a thread that is not stuck can give. */
  | { kind: 'areYouThere'; id: number }

export type FromWorker =
  | { kind: 'events'; id: number; events: JobEvent[] }
  | { kind: 'result'; id: number; result: JobResult }
  | { kind: 'here'; id: number }

/** One end of the boundary, as page and tests see it. `onBroken` is called when the thread dies. */
export type WorkerPort = {
  post: (message: ToWorker) => void
  listen: (onMessage: (message: FromWorker) => void, onBroken: (message: string) => void) => void
  terminate: () => void
}
