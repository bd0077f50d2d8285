/** A model that stays in memory and answers. */
import type { ModelBundle } from '@/model/model-bundle'
import type { Pretrained } from '@/model/pretrained'
import type { SkillToLearn } from '@/project/skill-to-learn'
import { createPredictor, type Predictor } from '@/runtime/predictor'
import { createInstantModel } from '@/training/instant-model'
import { labelledUtterances } from '@/training/skill-examples'
import type { JobResult, LoadJob, PredictJob } from './job'
import { getPretrained, type JobContext, startBackend, wordsOf } from './job-tools'

/** Two at a time: the chosen model, and the one it is compared with. */
const MAX_LOADED = 2

const loaded = new Map<string, Predictor>()

/** Loads a model; the one that was not used longest makes room. */
export async function loadModel(job: LoadJob, context: JobContext): Promise<JobResult<'load'>> {
  const pretrained = await getPretrained(job, context)
  // A model that is made at once calculates with TensorFlow.js; one that was trained only answers.
  if (job.model.kind === 'instant') await startBackend(job, context)
  const bundle =
    job.model.kind === 'trained'
      ? job.model.bundle
      : await instantModelOf(job.model.skill, pretrained)
  const vocabulary = await wordsOf(bundle, pretrained, job, context)
  loaded.get(job.modelId)?.dispose()
  loaded.delete(job.modelId)
  for (const [id, predictor] of loaded) {
    if (loaded.size < MAX_LOADED) break
    predictor.dispose()
    loaded.delete(id)
  }
  const predictor = await createPredictor(bundle, vocabulary)
  // The first call compiles; it should not be the first letter that somebody types.
  predictor.predict(['warm up'])
  loaded.set(job.modelId, predictor)
  return { kind: 'loaded' }
}

function instantModelOf(skill: SkillToLearn, pretrained: Pretrained): Promise<ModelBundle> {
  const annotated = new Set(
    skill.utterances
      .filter(({ status, spans }) => status === 'done' || spans.length > 0)
      .map(({ id }) => id),
  )
  return createInstantModel({
    pretrained,
    utterances: labelledUtterances(skill.utterances),
    areSpansKnown: ({ id }) => annotated.has(id),
    labels: { intents: skill.intents, slots: Object.keys(skill.slotValues) },
  })
}

/** Answers. */
export async function predictTexts(
  { modelId, texts }: PredictJob,
  _context: JobContext,
): Promise<JobResult<'predict'>> {
  const predictor = loaded.get(modelId)
  if (!predictor) {
    return {
      kind: 'failed',
      reason: 'no-model',
      message: 'The model is not loaded.',
      remedy: 'Choose a run to try.',
    }
  }
  loaded.delete(modelId)
  loaded.set(modelId, predictor)
  const startedAt = performance.now()
  const predictions = predictor.predict(texts)
  return { kind: 'predicted', predictions, elapsedMs: performance.now() - startedAt }
}
