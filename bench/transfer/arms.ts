/** What is compared: each arm learns from a sample and answers its test set, clean and perturbed. */
import { scoreFrames } from '@/evaluation/frame-scores'
import type { Pretrained } from '@/model/pretrained'
import type { LabelledUtterance } from '@/training/skill-examples'
import type { TrainingConfig } from '@/training/training-config'
import { trainMaxEnt } from './maxent'
import { neuralConfig, trainNeural } from './neural-arm'
import { loadNlpjs, trainNlpjs } from './nlpjs'
import { trainPerceptron } from './perceptron'
import { perturbUtterances } from './perturb'
import type { Sample } from './sampling'
import type { LossPoint, TrainedArm } from './trained-arm'

export const ARMS = ['scratch', 'pretrained', 'classical', 'nlpjs'] as const
export type Arm = (typeof ARMS)[number]

/** The bench's four figures; those that an arm does not give (NLP.js has no slots) are null. */
export type Scores = {
  intentAccuracy: number
  slotF1: number | null
  frameAccuracy: number | null
  semanticErrorRate: number | null
}

export type ArmResult = {
  scores: Scores
  /** On the same test set with misspellings, other casing and other digits. */
  perturbed: Scores
  /** Validation losses of a neural arm, an entry an epoch; empty for the others. */
  curve: LossPoint[]
  /** Learning only, without answering the tests. */
  seconds: number
}

export type ArmContext = {
  pretrained: () => Promise<Pretrained>
  /** For both neural arms. */
  config: Partial<TrainingConfig>
  /** For the pretrained arm, over `config`. */
  pretrainedConfig: Partial<TrainingConfig>
  cacheFolder: string
}

/** How an arm is set up, as plain data: part of what a stored result is known by. */
export function settingsOf(
  arm: Arm,
  context: ArmContext,
  sample: Pick<Sample, 'seed' | 'size'>,
): TrainingConfig | null {
  if (arm === 'scratch') return neuralConfig('scratch', context.config, sample)
  if (arm === 'pretrained') {
    const override = { ...context.config, ...context.pretrainedConfig }
    return neuralConfig('pretrained', override, sample)
  }
  return null
}

/** Roughly how long an arm takes on a sample, in any unit: for the progress bar. */
export function costOf(arm: Arm, sample: Sample): number {
  return arm === 'scratch' || arm === 'pretrained' ? 20 * sample.size : sample.size
}

/** Trains and tests one arm on one sample. Fails by throwing: a baseline that is not there, a divergence. */
export async function runArm(
  arm: Arm,
  sample: Sample,
  context: ArmContext,
  onProgress: (share: number) => void,
): Promise<ArmResult> {
  // What has to be loaded first is no part of the time that learning takes.
  const train = await prepare(arm, sample, context, onProgress)
  const startedAt = performance.now()
  const trained = await train()
  const seconds = (performance.now() - startedAt) / 1000
  try {
    return {
      scores: await score(trained, sample.test),
      perturbed: await score(trained, perturbUtterances(sample.test, sample.seed)),
      curve: trained.curve,
      seconds,
    }
  } finally {
    trained.dispose()
  }
}

async function prepare(
  arm: Arm,
  sample: Sample,
  context: ArmContext,
  onProgress: (share: number) => void,
): Promise<() => Promise<TrainedArm>> {
  const { train, seed } = sample
  if (arm === 'classical') {
    return async () => {
      const intentOf = trainMaxEnt(train, seed)
      const spansOf = trainPerceptron(train, seed)
      return {
        answer: async (texts) =>
          texts.map((text) => ({ intent: intentOf(text), spans: spansOf(text) })),
        curve: [],
        dispose: () => {},
      }
    }
  }
  if (arm === 'nlpjs') {
    const nlpjs = await loadNlpjs(context.cacheFolder)
    return async () => {
      const intentOf = await trainNlpjs(nlpjs, train)
      return {
        answer: async (texts) => {
          const answers = []
          for (const text of texts) answers.push({ intent: await intentOf(text), spans: null })
          return answers
        },
        curve: [],
        dispose: () => {},
      }
    }
  }
  const pretrained = await context.pretrained()
  const config = settingsOf(arm, context, sample)!
  return () => trainNeural({ sample, pretrained, start: arm, config, onProgress })
}

/** What an arm makes of a test set. */
export async function score(arm: TrainedArm, test: readonly LabelledUtterance[]): Promise<Scores> {
  const answers = await arm.answer(test.map(({ text }) => text))
  const knowsSlots = answers.every(({ spans }) => spans !== null)
  const scores = scoreFrames(
    test.map((utterance, index) => ({
      goldIntent: utterance.intent,
      goldSpans: utterance.spans,
      predictedIntent: answers[index]?.intent ?? '',
      predictedSpans: answers[index]?.spans ?? [],
    })),
  )
  return {
    intentAccuracy: scores.intentAccuracy,
    slotF1: knowsSlots ? scores.slotF1 : null,
    frameAccuracy: knowsSlots ? scores.frameAccuracy : null,
    semanticErrorRate: knowsSlots ? scores.semanticErrorRate : null,
  }
}
