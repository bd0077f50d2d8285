/** Every number that training depends on, with its reason: one flat record for all three ways to train. */
import type { DropoutRates } from '@/model/dropout'

export type TrainingConfig = {
  /** Of every random choice: first weights, order, dropout, augmentation. */
  seed: number
  epochs: number
  /** Utterances a step. */
  batchSize: number
  /** Peak learning rate of the output layers, for Adam. */
  learningRate: number
  /** What the peak is multiplied by for the layers below them. */
  trunkRate: number
  /** Share of all steps over which the rate climbs from 0; after it, a cosine takes it down. */
  warmup: number
  /** Where the cosine ends, as a share of the peak. */
  finalRate: number
  dropout: DropoutRates
  /** Share of known words that are hidden, so that subwords learn to stand in. */
  wordDropout: number
  /** Weights of the two losses in their sum. */
  intentWeight: number
  slotWeight: number
  /** Gradients longer than this are scaled down to it. */
  maxGradientNorm: number
  /** Decoupled weight decay (Loshchilov and Hutter 2019), per unit of learning rate. */
  weightDecay: number
  /** Probability that a training utterance has its slot values swapped for others of the skill. */
  slotSwap: number
  /** Whether the output layers start from class means and names instead of noise ("imprinting"). */
  imprinting: boolean
  /** Whether a lexical model learns beside the network and shares in its answers. */
  lexical: boolean
  /**
   * Which weights are handed over: those of the best epoch on the validation set, or the running
   * mean over the last share of epochs (`averageOver`), which needs no validation set, or the last.
   */
  keep: 'best' | 'average' | 'last'
  averageOver: number
  /** Epochs without a better validation loss after which training stops; 0 never stops early. */
  patience: number
}

/** Fine-tuning a small skill: the app's default. What larger ones need is in `training-length.ts`. */
export const FINE_TUNING: TrainingConfig = {
  seed: 1,
  epochs: 40,
  batchSize: 16,
  learningRate: 2e-3,
  trunkRate: 1,
  warmup: 0.1,
  finalRate: 0.05,
  dropout: { input: 0.1, shared: 0.4, task: 0.5 },
  wordDropout: 0.05,
  intentWeight: 1,
  slotWeight: 2,
  maxGradientNorm: 5,
  weightDecay: 0,
  slotSwap: 0.5,
  imprinting: true,
  lexical: true,
  keep: 'average',
  averageOver: 0.5,
  patience: 0,
}

/** The same network without pretrained weights, under the same rules. */
export const FROM_SCRATCH: TrainingConfig = { ...FINE_TUNING, imprinting: false }

/** An epoch of pretraining: the pool is a stream without an end. */
export const STEPS_PER_EPOCH = 500

/** Pretraining on the pool: larger batches, less noise, one long cosine over 15,000 steps. */
export const PRETRAINING: TrainingConfig = {
  ...FINE_TUNING,
  epochs: 30,
  batchSize: 64,
  learningRate: 2e-3,
  warmup: 0.02,
  dropout: { input: 0.1, shared: 0.2, task: 0.2 },
  wordDropout: 0.1,
  slotSwap: 0.3,
  imprinting: false,
  lexical: false,
  keep: 'last',
}

/** What pretraining learns beside the labels of its sources, and how much each counts; docs and card say what for. */
export type PretrainingObjectives = {
  /** Share of steps that learn where any slot stands. */
  spans: number
  /** Share of steps that guess hidden words. */
  cloze: number
  /** Weight of guessing the words next to each word. */
  neighbours: number
  /** Weight of saying which words a text holds. */
  summary: number
  /** Weight of telling labels apart by their names. */
  names: number
  /** Weight of telling half of a batch apart by its other half. */
  prototypes: number
  /** Weight of pointing where the teacher points. */
  teacher: number
}

export const PRETRAINING_OBJECTIVES: PretrainingObjectives = {
  spans: 0.05,
  cloze: 0.05,
  neighbours: 0.1,
  summary: 0.1,
  names: 0.5,
  prototypes: 0.3,
  teacher: 2,
}

/** Words in the vocabulary of a network. */
export const PRETRAINING_WORDS = 40_000
