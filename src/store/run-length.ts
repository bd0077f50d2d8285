import {
  type Arm,
  BY_SIZE,
  learnedShareOf,
  resolveSettings,
  type TrainingSettings,
} from '@/jobs/job'
import type { InterruptedRun } from '@/records/checkpoint'
import type { RunRecord } from '@/records/run'

/** Epochs and rate of a training on so many utterances. */
export function lengthOf(
  settings: TrainingSettings,
  utterances: number,
  arm: Arm = 'pretrained',
): Pick<TrainingSettings, 'epochs' | 'learningRate'> {
  const { epochs, learningRate } = resolveSettings(settings, utterances, arm)
  return { epochs, learningRate }
}

/** The same of the report's model, for a skill of so many utterances. */
export function reportLengthOf(settings: TrainingSettings, utterances: number) {
  return lengthOf(settings, learnedShareOf(settings, utterances))
}

/** The settings that a run's report rests on, with what the number of utterances has decided. */
export function settingsOfRun({ settings, split, utterances }: RunRecord): TrainingSettings {
  return resolveSettings(settings, split?.train.length ?? utterances)
}

/** How many epochs the training that was interrupted was to have. */
export function epochsOfInterrupted({ checkpoint, settings, skill }: InterruptedRun): number {
  const all = skill.utterances.filter(({ intent }) => intent !== null).length
  const utterances = checkpoint.isFinal ? all : learnedShareOf(settings, all)
  return lengthOf(settings, utterances, checkpoint.arm).epochs
}

/** Whether the number of utterances decides this setting. */
export function isBySize(key: keyof TrainingSettings, value: number): boolean {
  return (key === 'epochs' || key === 'learningRate') && value === BY_SIZE
}

/** A setting in words: what is chosen by the number of utterances has no number of its own. */
export function sayValue(key: keyof TrainingSettings, value: number): string {
  return isBySize(key, value) ? 'by size' : String(value)
}
