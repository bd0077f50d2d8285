/**
 * The job behind the button: fine-tune a skill and report on it, train its rival from scratch when that
 * is wanted, and then the model that answers, which learns from everything.
 */
import { readsBy } from '@/model/find-words'
import type { Arm, FinalModel, JobResult, RunCheckpoint, TrainedArm, TrainJob } from './job'
import { type JobContext, prepare } from './job-tools'
import {
  labelsInOrder,
  learnedTextsOf,
  splitIds,
  splitSkill,
  usableUtterances,
} from './skill-split'
import { trainArm } from './train-arm'
import { trainFinalModel } from './train-final-model'

/** Runs a train job. */
export async function trainSkill(job: TrainJob, context: JobContext): Promise<JobResult<'train'>> {
  const { skill, settings } = job
  const utterances = usableUtterances(skill)
  const split = splitSkill(utterances, settings, job.known)
  const labels = labelsInOrder(skill, utterances)
  const pretrained = await prepare(job, context)
  // Weights mean something only beside the words that they were trained with.
  const resume = job.resume?.pretrainedId === pretrained.card.id ? job.resume : null
  if (job.resume && !resume) {
    context.emit({
      kind: 'notice',
      text: 'The pretrained model has changed since the training was interrupted, so it starts again.',
    })
  }
  const isForeign = typeof job.start === 'object' && !readsBy(job.start.vocabularyId, pretrained)
  if (isForeign) {
    context.emit({
      kind: 'notice',
      text: 'The earlier run was made from another pretrained model, so this one starts from the download.',
    })
  }
  const start = isForeign ? 'pretrained' : job.start
  const keep = (reached: Omit<RunCheckpoint, 'pretrainedId'>) =>
    context.emit({
      kind: 'checkpoint',
      checkpoint: { pretrainedId: pretrained.card.id, ...reached },
    })
  const train = (arm: Arm, start: TrainJob['start'], finished: TrainedArm | null) => {
    context.emit({ kind: 'stage', stage: finished ? 'rival' : 'report' })
    return trainArm(
      {
        start,
        skill,
        split,
        labels,
        settings,
        pretrained,
        onEvent: (event) => context.emit({ kind: 'training', arm, event }),
        resume: resume?.arm === arm && !resume.isFinal ? resume.training : null,
        onCheckpoint: (training) => keep({ arm, training, finished }),
      },
      context,
    )
  }
  const first: Arm = start === 'scratch' ? 'scratch' : 'pretrained'
  const model = resume?.finished ?? (await train(first, start, null))
  const hasRival = job.alsoFromScratch && first !== 'scratch' && !context.signal.aborted
  const scratch = resume?.scratch ?? (hasRival ? await train('scratch', 'scratch', model) : null)
  const isAllLearned = split.train.length === utterances.length
  let final: FinalModel | null = null
  if (job.learnsAll && !isAllLearned && !context.signal.aborted) {
    context.emit({ kind: 'stage', stage: 'final' })
    final = await trainFinalModel(
      {
        start,
        skill,
        labels,
        settings,
        pretrained,
        utterances,
        model: model.bundle,
        learned: split.train.length,
        onEvent: (event) => context.emit({ kind: 'training', arm: first, event }),
        resume: resume?.isFinal ? resume.training : null,
        onCheckpoint: (training) =>
          keep({ arm: first, training, finished: model, isFinal: true, scratch }),
      },
      context,
    )
  }
  const hasGoneOn = typeof start === 'object'
  return {
    kind: 'trained',
    model,
    scratch,
    final,
    split: splitIds(split),
    hasGoneOn,
    learnedTexts: learnedTextsOf(split.train, hasGoneOn ? (job.known?.learnedTexts ?? []) : []),
  }
}
