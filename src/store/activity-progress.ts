import type { Activity } from './training-store'

/** What is done, for a list of kinds. */
export const WORK_NAMES: Readonly<Record<Activity['work'], string>> = {
  train: 'Training',
  crossValidate: 'Cross-validation',
  learningCurve: 'Learning curve',
}

const STAGE_NAMES: Readonly<Record<Activity['stage'], string>> = {
  report: 'Fine-tuning',
  rival: 'Training from scratch',
  final: 'Training the model that answers, on all utterances',
}

/** What a running job does at the moment, in words. */
export function phaseOf({ phase, isPaused, isStopping, stage, progress, work }: Activity): string {
  if (isStopping) return 'Stopping'
  if (isPaused) return 'Paused'
  if (progress && phase !== 'downloading') return `${WORK_NAMES[work]}: ${progress.note}`
  switch (phase) {
    case 'starting':
      return 'Looking for the fastest way to calculate'
    case 'downloading':
      return 'Getting the pretrained model'
    case 'warmingUp':
      return 'Warming up'
    case 'training':
      return STAGE_NAMES[stage]
    case 'evaluating':
      return 'Asking it about the utterances that were kept back'
  }
}

/** How much of what it does now is done; null while nobody knows. */
export function shareOf({ phase, download, step, totalSteps, progress }: Activity): number | null {
  if (phase === 'downloading') return download ? download.loadedBytes / download.totalBytes : null
  const own = totalSteps > 0 ? Math.min(1, step / totalSteps) : null
  if (progress) return (progress.done + (own ?? 0)) / progress.total
  return phase === 'training' ? own : null
}

/** How much of the whole job is done: all its networks, folds or points; null while nobody knows. */
export function shareOfAll(activity: Activity): number | null {
  const { progress, stage, stages, phase } = activity
  const own = shareOf(activity)
  if (progress || phase === 'downloading') return own
  const done = Math.max(0, stages.indexOf(stage))
  return own === null && done === 0 ? null : (done + (own ?? 0)) / stages.length
}

/** Time until all of the job is done, as if what follows were as long; null while nobody knows. */
export function msLeft(activity: Activity): number | null {
  const { phase, progress, stage, stages, step, totalSteps, stepsPerSecond } = activity
  if ((phase !== 'training' && !progress) || !stepsPerSecond) return null
  const following = progress
    ? progress.total - progress.done - 1
    : stages.length - 1 - stages.indexOf(stage)
  const steps = totalSteps - step + Math.max(0, following) * totalSteps
  return (1000 * steps) / stepsPerSecond
}
