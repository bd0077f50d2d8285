/**
 * Remembers on the device which weights are to be handed over: the best epoch's, or the mean over the last epochs.
 *
 * An epoch ends before it is known how good it was: its validation is still under way while the next one learns. So
 * there are two calls. `endEpoch` takes a copy while the weights are that epoch's; `judge` comes with the loss, in the
 * order of epochs, and keeps the copy or frees it. On the device there are at most: the weights, the best ones or a
 * sum, and one copy for each epoch that is not judged yet.
 *
 *     keep        after each epoch                                   what restore puts back
 *     'best'      a copy, kept if its loss is the lowest so far      the best
 *     'average'   before the last share: as 'best'                   the mean; the best where it has not begun
 *                 from then on: sum += weights, count += 1
 *     'last'      nothing                                            nothing: the weights stay as they are
 */
import * as tf from '@tensorflow/tfjs-core'
import type { Weights } from '@/model/network'
import { copyWeights, readWeights, uploadWeights, type WeightValues } from '@/model/weight-values'
import type { TrainingConfig } from './training-config'

/** What a checkpoint holds of a keeper: `sums` are weights added up over `count` epochs. */
export type KeptWeights = {
  best: { epoch: number; loss: number; weights: WeightValues } | null
  average: { count: number; sums: WeightValues } | null
}

/** An epoch that has ended and whose loss is not known yet. */
export type EndedEpoch = { epoch: number; weights: Weights | null }

export type Keeper = {
  /** The best epoch so far; null before the first. */
  bestEpoch: () => number | null
  /** Takes what it needs of the weights as they are now. Each ended epoch must be judged. */
  endEpoch: (epoch: number) => EndedEpoch
  /** Whether it is the best epoch so far; epochs are judged in their order. */
  judge: (ended: EndedEpoch, loss: number) => boolean
  /** The state as it is now, copied at once and read in its own time. */
  read: () => Promise<KeptWeights>
  /** Puts what is kept into the weights; without anything, they stay as they are. */
  restore: () => void
  dispose: () => void
}

/** A keeper of weights that training changes in place; `resume` is from an earlier checkpoint. */
export function createKeeper(
  weights: Weights,
  config: Pick<TrainingConfig, 'keep' | 'averageOver' | 'epochs'>,
  resume?: KeptWeights,
): Keeper {
  let best = resume?.best ? { ...resume.best, weights: uploadWeights(resume.best.weights) } : null
  let average = resume?.average
    ? { count: resume.average.count, sums: uploadWeights(resume.average.sums) }
    : null
  let bestLoss = best ? { epoch: best.epoch, loss: best.loss } : null
  const open = new Set<EndedEpoch>()
  // Epochs behind this one count. The mean over the end of a run needs no validation set to choose by (Izmailov et al.
  // 2018, "Averaging Weights Leads to Wider Optima and Better Generalization").
  // `averageOver` 0.5 of 40 epochs: the epochs 21 … 40.
  const averageFrom = Math.floor(config.epochs * (1 - config.averageOver))

  function dropBest(): void {
    if (best) tf.dispose(best.weights)
    best = null
  }

  return {
    bestEpoch: () => bestLoss?.epoch ?? null,
    endEpoch(epoch) {
      if (config.keep === 'average' && epoch > averageFrom) {
        average = addToAverage(average, weights)
        return { epoch, weights: null }
      }
      // An average that has not begun yet can't be handed over when somebody stops: the best can.
      const isWorthKeeping = config.keep === 'best' || (config.keep === 'average' && !average)
      const ended = { epoch, weights: isWorthKeeping ? copyWeights(weights) : null }
      open.add(ended)
      return ended
    },
    judge(ended, loss) {
      const { epoch } = ended
      open.delete(ended)
      const isBest = !bestLoss || loss < bestLoss.loss
      // Which epoch was best is known even where its weights are not kept: patience and reports go by it.
      if (isBest) bestLoss = { epoch, loss }
      if (ended.weights && isBest) {
        dropBest()
        best = { epoch, loss, weights: ended.weights }
      } else if (ended.weights) tf.dispose(ended.weights)
      // One epoch's mean is that epoch: from the first on, whoever stops gets the mean.
      if (average) dropBest()
      return isBest
    },
    async read() {
      // Copies of both before the first wait; what is read below is theirs.
      const bestNow = best && { ...best, weights: copyWeights(best.weights) }
      const averageNow = average && { ...average, sums: copyWeights(average.sums) }
      const kept = {
        best: bestNow && { ...bestNow, weights: await readWeights(bestNow.weights) },
        average: averageNow && { ...averageNow, sums: await readWeights(averageNow.sums) },
      }
      if (bestNow) tf.dispose(bestNow.weights)
      if (averageNow) tf.dispose(averageNow.sums)
      return kept
    },
    restore() {
      // Tensors change hands: the weights' own are freed, and what was kept takes their place under the same names.
      const kept = average ? meanOf(average) : best && copyWeights(best.weights)
      if (!kept) return
      for (const [name, tensor] of Object.entries(kept)) {
        weights[name]?.dispose()
        weights[name] = tensor
      }
    },
    dispose() {
      dropBest()
      for (const ended of open) tf.dispose(ended.weights ?? [])
      open.clear()
      if (average) tf.dispose(average.sums)
      average = null
    },
  }
}

/** A running sum of weights, and of how many epochs. */
type Average = { count: number; sums: Weights }

function addToAverage(average: Average | null, weights: Weights): Average {
  if (!average) return { count: 1, sums: copyWeights(weights) }
  const sums: Weights = {}
  for (const [name, sum] of Object.entries(average.sums)) {
    sums[name] = tf.add(sum, weights[name]!)
    sum.dispose()
  }
  return { count: average.count + 1, sums }
}

function meanOf({ count, sums }: Average): Weights {
  return Object.fromEntries(
    Object.entries(sums).map(([name, sum]) => [name, tf.tidy(() => tf.div(sum, count))]),
  )
}
