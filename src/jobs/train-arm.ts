/** One network, trained and put to the test: the piece that all training jobs are made of. */

import { fitTemperature } from '@/evaluation/calibration'
import { OUT_OF_SCOPE_PROBES } from '@/evaluation/out-of-scope-probes'
import type { JudgedUtterance } from '@/evaluation/prediction'
import { createReport, judge, type Report } from '@/evaluation/report'
import type { LabelSet } from '@/model/labels'
import type { ModelBundle } from '@/model/model-bundle'
import type { Pretrained } from '@/model/pretrained'
import type { SkillToLearn } from '@/project/skill-to-learn'
import { createPredictor, type Predictor } from '@/runtime/predictor'
import { fineTune } from '@/training/fine-tune'
import type { LabelledUtterance } from '@/training/skill-examples'
import type { Split } from '@/training/split'
import type { TrainingCheckpoint } from '@/training/train'
import type { TrainingConfig } from '@/training/training-config'
import type { TrainingEvent, TrainingOutcome } from '@/training/training-event'
import { yieldToHost } from '@/training/yield-to-host'
import { type Arm, BY_SIZE, type TrainedArm, type TrainingSettings } from './job'
import { JobFailure } from './job-failure'
import type { JobContext } from './job-tools'

export type ArmOptions = {
  start: Arm | ModelBundle
  skill: SkillToLearn
  split: Split<LabelledUtterance>
  labels: LabelSet
  settings: TrainingSettings
  pretrained: Pretrained
  /** Hears every training event; by default nobody does. */
  onEvent?: (event: TrainingEvent) => void
  resume?: TrainingCheckpoint | null
  onCheckpoint?: (checkpoint: TrainingCheckpoint) => void
}

/** Checkpoints are this far apart: losing a few seconds is no loss, copying weights costs time. */
const CHECKPOINT_EVERY_MS = 4_000

/** Trains a network and reports on the split's test side. Throws a `JobFailure` when it diverges. */
export async function trainArm(options: ArmOptions, context: JobContext): Promise<TrainedArm> {
  const { bundle, outcome } = await trainBundle(options, context)
  context.emit({ kind: 'phase', phase: 'evaluating' })
  const { split, skill, settings, pretrained } = options
  const predictor = await createPredictor(bundle, pretrained.vocabulary)
  let temperature = 1
  try {
    temperature = fitTemperature(
      (await judgeAll(predictor, split.validation)).map(({ intent, prediction }) => ({
        intent,
        intents: prediction.intents,
      })),
    )
  } finally {
    predictor.dispose()
  }
  const calibrated: ModelBundle = {
    ...bundle,
    temperature,
    outOfScope: skill.outOfScopeIntents,
  }
  const answers = await answersOf(calibrated, split, pretrained)
  const report = reportOn({ answers, split, skill, settings, temperature, method: 'heldOut' })
  return { outcome, bundle: { ...calibrated, threshold: report.outOfScope.threshold }, report }
}

/** Trains a network without judging it. */
export async function trainBundle(
  options: ArmOptions,
  context: JobContext,
): Promise<{ bundle: ModelBundle; outcome: TrainedArm['outcome'] }> {
  const { start, split, labels, settings, pretrained, resume, onCheckpoint } = options
  context.emit({ kind: 'phase', phase: 'warmingUp' })
  let savedAt = performance.now()
  const steps = fineTune({
    train: split.train,
    validation: split.validation,
    pretrained,
    start,
    labels,
    slotValues: options.skill.slotValues,
    ...(options.skill.locale === undefined ? {} : { locale: options.skill.locale }),
    ...(options.skill.declaredSlots ? { declared: options.skill.declaredSlots } : {}),
    config: configOf(settings),
    signal: context.signal,
    ...(resume ? { resume } : {}),
    ...(onCheckpoint
      ? {
          isCheckpointDue: () => performance.now() - savedAt >= CHECKPOINT_EVERY_MS,
          onCheckpoint: async (checkpoint: TrainingCheckpoint) => {
            savedAt = performance.now()
            onCheckpoint(checkpoint)
          },
        }
      : {}),
  })
  let isWarm = false
  for (;;) {
    const next = await steps.next()
    if (next.done) return finish(next.value.bundle, next.value.outcome)
    if (!isWarm && next.value.kind === 'step') {
      isWarm = true
      context.emit({ kind: 'phase', phase: 'training' })
    }
    options.onEvent?.(withoutPauses(next.value, context.pausedMs()))
    // Without this hop a loop whose awaits are all microtasks never sees `stop`.
    await yieldToHost()
    await context.whilePaused()
  }
}

