/** The job behind the button: fine-tune a skill, and its rival from scratch when that is wanted. */
import type { Arm, JobResult, RunCheckpoint, TrainedArm, TrainJob } from './contract'
import { type JobContext, prepare } from './job-tools'
import { labelsInOrder, splitIds, splitSkill, usableUtterances } from './skill-split'
import { trainArm } from './train-arm'

/** Runs a train job. */
export async function trainSkill(job: TrainJob, context: JobContext): Promise<JobResult<'train'>> {
  const { skill, settings, resume } = job
  const utterances = usableUtterances(skill)
  const split = splitSkill(utterances, settings)
  const labels = labelsInOrder(skill, utterances)
  const pretrained = await prepare(job, context)
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
          const checkpoint: RunCheckpoint = { arm, training, finished }
          context.emit({ kind: 'checkpoint', checkpoint })
        },
      },
      context,
    )
  const first: Arm = job.start === 'scratch' ? 'scratch' : 'pretrained'
  const model = resume?.finished ?? (await train(first, job.start, null))
  const hasRival = job.alsoFromScratch && first !== 'scratch' && !context.signal.aborted
  const scratch = hasRival ? await train('scratch', 'scratch', model) : null
  return { kind: 'trained', model, scratch, split: splitIds(split) }
}
