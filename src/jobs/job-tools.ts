/** What jobs need of their surroundings: a backend, the pretrained model, a way to say things. */
import { loadWords, readsBy } from '@/model/find-words'
import { loadPretrained } from '@/model/load-pretrained'
import type { LoadFailure, Pretrained } from '@/model/pretrained'
import type { Vocabulary } from '@/model/vocabulary'
import { type Backends, createBackends } from './backends'
import type { Job, JobEvent } from './job'
import { JobFailure } from './job-failure'

export type JobTools = {
  backends: Backends
  load: typeof loadPretrained
  /** The words of models that were made from other networks than the one that `load` gives. */
  findWords: typeof loadWords
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
  return { backends: createBackends(), load: loadPretrained, findWords: loadWords }
}

let kept: { url: string; pretrained: Pretrained } | null = null

/** Starts the backend and gets the pretrained model, saying how it goes. */
export async function prepare(
  job: Exclude<Job, { kind: 'predict' }>,
  context: JobContext,
): Promise<Pretrained> {
  await startBackend(job, context)
  return getPretrained(job, context)
}

/** Starts TensorFlow.js where a job calculates with it; what only answers goes through the runtime. */
export async function startBackend(
  { backend: wanted, avoid, measured = null }: Exclude<Job, { kind: 'predict' }>,
  { emit, tools }: JobContext,
): Promise<void> {
  emit({ kind: 'phase', phase: 'starting' })
  const report = await tools.backends.start({ wanted, avoid, measured })
  emit({ kind: 'backend', report })
}

/** Gets the pretrained model, saying how it goes. */
export async function getPretrained(
  job: { modelUrl: string },
  { emit, signal, tools }: JobContext,
): Promise<Pretrained> {
  if (kept?.url === job.modelUrl) return kept.pretrained
  emit({ kind: 'phase', phase: 'downloading' })
  const outcome = await tools.load(job.modelUrl, {
    signal,
    onProgress: (progress) => emit({ kind: 'download', ...progress }),
  })
  if (outcome.kind === 'failed') throw downloadFailure(outcome)
  if (outcome.note) emit({ kind: 'notice', text: outcome.note })
  kept = { url: job.modelUrl, pretrained: outcome.pretrained }
  return outcome.pretrained
}

/** The vocabulary that a trained model reads by: the loaded network's, or that of the one that it was made from. */
export async function wordsOf(
  { vocabularyId }: { vocabularyId: string },
  pretrained: Pretrained,
  { modelUrl }: { modelUrl: string },
  { signal, tools }: JobContext,
): Promise<Vocabulary> {
  if (readsBy(vocabularyId, pretrained)) return pretrained.vocabulary
  const found = await tools.findWords(modelUrl, vocabularyId, { signal })
  if (found.kind === 'failed') throw downloadFailure(found)
  return found.vocabulary
}

function downloadFailure({ reason, message, remedy }: LoadFailure): JobFailure {
  return new JobFailure({
    reason: reason === 'cancelled' ? 'stopped' : 'download',
    message,
    remedy,
  })
}
