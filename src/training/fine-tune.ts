/** Makes a skill's model: from a pretrained trunk with fresh output layers, or from scratch. */
import * as tf from '@tensorflow/tfjs-core'
import { createBatch, createEncoder, type Encoder, type Example } from '@/model/encoding'
import type { LabelSet } from '@/model/labels'
import { type ModelBundle, SKILL_HEAD } from '@/model/model-bundle'
import {
  createWeights,
  firstValues,
  forward,
  headShapes,
  type NetworkConfig,
  trunkShapes,
  type Weights,
} from '@/model/network'
import type { Pretrained } from '@/model/pretrained'
import { runNetwork } from '@/model/run-network'
import { disposeBatch, uploadBatch } from '@/model/tensors'
import { readWeights, uploadWeights, type WeightValues } from '@/model/weight-values'
import { createRandom } from '@/project/random'
import { batchExamples } from './batches'
import { imprintLayer } from './imprinting'
import {
  encodeSlotValues,
  encodeUtterance,
  type LabelledUtterance,
  labelsOf,
} from './skill-examples'
import { createSlotSwap } from './slot-swap'
import { type TrainingCheckpoint, train } from './train'
import { FINE_TUNING, FROM_SCRATCH, type TrainingConfig } from './training-config'
import type { TrainingEvent, TrainingOutcome } from './training-event'
import { countValidation, summariseCounts } from './validation'

export type FineTuneOptions = {
  train: readonly LabelledUtterance[]
  /** Picks the best epoch; may be empty, then the last weights count. */
  validation: readonly LabelledUtterance[]
  /** Vocabulary, and the trunk unless `start` is `scratch`. */
  pretrained: Pretrained
  /**
   * `pretrained`: trunk from the download. `scratch`: nothing but the word vectors. A bundle: goes on
   * from a model of this skill; labels that it knows keep their output weights.
   */
  start: 'pretrained' | 'scratch' | ModelBundle
  config?: Partial<TrainingConfig>
  /** For tests: another size of network; only `scratch` can start one. */
  network?: NetworkConfig
  /** Labels beyond those of the utterances (an intent without examples keeps its class). */
  labels?: LabelSet
  /** Values by slot name, beside those in the utterances, that swapping may use. */
  slotValues?: Readonly<Record<string, readonly string[]>>
  signal?: AbortSignal
  resume?: TrainingCheckpoint
  onCheckpoint?: (checkpoint: TrainingCheckpoint) => Promise<void>
  isCheckpointDue?: () => boolean
  /** As in `TrainOptions`. */
  watchAfter?: (step: number) => boolean
}

export type FineTuneResult = {
  outcome: TrainingOutcome
  /** Null when training diverged. */
  bundle: ModelBundle | null
}

/** Trains one skill. Yields what `train` yields. Frees all its tensors. */
export async function* fineTune(
  options: FineTuneOptions,
): AsyncGenerator<TrainingEvent, FineTuneResult, void> {
  const { pretrained, start } = options
  const base = start === 'scratch' ? FROM_SCRATCH : FINE_TUNING
  const config: TrainingConfig = { ...base, ...options.config }
  const network = options.network ?? pretrained.card.network
  const encoder = createEncoder(pretrained.vocabulary, network.subwordBuckets)
  const labels = options.labels ?? labelsOf([...options.train, ...options.validation])
  const encode = (utterances: readonly LabelledUtterance[]) =>
    utterances.map((utterance) => encodeUtterance(utterance, labels, encoder))
  const examples = encode(options.train)
  const validation = encode(options.validation)

  const weights = firstWeights(options, network, labels, config.seed)
  try {
    if (config.imprinting && start === 'pretrained' && !options.resume) {
      await imprintHead(weights, examples, labels, encoder)
    }
    const swap =
      config.slotSwap > 0
        ? createSlotSwap(
            examples,
            encodeSlotValues(options.slotValues ?? {}, labels, encoder),
            config.slotSwap,
          )
        : null
    const steps = train({
      networkConfig: network,
      weights,
      source: batchExamples({
        examples,
        vocabulary: encoder.vocabulary,
        head: SKILL_HEAD,
        batchSize: config.batchSize,
        wordDropout: config.wordDropout,
        augment: swap,
        seed: config.seed,
      }),
      validate:
        validation.length === 0
          ? null
          : async (current) =>
              summariseCounts(
                countValidation(
                  await runNetwork({
                    weights: current,
                    head: SKILL_HEAD,
                    examples: validation,
                    vocabulary: encoder.vocabulary,
                    buckets: network.subwordBuckets,
                  }),
                  validation,
                ),
                config,
              ),
      config,
      ...(options.signal ? { signal: options.signal } : {}),
      ...(options.resume ? { resume: options.resume } : {}),
      ...(options.onCheckpoint ? { onCheckpoint: options.onCheckpoint } : {}),
      ...(options.isCheckpointDue ? { isCheckpointDue: options.isCheckpointDue } : {}),
      ...(options.watchAfter ? { watchAfter: options.watchAfter } : {}),
    })
    const outcome = yield* steps
    if (outcome.kind === 'diverged') return { outcome, bundle: null }
    return {
      outcome,
      bundle: {
        format: 'skillet-model',
        version: 1,
        labels,
        network,
        vocabularyId: pretrained.card.id,
        temperature: 1,
        weights: await readWeights(weights),
      },
    }
  } finally {
    tf.dispose(weights)
  }
}

