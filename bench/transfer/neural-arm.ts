/** The two arms that are the network itself: the same recipe from the download, and from nothing. */
import type { Pretrained } from '@/model/pretrained'
import { createPredictor } from '@/runtime/predictor'
import { fineTune } from '@/training/fine-tune'
import { splitUtterances } from '@/training/split'
import { FINE_TUNING, FROM_SCRATCH, type TrainingConfig } from '@/training/training-config'
import { trainingLength } from '@/training/training-length'
import type { Sample } from './sampling'
import type { LossPoint, TrainedArm } from './trained-arm'

/** Share of the training utterances that picks the best epoch, the same ones for both arms. */
const VALIDATION_SHARE = 0.2

/** An epoch of 100 utterances has 7 steps, one of 300 has 19: early on, the loss is watched more closely. */
const watchAfter = (step: number) => step <= 60 && step % 3 === 0

/** The numbers that a neural arm trains with on so many utterances. */
export function neuralConfig(
  start: 'pretrained' | 'scratch',
  override: Partial<TrainingConfig>,
  { seed, size }: Pick<Sample, 'seed' | 'size'>,
): TrainingConfig {
  const base = start === 'pretrained' ? { ...FINE_TUNING, ...trainingLength(size) } : FROM_SCRATCH
  return { ...base, ...override, seed }
}

/** Trains on a sample, as the app would. Throws when training diverged. */
export async function trainNeural(options: {
  sample: Sample
  pretrained: Pretrained
  start: 'pretrained' | 'scratch'
  config: TrainingConfig
  /** As in `FineTuneOptions`. */
  locale?: string
  onProgress: (share: number) => void
}): Promise<TrainedArm> {
  const { sample, pretrained, start, config, locale } = options
  // A recipe that picks an epoch must pay for it with utterances of its own; one that averages
  // learns from all, and the watched ones only say how fast.
  const { train, validation } =
    config.keep === 'best'
      ? splitUtterances(sample.train, {
          seed: sample.seed,
          testShare: 0,
          validationShare: VALIDATION_SHARE,
        })
      : { train: sample.train, validation: sample.watch }
  const curve: LossPoint[] = []
  const steps = fineTune({
    ...{ train, validation, pretrained, start, config, watchAfter },
    ...(locale === undefined ? {} : { locale }),
  })
  for (;;) {
    const next = await steps.next()
    if (next.done) {
      const { bundle, outcome } = next.value
      if (!bundle) {
        throw new Error(outcome.kind === 'diverged' ? outcome.remedy : 'training gave no model')
      }
      const predictor = await createPredictor(bundle, pretrained.vocabulary)
      return {
        answer: async (texts) =>
          predictor.predict(texts).map(({ intents, spans }) => ({
            intent: intents[0]?.intent ?? '',
            spans,
          })),
        curve,
        dispose: predictor.dispose,
      }
    }
    const event = next.value
    if (event.kind !== 'epoch' && event.kind !== 'watch') continue
    if (event.kind === 'epoch') options.onProgress(Math.min(1, event.epoch / config.epochs))
    if (event.validation) {
      const { intentLoss, slotLoss } = event.validation
      const seconds = event.elapsedMs / 1000
      curve.push({ step: event.step, loss: intentLoss + slotLoss, seconds })
    }
  }
}

/** The point of a curve with the lowest loss, the earlier on a tie. */
export function bestPoint(curve: readonly LossPoint[]): LossPoint | null {
  return curve.reduce<LossPoint | null>(
    (best, point) => (!best || point.loss < best.loss ? point : best),
    null,
  )
}

/** The first point of `curve` that is at least as good as the best of the scratch arm; null if none is. */
export function reachesScratchBest(
  curve: readonly LossPoint[],
  scratchCurve: readonly LossPoint[],
): LossPoint | null {
  const target = bestPoint(scratchCurve)
  return target ? (curve.find(({ loss }) => loss <= target.loss) ?? null) : null
}
