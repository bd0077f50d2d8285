/** Trains once for each fold, so that every utterance is tested by a network that has not seen it. */
import { calibrateFolds, type FoldAnswers } from '@/evaluation/calibration'
import { OUT_OF_SCOPE_PROBES } from '@/evaluation/out-of-scope-probes'
import { foldUtterances } from '@/training/split'
import type { CrossValidateJob, JobResult } from './job'
import { type JobContext, prepare } from './job-tools'
import { labelsInOrder, usableUtterances } from './skill-split'
import { answersOf, reportOn, trainBundle } from './train-arm'

/** Runs a cross-validation; when it is stopped, the folds that are done make the report. */
export async function crossValidate(
  job: CrossValidateJob,
  context: JobContext,
): Promise<JobResult<'crossValidate'>> {
  const { skill, settings } = job
  const utterances = usableUtterances(skill)
  const labels = labelsInOrder(skill, utterances)
  const pretrained = await prepare(job, context)
  const folds = foldUtterances(utterances, job.folds, settings.seed)
  const answers: FoldAnswers[] = []
  for (const [index, test] of folds.entries()) {
    if (context.signal.aborted || test.length === 0) continue
    context.emit({
      kind: 'progress',
      done: index,
      total: folds.length,
      note: `Fold ${index + 1} of ${folds.length}`,
    })
    const train = folds.filter((_, other) => other !== index).flat()
    // No utterance is spent on picking an epoch: the rest of the settings stay as they are.
    const split = { train, validation: [], test }
    const { bundle, outcome } = await trainBundle(
      {
        start: 'pretrained',
        skill,
        split,
        labels,
        settings,
        pretrained,
        onEvent: (event) => context.emit({ kind: 'training', arm: 'pretrained', event }),
      },
      context,
    )
    if (outcome.kind === 'stopped') break
    const fold = await answersOf(bundle, split, pretrained)
    answers.push({
      judged: fold.test,
      // Each stranger meets one network, dealt out like the utterances.
      probes: fold.probes.filter(
        ({ text }) => OUT_OF_SCOPE_PROBES.indexOf(text) % folds.length === index,
      ),
    })
  }
  const done = answers.length
  if (done === 0) {
    return {
      kind: 'failed',
      reason: 'stopped',
      message: 'Cross-validation was stopped before its first fold was done.',
      remedy: 'Start it again when there is time for at least one fold.',
    }
  }
  const { judged, probes, temperature } = calibrateFolds(answers)
  return {
    kind: 'crossValidated',
    report: reportOn({
      answers: { test: judged, validation: [], learned: [], probes },
      split: { train: utterances, validation: [] },
      skill,
      settings,
      temperature,
      method: 'crossValidation',
    }),
    folds: done,
    isWhole: done === folds.filter((fold) => fold.length > 0).length,
  }
}
