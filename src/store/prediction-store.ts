import { create } from 'zustand'
import type { Prediction } from '@/evaluation/prediction'
import type { BackendReport, ExportJob, Failure, LoadJob } from '@/jobs/job'
import { outOfScopeNames, type Project } from '@/project/project'
import { skillFacts } from '@/project/skill-facts'
import { declaredSlots, type SkillToLearn } from '@/project/skill-to-learn'
import { modelStory } from '@/records/model-story'
import { createWorkerClient, openTrainingWorker } from '@/worker/client'
import { modelUrl } from './model-place'
import { readAnsweringBundle } from './run-bundles'
import { type RunRecord, thresholdOf } from './run-record'

/** A model that answers. */
export type ModelState =
  | { kind: 'loading' }
  | { kind: 'ready'; backend: BackendReport }
  | { kind: 'failed'; failure: Failure }

export type PredictionState = {
  /** By run id. */
  models: Readonly<Record<string, ModelState>>
}

/** Which models are ready to answer. */
export const usePredictionStore = create<PredictionState>(() => ({ models: {} }))

const get = usePredictionStore.getState
const set = usePredictionStore.setState

/** A thread of its own, so that answers come while something trains. */
const client = createWorkerClient(openTrainingWorker)
let queue: Promise<unknown> = Promise.resolve()

/** The worker keeps as many; see `prediction-job.ts`. */
const MAX_MODELS = 2

/** The declarations under which each model was loaded. */
const loadedUnder = new Map<string, string>()

/**
 * Makes a run's model ready; does nothing when it is, or is on its way. It answers with the slots that
 * the intents declare now, so it is loaded anew when these have changed.
 */
export function loadModel(runId: string, skill: Pick<Project, 'intents'>): Promise<void> {
  const rules = rulesOf(skill)
  const key = JSON.stringify(rules)
  const isOutdated = loadedUnder.has(runId) && loadedUnder.get(runId) !== key
  if (isOutdated && !onTheirWay.has(runId)) forget(runId)
  loadedUnder.set(runId, key)
  return makeReady(runId, async () => {
    const bundle = await readAnsweringBundle(runId)
    return bundle && { kind: 'trained', bundle: { ...bundle, ...rules } }
  })
}

/** What a skill allows in an answer. */
function rulesOf(skill: Pick<Project, 'intents'>) {
  return { declared: declaredSlots(skill), outOfScope: outOfScopeNames(skill) }
}

function forget(modelId: string): void {
  const { [modelId]: _, ...models } = get().models
  set({ models })
}

/** Makes a model of a skill's labels ready, without training; `modelId` stands for the skill as it is now. */
export function loadInstantModel(modelId: string, skill: SkillToLearn): Promise<void> {
  return makeReady(modelId, async () => ({ kind: 'instant', skill }))
}

/** Models on their way: who asks for one meanwhile waits with the first. */
const onTheirWay = new Map<string, Promise<void>>()

function makeReady(modelId: string, read: () => Promise<LoadJob['model'] | null>): Promise<void> {
  const pending = onTheirWay.get(modelId)
  if (pending) return pending
  if (get().models[modelId]?.kind === 'ready') return Promise.resolve()
  const ready = makeReadyOnce(modelId, read).finally(() => onTheirWay.delete(modelId))
  onTheirWay.set(modelId, ready)
  return ready
}

async function makeReadyOnce(
  modelId: string,
  read: () => Promise<LoadJob['model'] | null>,
): Promise<void> {
  const others = Object.entries(get().models).slice(1 - MAX_MODELS)
  set({ models: { ...Object.fromEntries(others), [modelId]: { kind: 'loading' } } })
  const state = await enqueue(async () => load(modelId, await read()))
  if (get().models[modelId]) set({ models: { ...get().models, [modelId]: state } })
}

/** What a model says of texts; null when it is not ready. The first letter of a text must not wait for a GPU to compile: this runs on WASM. */
export async function predict(
  runId: string,
  texts: string[],
): Promise<{ predictions: Prediction[]; elapsedMs: number } | null> {
  if (get().models[runId]?.kind !== 'ready') return null
  const result = await enqueue(() => client.run({ kind: 'predict', modelId: runId, texts }))
  if (result.kind === 'predicted') return result
  set({ models: { ...get().models, [runId]: { kind: 'failed', failure: result } } })
  return null
}

/** Texts at a time: a fraction of a second, so that progress shows and stopping is quick. */
const BATCH = 64

/** What a model says of many texts; null when it is not ready. Stopping keeps the answers so far. */
export async function predictMany(
  runId: string,
  texts: readonly string[],
  options: { onProgress: (done: number) => void; signal: AbortSignal },
): Promise<{ predictions: Prediction[]; elapsedMs: number } | null> {
  const predictions: Prediction[] = []
  let elapsedMs = 0
  for (let from = 0; from < texts.length && !options.signal.aborted; from += BATCH) {
    const answer = await predict(runId, texts.slice(from, from + BATCH))
    if (!answer) return null
    predictions.push(...answer.predictions)
    elapsedMs += answer.elapsedMs
    options.onProgress(predictions.length)
  }
  return { predictions, elapsedMs }
}

/** How a model is made a file. */
export type ModelVariant = ExportJob['variant']

/** What became of a model that was to be a file. */
export type ExportedModel = Awaited<ReturnType<typeof client.run<ExportJob>>>

/** Makes a run's model one file, and checks the file on the run's own test utterances. */
export async function exportModel(
  run: Pick<RunRecord, 'id' | 'report' | 'threshold' | 'startedAt' | 'fingerprint' | 'final'>,
  options: { variant: ModelVariant; skill: Project },
): Promise<ExportedModel> {
  const bundle = await readAnsweringBundle(run.id)
  if (!bundle) return NO_MODEL
  return enqueue(() =>
    client.run({
      kind: 'export',
      modelUrl: modelUrl(),
      backend: 'auto',
      avoid: ['webgpu'],
      bundle: { ...bundle, ...rulesOf(options.skill), threshold: thresholdOf(run) },
      variant: options.variant,
      skill: skillFacts(options.skill),
      story: modelStory({
        report: run.report,
        madeAt: run.startedAt,
        fingerprint: run.fingerprint,
        learned: run.final?.utterances ?? run.report.learned.count,
      }),
      skillTexts: options.skill.utterances.map(({ text }) => text),
      texts: run.report.judged.map(({ text }) => text),
    }),
  )
}

const NO_MODEL: Failure = {
  kind: 'failed',
  reason: 'no-model',
  message: 'The model of this run is no longer kept in this browser.',
  remedy: 'Train again; it takes a minute.',
}

async function load(modelId: string, model: LoadJob['model'] | null): Promise<ModelState> {
  if (!model) return { kind: 'failed', failure: NO_MODEL }
  const result = await client.run({
    kind: 'load',
    modelUrl: modelUrl(),
    backend: 'auto',
    avoid: ['webgpu'],
    modelId,
    model,
  })
  return result.kind === 'loaded'
    ? { kind: 'ready', backend: result.backend }
    : { kind: 'failed', failure: result }
}

/** One after the other: the client runs one job at a time. */
function enqueue<T>(task: () => Promise<T>): Promise<T> {
  const result = queue.then(task)
  queue = result.catch(() => {})
  return result
}
