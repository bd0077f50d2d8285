/**
 * The training loop: pretraining, fine-tuning and training from scratch all run this one generator; they differ in
 * where batches come from and in the numbers of their config.
 *
 * A GPU does what is recorded for it in its own time, and waiting for a number of it stands still until all before that
 * is done. So the loop runs ahead of its own results:
 *
 *     step        a batch, forward, backward, Adam: all recorded, nothing read; losses [3] stay on the device
 *     read        now and then, the losses of all steps since the last one, as one tensor
 *     epoch end   weights copied on the device if they may be handed over, validation recorded
 *     settle      what has come by now becomes events, in the order of recording; waits only if too much is open
 *
 * Weights change in place at the next step. Whatever wants them as they are must have recorded its reading before it
 * waits for anything: that holds for validation (`runNetwork`), the keeper and checkpoints. Events so come later than
 * the steps that they tell of, and training that has diverged is noticed a few steps late, which does no harm: nothing
 * is handed over then.
 */
import * as tf from '@tensorflow/tfjs-core'
import { type Adam, type AdamState, createAdam } from '@/kernels/adam'
import { createDropoutMasks } from '@/model/dropout'
import type { Weights } from '@/model/network'
import type { NetworkConfig } from '@/model/network-shapes'
import { disposeBatch, uploadBatch } from '@/model/tensors'
import { copyWeights, countWeights, readWeights, type WeightValues } from '@/model/weight-values'
import { createRandom } from '@/project/random'
import type { BatchSource, TrainingBatch } from './batches'
import { createKeeper, type Keeper, type KeptWeights } from './keeper'
import { createLedger } from './ledger'
import { lossGradients, trainableNames } from './losses'
import { rateAt } from './schedule'
import type { TrainingConfig } from './training-config'
import type {
  EpochEvent,
  LossTriple,
  StepEvent,
  TrainingEvent,
  TrainingOutcome,
} from './training-event'
import { yieldToHost } from './yield-to-host'

/** What a validation pass reports; null when there is nothing to validate on. */
export type Validate = (weights: Weights) => Promise<EpochEvent['validation']>

export type TrainOptions = {
  networkConfig: NetworkConfig
  /** Changed in place. At the end they hold what `config.keep` asks for. The caller owns them. */
  weights: Weights
  source: BatchSource
  /** Must have recorded all that it reads of the weights when it first waits: they change while it goes on. */
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
} & KeptWeights

