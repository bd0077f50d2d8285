/**
 * Makes a skill's model: from a pretrained trunk with fresh output layers, or from scratch. What is made of what:
 *
 *     words that the skill writes as one     → how texts are cut into tokens
 *     texts, tokens, labels                  → examples: word rows, subword buckets, classes
 *     subword buckets that examples name     → the rows of the subword table that are trained (own-subwords.ts)
 *     examples                               → the lexical model, which the network does not know of
 *     first weights                          → on the device; output layers from names and class means (first-head.ts)
 *     train()                                → weights; validation asks network and lexical model together
 *     weights, all rows of the table again   → the bundle: with its words and rules, all that an answer needs
 *
 * After Goyal, Metallinou and Matsoukas (2018); the trunk is trained on with the rest, not frozen.
 */
import * as tf from '@tensorflow/tfjs-core'
import { createAllowedSlots, type DeclaredSlots } from '@/model/allowed-slots'
import { createEncoder, type Encoder, type Example } from '@/model/encoding'
import type { LabelSet } from '@/model/labels'
import { poolLogits } from '@/model/lexical-model'
import { type ModelBundle, NO_RULES } from '@/model/model-bundle'
import { firstValues, firstWeightValues } from '@/model/network'
import { headShapes, type NetworkConfig, SKILL_HEAD, trunkShapes } from '@/model/network-shapes'
import type { Pretrained } from '@/model/pretrained'
import { runNetwork } from '@/model/run-network'
import { formsSeen } from '@/model/scope'
import { readWeights, uploadWeights, type WeightValues } from '@/model/weight-values'
import { createRandom } from '@/project/random'
import { TOKENIZER_VERSION } from '@/project/tokenizer'
import { learnWordCuts } from '@/project/word-cuts'
import { batchExamples } from './batches'
import { startHead } from './first-head'
import { fitLexicalModel } from './lexical-fit'
import { findOwnSubwords, narrowCheckpoint, narrowWeights, widenWeights } from './own-subwords'
import {
  adjacencyOf,
  encodeSlotValues,
  encodeUnseen,
  encodeUtterance,
  type LabelledUtterance,
  labelsOf,
  withSpokenForms,
} from './skill-examples'
import { createSlotSwap } from './slot-swap'
import { type TrainingCheckpoint, train } from './train'
import { FINE_TUNING, FROM_SCRATCH, type TrainingConfig } from './training-config'
import type { TrainingEvent, TrainingOutcome } from './training-event'
import { trainingLength } from './training-length'
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
  /** Over the recipe's own numbers; without epochs and rate, the number of utterances decides them. */
  config?: Partial<TrainingConfig>
  /** For tests: another size of network; only `scratch` can start one. */
  network?: NetworkConfig
  /** Labels beyond those of the utterances (an intent without examples keeps its class). */
  labels?: LabelSet
  /** Values by slot name, beside those in the utterances, that swapping may use. */
  slotValues?: Readonly<Record<string, readonly string[]>>
  /** Language of the utterances: where it is known how numbers are said in it, values are swapped for these, too. */
  locale?: string
  /** Which slots an answer may have, by intent; any when it is left out. */
  declared?: DeclaredSlots
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
  // The recipe, then what the number of utterances asks for, then what the caller wants: the later ones win.
  const base =
    start === 'scratch' ? FROM_SCRATCH : { ...FINE_TUNING, ...trainingLength(options.train.length) }
  const config: TrainingConfig = { ...base, ...options.config }
  const network = options.network ?? pretrained.card.network
  const rules = { tokenizer: TOKENIZER_VERSION, cuts: learnWordCuts(options.train) }
  const encoder = createEncoder(pretrained.vocabulary, network.subwordBuckets, rules)
  const labels = options.labels ?? labelsOf([...options.train, ...options.validation])
  const examples = options.train.map((utterance) => encodeUtterance(utterance, labels, encoder))
  const validation = options.validation.map((utterance) => encodeUnseen(utterance, labels, encoder))
  const valuesToSwap = withSpokenForms(options.slotValues ?? {}, options.train, options.locale)
  // Validation and listed values name rows, too: they are looked up while training goes on.
  const slotValues = encodeSlotValues(valuesToSwap, labels, encoder)
  const own = findOwnSubwords(
    [...examples, ...validation, ...[...slotValues.values()].flat()],
    network.subwordBuckets,
    config.weightDecay > 0,
  )
  // From here on there are two counts of subwords: of the whole table in `examples`, for the lexical model and the
  // bundle; of the rows that are trained in what is called narrow, for everything on the device.
  const narrowExamples = examples.map(own.narrowText)
  const narrowValidation = validation.map(own.narrowText)
  const adjacency = adjacencyOf(examples)
  const declared = options.declared ?? null
  const lexical = config.lexical
    ? await fitLexicalModel({ examples, labels, seed: config.seed, signal: options.signal })
    : null

  // Weights by which training starts: `first` on the host, with all rows of the table, which come back at the end.
  const resume = options.resume && narrowCheckpoint(options.resume, own)
  const first = firstWeights(options, network, labels, config.seed)
  const weights = uploadWeights(resume ? resume.weights : narrowWeights(first, own))
  const buckets = own.count
  try {
    // A checkpoint and an older model of the skill have output layers that have learned more than this.
    if (config.imprinting && start === 'pretrained' && !resume) {
      const names = pretrained.names
      const reader = { ...encoder, buckets }
      await startHead({ weights, names, examples: narrowExamples, labels, encoder: reader })
    }
    const swap =
      config.slotSwap > 0
        ? createSlotSwap(
            narrowExamples,
            new Map([...slotValues].map(([slot, texts]) => [slot, texts.map(own.narrowText)])),
            config.slotSwap,
          )
        : null
    const steps = train({
      networkConfig: { ...network, subwordBuckets: buckets },
      weights,
      source: batchExamples({
        examples: narrowExamples,
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
          : async (current) => {
              // Records its whole work before it first waits, as `train` demands.
              const outputs = await runNetwork({
                weights: current,
                head: SKILL_HEAD,
                examples: narrowValidation,
                vocabulary: encoder.vocabulary,
                buckets,
              })
              const answers = outputs.map((output, index) =>
                poolLogits(output, validation[index]!, lexical),
              )
              return summariseCounts(
                countValidation(outputs, validation, {
                  answers,
                  adjacency,
                  allowedFor: createAllowedSlots(labels, declared),
                }),
                config,
              )
            },
      config,
      ...(options.signal ? { signal: options.signal } : {}),
      ...(resume ? { resume } : {}),
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
        vocabularyId: pretrained.vocabularyId,
        temperature: 1,
        adjacency,
        ...rules,
        ...NO_RULES,
        declared,
        seen: wordsSeen(start, examples, valuesToSwap, encoder),
        weights: widenWeights(await readWeights(weights), own, first['subword/table']!),
        lexical,
      },
    }
  } finally {
    tf.dispose(weights)
  }
}

/** The words that the model knows of its skill: of the utterances, of the values to swap, and of the model before it. */
function wordsSeen(
  start: FineTuneOptions['start'],
  examples: readonly Example[],
  valuesToSwap: Readonly<Record<string, readonly string[]>>,
  encoder: Encoder,
): number[] {
  const values = Object.values(valuesToSwap).flatMap((texts) =>
    texts.map((text) => encoder.encode(text).encoded),
  )
  const before = typeof start === 'object' ? (start.seen ?? []) : []
  return formsSeen([...examples, ...values, { forms: Int32Array.from(before) }])
}

/**
 * The weights that training starts from: trunk and output layers fresh by the seed, or the trunk of the download, or
 * all of the model that is gone on from, with output layers for the labels of today.
 */
function firstWeights(
  { start, pretrained }: FineTuneOptions,
  network: NetworkConfig,
  labels: LabelSet,
  seed: number,
): WeightValues {
  const head = headShapes(network, SKILL_HEAD, labels)
  if (start === 'scratch') return firstWeightValues({ ...trunkShapes(network), ...head }, seed)
  if (start === 'pretrained') return { ...pretrained.trunk, ...firstWeightValues(head, seed) }
  const known = Object.entries(start.weights).filter(([name]) => !name.startsWith('head/'))
  return { ...Object.fromEntries(known), ...growHead(start, labels, head, seed) }
}

/**
 * Output layers for `labels`: the columns of labels that the bundle knows, fresh ones for the others. A class is a
 * column of the kernel `[features, classes]` and an entry of the bias `[classes]`, so that both are walked as rows of
 * columns. Labels are found by name: one that was renamed is a new one, and order does not matter.
 */
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
        // Intents and tags are one list (`namesOfClasses`), so that a slot may be called like an intent.
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
