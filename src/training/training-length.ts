/** How long a network fine-tunes: the more utterances, the fewer times it has to see each, and the longer its steps may be. */
import { FINE_TUNING, type TrainingConfig } from './training-config'

/** Up to so many utterances, the numbers are those of `FINE_TUNING`. */
const SMALL = 100
/**
 * From here on, nothing changes any more. Measured on 17 skills with 300 utterances, at twice the rate: 28 epochs
 * give what 40 give (frames +.3 ± .4 points), 14 lose slots (−.4 ± .4), the more so on skills of some 400.
 */
const LARGE = { utterances: 300, epochs: 28, learningRate: 4e-3 }

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
