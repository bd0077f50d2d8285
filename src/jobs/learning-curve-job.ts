/** Trains on growing shares of the data and tests on the same utterances: is more data worth it? */
import { scoreFrames } from '@/evaluation/frame-scores'
import { scoreIntents } from '@/evaluation/intent-scores'
import type { LearningCurvePoint } from '@/evaluation/learning-curve'
import type { JudgedUtterance } from '@/evaluation/prediction'
import { frameOf } from '@/evaluation/report'
import { createRandom } from '@/project/random'
import { createPredictor } from '@/runtime/predictor'
import type { LabelledUtterance } from '@/training/skill-examples'
import type { Arm, JobResult, LearningCurveJob } from './job'
import { type JobContext, prepare } from './job-tools'
import { labelsInOrder, splitSkill, usableUtterances } from './skill-split'
import { judgeAll, trainBundle } from './train-arm'

/** Runs a learning-curve job; when it is stopped, the points that are done remain. */
export async function drawLearningCurve(
  job: LearningCurveJob,
  context: JobContext,
): Promise<JobResult<'learningCurve'>> {
  const { skill, settings } = job
  const utterances = usableUtterances(skill)
  const labels = labelsInOrder(skill, utterances)
  const pretrained = await prepare(job, context)
  const split = splitSkill(utterances, settings, job.known)
  const arms: Arm[] = job.alsoFromScratch ? ['pretrained', 'scratch'] : ['pretrained']
  const points: Record<Arm, LearningCurvePoint[]> = { pretrained: [], scratch: [] }
  const total = arms.length * job.shares.length
  let done = 0
  for (const share of job.shares) {
    for (const arm of arms) {
      if (context.signal.aborted) continue
      const note = `${Math.round(100 * share)}% of the data${arm === 'scratch' ? ', from scratch' : ''}`
      context.emit({ kind: 'progress', done, total, note })
      const train = takeShare(split.train, share, settings.seed)
      const { bundle, outcome } = await trainBundle(
        { start: arm, skill, split: { ...split, train }, labels, settings, pretrained },
        context,
      )
      if (outcome.kind === 'stopped') continue
      const predictor = await createPredictor(bundle, pretrained.vocabulary)
      try {
        const judged = await judgeAll(predictor, split.test)
        const point = pointOf(judged, train, share)
        points[arm].push(point)
        context.emit({ kind: 'curvePoint', arm, point })
      } finally {
        predictor.dispose()
      }
      done += 1
    }
  }
  return {
    kind: 'curveDrawn',
    points: points.pretrained,
    scratchPoints: points.scratch,
    isWhole: done === total,
  }
}

/** The first utterances of each intent in a seeded order: a larger share holds the smaller ones. */
function takeShare(
  utterances: readonly LabelledUtterance[],
  share: number,
  seed: number,
): LabelledUtterance[] {
  const shuffled = createRandom(`${seed}/learning-curve`).shuffled(utterances)
  const intents = new Set(utterances.map(({ intent }) => intent))
  return [...intents].flatMap((intent) => {
    const own = shuffled.filter((utterance) => utterance.intent === intent)
    return own.slice(0, Math.max(1, Math.round(share * own.length)))
  })
}

function pointOf(
  judged: readonly JudgedUtterance[],
  train: readonly LabelledUtterance[],
  share: number,
): LearningCurvePoint {
  const { intentAccuracy, slotF1, frameAccuracy, semanticErrorRate } = scoreFrames(
    judged.map(frameOf),
  )
  const rows = scoreIntents(
    judged.map((one) => ({
      utteranceId: one.utteranceId,
      gold: one.intent,
      predicted: one.prediction.intents[0]?.intent ?? '',
    })),
    [],
  )
  return {
    share,
    utterances: train.length,
    tested: judged.length,
    scores: { intentAccuracy, slotF1, frameAccuracy, semanticErrorRate },
    intents: rows
      .filter(({ gold }) => gold > 0)
      .map(({ intent, f1 }) => ({
        intent,
        utterances: train.filter((utterance) => utterance.intent === intent).length,
        f1,
      })),
  }
}
