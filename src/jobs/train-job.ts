/** The job behind the button: fine-tune a skill, and its rival from scratch when that is wanted. */
import type { Arm, JobResult, RunCheckpoint, TrainedArm, TrainJob } from './job'
import { type JobContext, prepare } from './job-tools'
import {
  labelsInOrder,
  learnedTextsOf,
  splitIds,
  splitSkill,
  usableUtterances,
} from './skill-split'
import { trainArm } from './train-arm'

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
  const isForeign = typeof job.start === 'object' && job.start.vocabularyId !== pretrained.card.id
  if (isForeign) {
    context.emit({
      kind: 'notice',
      text: 'The earlier run was made from another pretrained model, so this one starts from the download.',
    })
  }
  const start = isForeign ? 'pretrained' : job.start
  const train = (arm: Arm, start: TrainJob['start'], finished: TrainedArm | null) =>
    trainArm(
      {
        start,
        skill,
        split,
        labels,
        settings,
        pretrained,
        onEvent: (event) => context.emit({ kind: 'training', arm, event }),
        resume: resume?.arm === arm ? resume.training : null,
        onCheckpoint: (training) => {
          const checkpoint: RunCheckpoint = {
            pretrainedId: pretrained.card.id,
            arm,
            training,
            finished,
          }
          context.emit({ kind: 'checkpoint', checkpoint })
        },
      },
      context,
    )
  const first: Arm = start === 'scratch' ? 'scratch' : 'pretrained'
  const model = resume?.finished ?? (await train(first, start, null))
  const hasRival = job.alsoFromScratch && first !== 'scratch' && !context.signal.aborted
  const scratch = hasRival ? await train('scratch', 'scratch', model) : null
  const hasGoneOn = typeof start === 'object'
  return {
    kind: 'trained',
    model,
    scratch,
    split: splitIds(split),
    hasGoneOn,
    learnedTexts: learnedTextsOf(split.train, hasGoneOn ? (job.known?.learnedTexts ?? []) : []),
  }
}
