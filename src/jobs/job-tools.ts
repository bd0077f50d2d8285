/** What jobs need of their surroundings: a backend, the pretrained model, a way to say things. */
import { loadPretrained, type Pretrained } from '@/model/pretrained'
import { type Backends, createBackends } from './backends'
import type { Job, JobEvent } from './job'
import { JobFailure } from './job-failure'

export type JobTools = {
  backends: Backends
  load: typeof loadPretrained
}

/** A running job's view of the world. */
export type JobContext = {
  signal: AbortSignal
  emit: (event: JobEvent) => void
  /** Resolves at once, or when a paused job may go on. */
  whilePaused: () => Promise<void>
  /** How long the job has been held so far. */
  pausedMs: () => number
  tools: JobTools
}

/** The real thing. */
export function browserTools(): JobTools {
  return { backends: createBackends(), load: loadPretrained }
}

let kept: { url: string; pretrained: Pretrained } | null = null

/** Starts the backend and gets the pretrained model, saying how it goes. */
export async function prepare(
  job: Exclude<Job, { kind: 'predict' }>,
  context: JobContext,
): Promise<Pretrained> {
  const { emit, signal, tools } = context
  emit({ kind: 'phase', phase: 'starting' })
  const report = await tools.backends.start({ wanted: job.backend, avoid: job.avoid })
  emit({ kind: 'backend', report })
  if (kept?.url === job.modelUrl) return kept.pretrained
  emit({ kind: 'phase', phase: 'downloading' })
  const outcome = await tools.load(job.modelUrl, {
    signal,
    onProgress: (progress) => emit({ kind: 'download', ...progress }),
  })
  if (outcome.kind === 'failed') {
    const { message, remedy } = outcome
    const reason = outcome.reason === 'cancelled' ? 'stopped' : 'download'
    throw new JobFailure({ reason, message, remedy })
  }
  kept = { url: job.modelUrl, pretrained: outcome.pretrained }
  return outcome.pretrained
}
