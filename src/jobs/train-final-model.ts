/** The model that answers: the report's recipe once more, on all utterances, with nothing held back. */
import { temperatureAfterMore } from '@/evaluation/calibration'
import type { ModelBundle } from '@/model/model-bundle'
import type { LabelledUtterance } from '@/training/skill-examples'
import type { FinalModel } from './job'
import { JobFailure } from './job-failure'
import type { JobContext } from './job-tools'
import { type ArmOptions, trainBundle } from './train-arm'

/**
 * Trains it. Temperature and threshold come from the report's model, a twin that has seen fewer utterances of the
 * same skill: `learned` is how many. Null when it was stopped, or its loss stopped being a number: then
 * the report's model answers.
 */
export async function trainFinalModel(
  options: Omit<ArmOptions, 'split'> & {
    utterances: readonly LabelledUtterance[]
    model: ModelBundle
    learned: number
  },
  context: JobContext,
): Promise<FinalModel | null> {
  const { utterances, model, learned, ...arm } = options
  try {
    const split = { train: [...utterances], validation: [], test: [] }
    const { bundle, outcome } = await trainBundle({ ...arm, split }, context)
    if (outcome.kind === 'stopped') return null
    const { threshold, outOfScope } = model
    const counts = { before: learned, now: utterances.length }
    const temperature = temperatureAfterMore(model.temperature, counts)
    return {
      bundle: { ...bundle, temperature, threshold, outOfScope },
      utterances: utterances.length,
      epochs: outcome.epochs,
    }
  } catch (error) {
    if (!(error instanceof JobFailure) || error.failure.reason !== 'diverged') throw error
    context.emit({
      kind: 'notice',
      text: `The model of all utterances could not be trained, so the one of the report answers. ${error.failure.message}`,
    })
    return null
  }
}