/** What a model says of both held-out sides, of what it learned, and of strangers. */
export type Answers = {
  test: JudgedUtterance[]
  validation: JudgedUtterance[]
  learned: JudgedUtterance[]
  probes: JudgedUtterance['prediction'][]
}

/** Asks a model about everything that a report needs. */
export async function answersOf(
  bundle: ModelBundle,
  split: Split<LabelledUtterance>,
  pretrained: Pretrained,
): Promise<Answers> {
  const predictor = await createPredictor(bundle, pretrained.vocabulary)
  try {
    const known = new Set(split.train.map(({ text }) => text.toLowerCase()))
    return {
      test: await judgeAll(predictor, split.test),
      validation: await judgeAll(predictor, split.validation),
      learned: await judgeAll(predictor, split.train),
      probes: predictor.predict(
        OUT_OF_SCOPE_PROBES.filter((text) => !known.has(text.toLowerCase())),
      ),
    }
  } finally {
    predictor.dispose()
  }
}

/** Makes a report of answers. */
export function reportOn(options: {
  answers: Answers
  split: Pick<Split<LabelledUtterance>, 'train' | 'validation'>
  skill: SkillToLearn
  settings: TrainingSettings
  temperature: number
  method: Report['method']
}): Report {
  const { answers, split, skill, settings, temperature, method } = options
  return createReport({
    method,
    judged: answers.test,
    learned: split.train,
    learnedJudged: answers.learned,
    validation: answers.validation,
    probes: answers.probes,
    fromPatterns: new Set(
      skill.utterances.filter(({ templateId }) => templateId !== null).map(({ id }) => id),
    ),
    intents: skill.intents,
    outOfScopeIntents: skill.outOfScopeIntents,
    temperature,
    seed: settings.seed,
  })
}

/** Predicts and puts labels and predictions side by side. */
export async function judgeAll(
  predictor: Predictor,
  utterances: readonly LabelledUtterance[],
): Promise<JudgedUtterance[]> {
  const predictions = predictor.predict(utterances.map(({ text }) => text))
  return utterances.map((utterance, index) => judge(utterance, predictions[index]!))
}

function configOf({
  dropout,
  epochs,
  learningRate,
  testShare: _,
  validationShare: __,
  ...rest
}: TrainingSettings): Partial<TrainingConfig> {
  return {
    ...rest,
    ...(epochs === BY_SIZE ? {} : { epochs }),
    ...(learningRate === BY_SIZE ? {} : { learningRate }),
    dropout: { input: Math.min(0.1, dropout), shared: dropout, task: dropout },
  }
}

function finish(
  bundle: ModelBundle | null,
  outcome: TrainingOutcome,
): { bundle: ModelBundle; outcome: TrainedArm['outcome'] } {
  if (outcome.kind === 'diverged' || !bundle) {
    throw new JobFailure({
      reason: 'diverged',
      message:
        outcome.kind === 'diverged'
          ? `The loss stopped being a number at step ${outcome.step}.`
          : 'Training ended without a model.',
      remedy: outcome.kind === 'diverged' ? outcome.remedy : 'Try again with the default settings.',
    })
  }
  return { bundle, outcome }
}

function withoutPauses(event: TrainingEvent, pausedMs: number): TrainingEvent {
  return event.kind === 'started' ? event : { ...event, elapsedMs: event.elapsedMs - pausedMs }
}
