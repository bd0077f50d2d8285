/** The order in which examples come, and how they are put together. */
import { type Batch, createBatch, type Example } from '@/model/encoding'
import type { Vocabulary } from '@/model/vocabulary'
import { createRandom } from '@/project/random'
import type { NameTargets } from './name-objective'
import type { PrototypeTargets } from './prototype-objective'
import type { TeacherTargets } from './teacher-objective'
import type { TextTargets, TextWeights } from './text-objectives'

/** A batch and the output layers that it belongs to. */
export type TrainingBatch = {
  head: string
  batch: Batch
  /** For what is learned from texts alone; in pretraining only. */
  text?: { targets: TextTargets; weights: TextWeights }
  /** For what the labels' names mean; in pretraining only. */
  names?: NameTargets
  /** For telling classes apart by a few examples; in pretraining only. */
  prototypes?: PrototypeTargets
  /** For what a teacher says of the texts; in pretraining only. */
  teacher?: TeacherTargets
}

/** Where training takes its batches from. `step` counts from 0 over the whole run. */
export type BatchSource = {
  stepsPerEpoch: number
  next: (step: number) => TrainingBatch | Promise<TrainingBatch>
}

/** A new version of an example for each epoch it is seen in. */
export type Augment = (example: Example, seed: string) => Example

/**
 * Batches over a fixed set of examples: every epoch sees each once, in an order of its own, with
 * texts of like length together so that little is padded.
 */
export function batchExamples(options: {
  examples: readonly Example[]
  vocabulary: Vocabulary
  head: string
  batchSize: number
  wordDropout: number
  augment: Augment | null
  seed: number
}): BatchSource {
  const { examples, batchSize, seed } = options
  const stepsPerEpoch = Math.max(1, Math.ceil(examples.length / batchSize))
  let plannedEpoch = -1
  let plan: Example[][] = []
  function planEpoch(epoch: number): void {
    const random = createRandom(`${seed}/epoch/${epoch}`)
    const augmented = examples.map((example, index) =>
      options.augment ? options.augment(example, `${seed}/augment/${epoch}/${index}`) : example,
    )
    // Sorting with some noise keeps lengths alike without making the same batches each time.
    const byLength = random
      .shuffled(augmented)
      .map((example) => ({ example, key: example.words.length + 4 * random.next() }))
      .sort((a, b) => a.key - b.key)
      .map(({ example }) => example)
    plan = random.shuffled(
      Array.from({ length: stepsPerEpoch }, (_, index) =>
        byLength.slice(
          Math.floor((index * examples.length) / stepsPerEpoch),
          Math.floor(((index + 1) * examples.length) / stepsPerEpoch),
        ),
      ),
    )
    plannedEpoch = epoch
  }
  return {
    stepsPerEpoch,
    next: (step) => {
      const epoch = Math.floor(step / stepsPerEpoch)
      if (epoch !== plannedEpoch) planEpoch(epoch)
      const random = createRandom(`${seed}/words/${step}`)
      const members = plan[step % stepsPerEpoch] ?? []
      const hidesWord =
        options.wordDropout > 0 ? () => random.next() < options.wordDropout : undefined
      return { head: options.head, batch: createBatch(members, options.vocabulary, hidesWord) }
    },
  }
}