function firstWeights(
  { start, pretrained, resume }: FineTuneOptions,
  network: NetworkConfig,
  labels: LabelSet,
  seed: number,
): Weights {
  if (resume) return uploadWeights(resume.weights)
  const head = headShapes(network, SKILL_HEAD, labels)
  if (start === 'scratch') return createWeights({ ...trunkShapes(network), ...head }, seed)
  if (start === 'pretrained') {
    return { ...uploadWeights(pretrained.trunk), ...createWeights(head, seed) }
  }
  const known = Object.entries(start.weights).filter(([name]) => !name.startsWith('head/'))
  return {
    ...uploadWeights(Object.fromEntries(known)),
    ...uploadWeights(growHead(start, labels, head, seed)),
  }
}

/** Output layers for `labels`: the columns of labels that the bundle knows, fresh ones for the others. */
function growHead(
  bundle: ModelBundle,
  labels: LabelSet,
  shapes: Record<string, number[]>,
  seed: number,
): WeightValues {
  const before = new Map(namesOfClasses(bundle.labels).map((name, place) => [name, place]))
  const after = namesOfClasses(labels)
  return Object.fromEntries(
    Object.entries(shapes).map(([name, shape]) => {
      const values = firstValues(name, shape, createRandom(`${seed}/${name}`))
      const kept = bundle.weights[name]
      const isIntent = name.includes('/intent/')
      const columns = shape[shape.length - 1] ?? 0
      const keptColumns = kept?.shape[kept.shape.length - 1] ?? 0
      for (let place = 0; place < values.length; place += 1) {
        const label = after[(place % columns) + (isIntent ? 0 : labels.intents.length)] ?? ''
        const from = (before.get(label) ?? -1) - (isIntent ? 0 : bundle.labels.intents.length)
        const row = Math.floor(place / columns)
        if (kept && from >= 0) values[place] = kept.values[row * keptColumns + from] ?? 0
      }
      return [name, { shape, values }]
    }),
  )
}

/** One name for each output class: all intents, then all tags in their order. */
function namesOfClasses({ intents, slots }: LabelSet): string[] {
  const tags = slots.flatMap((slot) => [`B-${slot}`, `I-${slot}`])
  return [...intents.map((intent) => `intent ${intent}`), 'O', ...tags]
}

/** Starts the output layers from the class means of the trunk's features on the training utterances. */
async function imprintHead(
  weights: Weights,
  examples: readonly Example[],
  labels: LabelSet,
  encoder: Encoder,
): Promise<void> {
  const intents: { features: Float32Array[]; classes: number[] } = { features: [], classes: [] }
  const slots: { features: Float32Array[]; classes: number[] } = { features: [], classes: [] }
  for (let from = 0; from < examples.length; from += 64) {
    const members = examples.slice(from, from + 64)
    const batch = createBatch(members, encoder.vocabulary)
    const tensors = uploadBatch(batch, encoder.buckets)
    const [summary, states] = tf.tidy(() => {
      const output = forward(weights, tensors, SKILL_HEAD, null)
      return [output.intentSummary, output.slotStates]
    }) as [tf.Tensor2D, tf.Tensor3D]
    const [summaries, tokens] = [await summary.data<'float32'>(), await states.data<'float32'>()]
    const width = summary.shape[1]
    const tokenWidth = states.shape[2]
    members.forEach((example, row) => {
      if (example.intent >= 0) {
        intents.features.push(summaries.slice(row * width, (row + 1) * width))
        intents.classes.push(example.intent)
      }
      example.tags?.forEach((tag, token) => {
        const at = (row * batch.time + token) * tokenWidth
        slots.features.push(tokens.slice(at, at + tokenWidth))
        slots.classes.push(tag)
      })
    })
    tf.dispose([summary, states])
    disposeBatch(tensors)
  }
  imprint(weights, 'intent', intents, labels.intents.length)
  imprint(weights, 'slot', slots, 1 + 2 * labels.slots.length)
}

function imprint(
  weights: Weights,
  layer: 'intent' | 'slot',
  rows: { features: Float32Array[]; classes: number[] },
  count: number,
): void {
  const name = `head/${SKILL_HEAD}/${layer}`
  const width = rows.features[0]?.length ?? 0
  if (width === 0 || !weights[`${name}/kernel`]) return
  const features = new Float32Array(rows.features.length * width)
  rows.features.forEach((row, index) => {
    features.set(row, index * width)
  })
  const { kernel, bias } = imprintLayer(
    { features, width, classes: Int32Array.from(rows.classes) },
    count,
  )
  weights[`${name}/kernel`]?.dispose()
  weights[`${name}/bias`]?.dispose()
  weights[`${name}/kernel`] = tf.tensor(kernel, [width, count])
  weights[`${name}/bias`] = tf.tensor(bias, [count])
}