/** How often losses are read back: often enough to look alive, seldom enough not to stall a GPU. */
const READ_EVERY_MS = 100
/** Steps of one read at most: with those of the reads under way, work that keeps a GPU busy meanwhile. */
const MOST_STEPS_OF_READ = 16
/** Reads, epochs and watches that may be under way while steps go on. */
const MOST_OPEN = 4

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
  // As if the run had begun so much earlier: what it took before an interruption counts, the pause does not.
  const startedAt = performance.now() - (resume?.elapsedMs ?? 0)
  const elapsedMs = () => performance.now() - startedAt
  const keeper = createKeeper(weights, config, resume)
  const reader = createLossReader()
  const saver = createCheckpointSaver()
  const ledger = createLedger<TrainingEvent | Diverged>()
  let meter = createMeter()
  let step = resume?.step ?? 0
  let epoch = resume?.epoch ?? 0
  const outcome = (kind: 'finished' | 'stopped'): TrainingOutcome => ({
    kind,
    bestEpoch: keeper.bestEpoch() ?? epoch,
    epochs: epoch,
    steps: step,
  })

  /**
   * Asks for the losses of all steps since the last time. The epoch's meter is held on to, as a new one may have taken
   * its place when they come. The first that is not a number ends training; a gradient that is none makes NaN of all
   * weights (kernels/adam.ts), so that the next loss tells.
   */
  function read(): void {
    const [meterOfEpoch, epochOfSteps] = [meter, epoch]
    const losses = reader.read()
    const eventOf = ({ step: at, ...triple }: StepLosses): StepEvent | Diverged => {
      if (!Number.isFinite(triple.loss)) return diverged(at)
      meterOfEpoch.add(triple)
      return { kind: 'step', step: at + 1, epoch: epochOfSteps, ...triple, elapsedMs: elapsedMs() }
    }
    ledger.add(losses.then((steps) => () => steps.map(eventOf)))
  }

  /** Validates within an epoch. The step is the one now: more may have been taken when the result comes. */
  function watch(): void {
    const at = step
    const validating = options.validate?.(weights) ?? Promise.resolve(null)
    ledger.add(
      validating.then(
        (validation) => () =>
          validation ? [{ kind: 'watch', step: at, validation, elapsedMs: elapsedMs() }] : [],
      ),
    )
  }

  /**
   * Ends an epoch: keeps what may be handed over and validates. What is judged is the validation loss, without one the
   * epoch's mean training loss. Losses of its last steps were asked for just before, so that its meter is complete when
   * the ledger comes to this entry.
   */
  function endEpoch(): void {
    const meterOfEpoch = meter
    meter = createMeter()
    epoch += 1
    const at = { epoch, step }
    const ended = keeper.endEpoch(epoch)
    const validating = options.validate?.(weights) ?? Promise.resolve(null)
    ledger.add(
      validating.then((validation) => () => {
        const train = meterOfEpoch.mean()
        const isBest = keeper.judge(ended, validation?.loss ?? train.loss)
        return [{ kind: 'epoch', ...at, train, validation, isBest, elapsedMs: elapsedMs() }]
      }),
    )
  }

  /** Hands on what is known by now; says where training has diverged, if it has. */
  async function* settle(mostOpen: number): AsyncGenerator<TrainingEvent, Diverged | null, void> {
    for await (const result of ledger.settle(mostOpen)) {
      if (result.kind === 'diverged') return result
      yield result
    }
    return null
  }

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
      reader.add(step, takeStep(options, adam, await source.next(step), step, totalSteps))
      step += 1
      const isEpochEnd = step % source.stepsPerEpoch === 0
      const isWatched = !isEpochEnd && (options.watchAfter?.(step) ?? false)
      if (!isEpochEnd && !isWatched && !reader.isDue()) continue
      read()
      if (isWatched) watch()
      if (isEpochEnd) endEpoch()
      await yieldToHost()
      // Read after the host had its turn: a message "stop" that waited has been seen by now.
      const isStopped = signal?.aborted ?? false
      const isCheckpointDue =
        isEpochEnd && !!options.onCheckpoint && (options.isCheckpointDue?.() ?? true)
      const isPatient = config.patience > 0 && isEpochEnd && !!options.validate
      // Only what is judged can be saved, and only then is it known whether patience is at an end.
      const isAllNeeded = isStopped || isCheckpointDue || isPatient || epoch === config.epochs
      const broken = yield* settle(isAllNeeded ? 0 : MOST_OPEN)
      if (broken) return broken
      if (isCheckpointDue && options.onCheckpoint) {
        const place = { epoch, step, elapsedMs: elapsedMs() }
        await saver.save(options.onCheckpoint, { ...place, weights, adam, keeper })
      }
      if (isStopped) {
        // The best epoch so far or the mean of those that count, not the weights of a half-learned epoch.
        keeper.restore()
        return outcome('stopped')
      }
      if (isPatient && epoch - (keeper.bestEpoch() ?? epoch) >= config.patience) break
    }
    keeper.restore()
    return outcome('finished')
  } finally {
    // However the run ends, also by an error or by a caller that stops listening: no tensor is left but the weights, and
    // no checkpoint is half written. It is waited for last, as that throws when it has failed; it reads copies.
    reader.dispose()
    keeper.dispose()
    adam.dispose()
    await saver.end()
  }
}

