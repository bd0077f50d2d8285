import { create } from 'zustand'
import type { ExportJob, JobResult } from '@/jobs/job'
import { outOfScopeNames, type Project } from '@/project/project'
import { skillFacts } from '@/project/skill-facts'
import { declaredSlots, type SkillToLearn } from '@/project/skill-to-learn'
import { modelStory } from '@/records/model-story'
import { createWorkerClient, openTrainingWorker } from '@/worker/client'
import { modelUrl } from './model-place'
import { readAnsweringModel } from './run-library'
import { type RunRecord, thresholdOf } from './run-record'
import { type Answer, createShelf, type ModelSource, type ModelState } from './shelf'

export type { ModelState }

export type PredictionState = {
  /** By run id. */
  models: Readonly<Record<string, ModelState>>
}

/** Which models are ready to answer. */
export const usePredictionStore = create<PredictionState>(() => ({ models: {} }))

/**
 * The first letter of a text must not wait for a GPU to compile: this runs on WASM, and in a thread of
 * its own, so that answers come while something trains.
 */
const basics = () => ({ modelUrl: modelUrl(), backend: 'auto', avoid: ['webgpu'] }) as const

const shelf = createShelf({
  client: createWorkerClient(openTrainingWorker),
  basics: () => ({ ...basics(), avoid: [...basics().avoid] }),
  onChange: (models) => usePredictionStore.setState({ models }),
})

/**
 * Makes a run's model ready; does nothing when it is, or is on its way. It answers with the slots that
 * the intents declare now, so it is loaded anew when these have changed.
 */
export function loadModel(runId: string, skill: Pick<Project, 'intents'>): Promise<void> {
  const rules = rulesOf(skill)
  const source: ModelSource = async () => {
    const found = await readAnsweringModel(runId)
    return found.kind === 'failed'
      ? { kind: 'failed', failure: found }
      : { kind: 'model', model: { kind: 'trained', bundle: { ...found.bundle, ...rules } } }
  }
  return shelf.makeReady(runId, JSON.stringify(rules), source)
}

/** What a skill allows in an answer. */
function rulesOf(skill: Pick<Project, 'intents'>) {
  return { declared: declaredSlots(skill), outOfScope: outOfScopeNames(skill) }
}

/** Makes a model of a skill's labels ready, without training; `modelId` stands for the skill as it is now. */
export function loadInstantModel(modelId: string, skill: SkillToLearn): Promise<void> {
  return shelf.makeReady(modelId, '', async () => ({
    kind: 'model',
    model: { kind: 'instant', skill },
  }))
}

/** What a model says of texts; null when it is not ready. */
export function predict(runId: string, texts: string[]): Promise<Answer | null> {
  return shelf.predict(runId, texts)
}

/** Texts at a time: a fraction of a second, so that progress shows and stopping is quick. */
const BATCH = 64

/** What a model says of many texts; null when it is not ready. Stopping keeps the answers so far. */
export async function predictMany(
  runId: string,
  texts: readonly string[],
  options: { onProgress: (done: number) => void; signal: AbortSignal },
): Promise<Answer | null> {
  const predictions: Answer['predictions'] = []
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
export type ExportedModel = JobResult<ExportJob['kind']>

/** Makes a run's model one file, and checks the file on the run's own test utterances. */
export async function exportModel(
  run: Pick<RunRecord, 'id' | 'report' | 'threshold' | 'startedAt' | 'fingerprint' | 'final'>,
  options: {
    variant: ModelVariant
    container: ExportJob['container']
    skill: Project
  },
): Promise<ExportedModel> {
  const found = await readAnsweringModel(run.id)
  if (found.kind === 'failed') return found
  return shelf.inTurn((client) =>
    client.run({
      kind: 'export',
      ...basics(),
      avoid: [...basics().avoid],
      bundle: { ...found.bundle, ...rulesOf(options.skill), threshold: thresholdOf(run) },
      variant: options.variant,
      container: options.container,
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
