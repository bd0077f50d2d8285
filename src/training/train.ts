/**
 * The training loop: pretraining, fine-tuning and training from scratch all run this one generator;
 * they differ in where batches come from and in the numbers of their config.
 */
import * as tf from '@tensorflow/tfjs-core'
import { type Adam, type AdamState, createAdam } from '@/kernels/adam'
import { createDropoutMasks } from '@/model/dropout'
import type { Weights } from '@/model/network'
import type { NetworkConfig } from '@/model/network-shapes'
import { disposeBatch, uploadBatch } from '@/model/tensors'
import { countWeights, readWeights, type WeightValues } from '@/model/weight-values'
import { createRandom } from '@/project/random'
import type { BatchSource, TrainingBatch } from './batches'
import { lossGradients, trainableNames } from './losses'
import { rateAt } from './schedule'
import type { TrainingConfig } from './training-config'
import type { EpochEvent, LossTriple, TrainingEvent, TrainingOutcome } from './training-event'
import { yieldToHost } from './yield-to-host'

/** What a validation pass reports; null when there is nothing to validate on. */
export type Validate = (weights: Weights) => Promise<EpochEvent['validation']>

export type TrainOptions = {
  networkConfig: NetworkConfig
  /** Changed in place. At the end they hold what `config.keep` asks for. The caller owns them. */
  weights: Weights
  source: BatchSource
  validate: Validate | null
  /** After how many steps to validate beside the end of each epoch, for whom an epoch is too coarse. */
  watchAfter?: (step: number) => boolean
  config: TrainingConfig
  /** Aborting stops after the step that runs; the best weights so far are kept. */
  signal?: AbortSignal
  /** Where an interrupted run goes on. */
  resume?: TrainingCheckpoint
  /** Called after each epoch with all that a later run needs to go on as if nothing had happened. */
  onCheckpoint?: (checkpoint: TrainingCheckpoint) => Promise<void>
  /** Whether a checkpoint is worth its copy after this epoch; by default always. */
  isCheckpointDue?: () => boolean
}

/** All state of a run between two epochs. */
export type TrainingCheckpoint = {
  epoch: number
  step: number
  elapsedMs: number
  weights: WeightValues
  adam: AdamState
  best: { epoch: number; loss: number; weights: WeightValues } | null
  average: { count: number; sums: WeightValues } | null
}

/** How often losses are read back: often enough to look alive, seldom enough not to stall a GPU. */
const READ_EVERY_MS = 100

/** Runs training; see `TrainingEvent` for what it yields. */
export async function* train(
  options: TrainOptions,
): AsyncGenerator<TrainingEvent, TrainingOutcome, void> {
  const { weights, source, config, signal, resume } = options
  const totalSteps = config.epochs * source.stepsPerEpoch
  const adam = createAdam({
    shapes: Object.fromEntries(Object.entries(weights).map(([name, w]) => [name, [...w.shape]])),
    maxGradientNorm: config.maxGradientNorm,
    weightDecay: config.weightDecay,
  })
  if (resume) adam.importState(resume.adam)
  const startedAt = performance.now() - (resume?.elapsedMs ?? 0)
  const elapsedMs = () => performance.now() - startedAt
  const keeper = createKeeper(options)
  let step = resume?.step ?? 0
  let epoch = resume?.epoch ?? 0
  const outcome = (kind: 'finished' | 'stopped'): TrainingOutcome => ({
    kind,
    bestEpoch: keeper.bestEpoch() ?? epoch,
    epochs: epoch,
    steps: step,
  })
  try {
    yield {
      kind: 'started',
      step,
      epoch,
      totalSteps,
      epochs: config.epochs,
      stepsPerEpoch: source.stepsPerEpoch,
      trainableWeights: countWeights(weights),
    }
    while (epoch < config.epochs) {
      const meter = createMeter()
      let pending: { step: number; losses: tf.Tensor1D }[] = []
      let readAt = performance.now()
      const flush = async (): Promise<LossTriple[]> => {
        const taken = pending
        pending = []
        readAt = performance.now()
        return readLosses(taken.map(({ losses }) => losses))
      }
      for (let stepOfEpoch = 0; stepOfEpoch < source.stepsPerEpoch; stepOfEpoch += 1) {
        const losses = takeStep(options, adam, await source.next(step), step, totalSteps)
        pending.push({ step, losses })
        step += 1
        const isDue = performance.now() - readAt > READ_EVERY_MS
        if (isDue || stepOfEpoch === source.stepsPerEpoch - 1) {
          const steps = pending.map((entry) => entry.step)
          for (const [index, triple] of (await flush()).entries()) {
            const at = steps[index] ?? step
            if (!Number.isFinite(triple.loss)) return diverged(at)
            meter.add(triple)
            yield { kind: 'step', step: at + 1, epoch, ...triple, elapsedMs: elapsedMs() }
          }
          await yieldToHost()
        }
        const isEpochEnd = stepOfEpoch === source.stepsPerEpoch - 1
        if (!isEpochEnd && options.watchAfter?.(step)) {
          const validation = await options.validate?.(weights)
          if (validation) yield { kind: 'watch', step, validation, elapsedMs: elapsedMs() }
        }
        if (signal?.aborted) {
          await flush()
          keeper.restore()
          return outcome('stopped')
        }
      }
      epoch += 1
      const validation = options.validate ? await options.validate(weights) : null
      const isBest = await keeper.afterEpoch(epoch, validation?.loss ?? meter.mean().loss)
      yield {
        kind: 'epoch',
        epoch,
        step,
        train: meter.mean(),
        validation,
        isBest,
        elapsedMs: elapsedMs(),
      }
      if (options.onCheckpoint && (options.isCheckpointDue?.() ?? true)) {
        await options.onCheckpoint({
          epoch,
          step,
          elapsedMs: elapsedMs(),
          weights: await readWeights(weights),
          adam: await adam.exportState(),
          ...keeper.state(),
        })
      }
      const bestEpoch = keeper.bestEpoch() ?? epoch
      if (config.patience > 0 && validation && epoch - bestEpoch >= config.patience) break
    }
    keeper.restore()
    return outcome('finished')
  } finally {
    adam.dispose()
  }
}