/**
 * One step: forward, backward, Adam. Returns the losses `[3]`, still on the device; frees all else. All that it draws
 * by chance is seeded by the step's number, so that a run which goes on from a checkpoint takes the same steps.
 */
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
  // Output layers move by the rate, the layers below by a share of it.
  const rate = config.learningRate * rateAt(step, totalSteps, config)
  const learningRates = Object.fromEntries(
    names.map((name) => [name, name.startsWith('head/') ? rate : rate * config.trunkRate]),
  )
  const norm = adam.update({ weights, gradients, learningRates })
  // The norm is not read: that would be a wait in every step.
  tf.dispose([norm, gradients])
  if (masks) tf.dispose([masks.input, masks.shared, masks.task])
  disposeBatch(tensors)
  return losses
}

type StepLosses = LossTriple & { step: number }

/** Gathers the losses of steps on the device, and reads those of many at once. */
function createLossReader() {
  let unread: { step: number; losses: tf.Tensor1D }[] = []
  let readAt = performance.now()
  let stepsOfRead = 1
  return {
    add(step: number, losses: tf.Tensor1D): void {
      unread.push({ step, losses })
    },
    /**
     * Whether a read is worth it by now, judging by how long steps took until they could be read: after so many steps
     * as take about `READ_EVERY_MS`, or when so much time has passed.
     */
    isDue: () => unread.length >= stepsOfRead || performance.now() - readAt > READ_EVERY_MS,
    async read(): Promise<StepLosses[]> {
      const taken = unread
      unread = []
      const stacked = tf.stack(taken.map(({ losses }) => losses)) // [steps, 3]
      tf.dispose(taken.map(({ losses }) => losses))
      const values = await stacked.data()
      stacked.dispose()
      const stepMs = (performance.now() - readAt) / taken.length
      readAt = performance.now()
      stepsOfRead = Math.max(1, Math.min(MOST_STEPS_OF_READ, Math.floor(READ_EVERY_MS / stepMs)))
      return taken.map(({ step }, index) => ({
        step,
        loss: values[3 * index] ?? Number.NaN,
        intentLoss: values[3 * index + 1] ?? Number.NaN,
        slotLoss: values[3 * index + 2] ?? Number.NaN,
      }))
    },
    dispose: () => tf.dispose(unread.map(({ losses }) => losses)),
  }
}

/**
 * Hands out checkpoints, one at a time: copied on the device at once, downloaded while training goes on. Weights,
 * Adam's moments and what is kept are of the same moment, between two epochs; each is copied before anything is
 * awaited.
 */
function createCheckpointSaver() {
  let saving: Promise<void> = Promise.resolve()
  return {
    /** Waits for the one before; rejects when that has failed. */
    async save(
      onCheckpoint: NonNullable<TrainOptions['onCheckpoint']>,
      state: Pick<TrainingCheckpoint, 'epoch' | 'step' | 'elapsedMs'> & {
        weights: Weights
        adam: Adam
        keeper: Keeper
      },
    ): Promise<void> {
      // A second copy beside the first would need twice the memory, and a slow disk would pile up more.
      await saving
      const { weights, adam, keeper, ...place } = state
      const copy = copyWeights(weights)
      saving = Promise.all([readWeights(copy), adam.exportState(), keeper.read()])
        .finally(() => tf.dispose(copy))
        .then(([weights, adam, kept]) => onCheckpoint({ ...place, weights, adam, ...kept }))
      // Who saves or ends next hears of a failure; until then it is no unhandled one.
      saving.catch(() => {})
    },
    end: () => saving,
  }
}

type Diverged = Extract<TrainingOutcome, { kind: 'diverged' }>

function diverged(step: number): Diverged {
  return {
    kind: 'diverged',
    step,
    remedy: 'The loss is no longer a number. Try a lower learning rate.',
  }
}

/** Adds up losses for the mean of an epoch. */
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
