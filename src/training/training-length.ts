/** How long a network fine-tunes: the more utterances, the fewer times it has to see each, and the longer its steps may be. */
import { FINE_TUNING, type TrainingConfig } from './training-config'

/** Up to so many utterances, the numbers are those of `FINE_TUNING`. */
const SMALL = 100
/** From here on, nothing changes any more: with 300 utterances, 14 epochs at twice the rate gave what 40 had given. */
const LARGE = { utterances: 300, epochs: 14, learningRate: 4e-3 }

/** Epochs and peak rate of fine-tuning from the download, in between on a straight line of logarithms. */
export function trainingLength(
  utterances: number,
): Pick<TrainingConfig, 'epochs' | 'learningRate'> {
  const place = Math.log(utterances / SMALL) / Math.log(LARGE.utterances / SMALL)
  const share = Math.min(1, Math.max(0, place))
  const between = (small: number, large: number) => small * (large / small) ** share
  return {
    epochs: Math.round(between(FINE_TUNING.epochs, LARGE.epochs)),
    learningRate: Number(between(FINE_TUNING.learningRate, LARGE.learningRate).toPrecision(2)),
  }
}