function takeStep(
  options: TrainOptions,
  adam: Adam,
  trainingBatch: TrainingBatch,
  step: number,
  totalSteps: number,
): tf.Tensor1D {
  const { head, batch, ...extras } = trainingBatch
  const { weights, config, networkConfig } = options
  const tensors = uploadBatch(batch, networkConfig.subwordBuckets)
  const random = createRandom(`${config.seed}/dropout/${step}`)
  const masks = createDropoutMasks(config.dropout, networkConfig, batch.size, random)
  const names = trainableNames(weights, trainingBatch)
  const { losses, gradients } = lossGradients(weights, names, tensors, head, {
    masks,
    intentWeight: config.intentWeight,
    slotWeight: config.slotWeight,
    ...extras,
  })
  const rate = config.learningRate * rateAt(step, totalSteps, config)
  const learningRates = Object.fromEntries(
    names.map((name) => [name, name.startsWith('head/') ? rate : rate * config.trunkRate]),
  )
  const norm = adam.update({ weights, gradients, learningRates })
  tf.dispose([norm, gradients])
  if (masks) tf.dispose([masks.input, masks.shared, masks.task])
  disposeBatch(tensors)
  return losses
}

async function readLosses(losses: tf.Tensor1D[]): Promise<LossTriple[]> {
  if (losses.length === 0) return []
  const stacked = tf.stack(losses) // [steps, 3]
  const values = await stacked.data()
  tf.dispose([stacked, losses])
  return losses.map((_, index) => ({
    loss: values[3 * index] ?? Number.NaN,
    intentLoss: values[3 * index + 1] ?? Number.NaN,
    slotLoss: values[3 * index + 2] ?? Number.NaN,
  }))
}

function diverged(step: number): TrainingOutcome {
  return {
    kind: 'diverged',
    step,
    remedy: 'The loss is no longer a number. Try a lower learning rate.',
  }
}

function createMeter() {
  const sums = { loss: 0, intentLoss: 0, slotLoss: 0 }
  let count = 0
  return {
    add(triple: LossTriple): void {
      count += 1
      sums.loss += triple.loss
      sums.intentLoss += triple.intentLoss
      sums.slotLoss += triple.slotLoss
    },
    mean: (): LossTriple => ({
      loss: sums.loss / Math.max(1, count),
      intentLoss: sums.intentLoss / Math.max(1, count),
      slotLoss: sums.slotLoss / Math.max(1, count),
    }),
  }
}

/** Remembers what is to be handed over: the best epoch's weights, or the mean over the last epochs. */
function createKeeper({ weights, config, resume }: TrainOptions) {
  let best = resume?.best ?? null
  let average = resume?.average ?? null
  let bestLoss = best ? { epoch: best.epoch, loss: best.loss } : null
  const averageFrom = Math.floor(config.epochs * (1 - config.averageOver))
  return {
    bestEpoch: () => bestLoss?.epoch ?? null,
    async afterEpoch(epoch: number, loss: number): Promise<boolean> {
      const isBest = !bestLoss || loss < bestLoss.loss
      if (isBest) bestLoss = { epoch, loss }
      // An average that has not begun yet can't be handed over when somebody stops: the best can.
      if (isBest && (config.keep === 'best' || (config.keep === 'average' && !average))) {
        best = { epoch, loss, weights: await readWeights(weights) }
      }
      if (config.keep === 'average' && epoch > averageFrom) {
        average = addToAverage(average, await readWeights(weights))
        best = null
      }
      return isBest
    },
    state: () => ({ best, average }),
    /** Puts the kept values into the weights; without any, they stay as they are. */
    restore(): void {
      const kept = average ? meanOf(average) : best?.weights
      if (!kept) return
      for (const [name, { values, shape }] of Object.entries(kept)) {
        weights[name]?.dispose()
        weights[name] = tf.tensor(values.slice(), shape)
      }
    },
  }
}

type Average = { count: number; sums: WeightValues }

function addToAverage(average: Average | null, weights: WeightValues): Average {
  if (!average) return { count: 1, sums: weights }
  for (const [name, { values }] of Object.entries(weights)) {
    const sums = average.sums[name]!.values
    for (let index = 0; index < sums.length; index += 1) sums[index]! += values[index]!
  }
  return { count: average.count + 1, sums: average.sums }
}

function meanOf({ count, sums }: Average): WeightValues {
  return Object.fromEntries(
    Object.entries(sums).map(([name, { shape, values }]) => [
      name,
      { shape, values: values.map((sum) => sum / count) },
    ]),
  )
}
