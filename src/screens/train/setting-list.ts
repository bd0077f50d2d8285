import type { Settings } from '@/store/training-store'

/** One setting as people meet it: what it does, why its default is what it is, and its limits. */
export type SettingSpec = {
  key: keyof Settings
  label: string
  reason: string
  min: number
  max: number
  step: number
  unit: 'count' | 'share' | 'rate'
}

/** All settings of a run, the ones that matter most first. */
export const SETTING_LIST: readonly SettingSpec[] = [
  {
    key: 'epochs',
    label: 'Epochs',
    reason:
      'How often each utterance is seen. The mean of the second half is kept, which is steadier than any one epoch.',
    min: 1,
    max: 300,
    step: 1,
    unit: 'count',
  },
  {
    key: 'batchSize',
    label: 'Batch size',
    reason: 'Utterances a step. Small batches suit small skills; larger ones suit a fast GPU.',
    min: 1,
    max: 256,
    step: 1,
    unit: 'count',
  },
  {
    key: 'learningRate',
    label: 'Learning rate',
    reason: 'The size of a step at its peak. Halve it if the loss jumps or stops being a number.',
    min: 0.00005,
    max: 0.05,
    step: 0.00005,
    unit: 'rate',
  },
  {
    key: 'trunkRate',
    label: 'Rate of the pretrained layers',
    reason:
      'Relative to the new output layers. 1 lets everything adapt; 0 freezes what was pretrained.',
    min: 0,
    max: 1,
    step: 0.05,
    unit: 'share',
  },
  {
    key: 'dropout',
    label: 'Dropout',
    reason: 'Share of the states hidden at each step, so that no single one is relied upon.',
    min: 0,
    max: 0.8,
    step: 0.05,
    unit: 'share',
  },
  {
    key: 'wordDropout',
    label: 'Word dropout',
    reason: 'Share of known words that are hidden, so that their spelling has to do.',
    min: 0,
    max: 0.5,
    step: 0.01,
    unit: 'share',
  },
  {
    key: 'slotSwap',
    label: 'Slot swapping',
    reason: 'How often slot values are exchanged for others of the skill: new sentences for free.',
    min: 0,
    max: 1,
    step: 0.05,
    unit: 'share',
  },
  {
    key: 'slotWeight',
    label: 'Weight of slots',
    reason: 'Against intents, in the loss that is made smaller. Raise it if slots matter more.',
    min: 0,
    max: 5,
    step: 0.1,
    unit: 'count',
  },
  {
    key: 'patience',
    label: 'Patience',
    reason: 'Epochs without a better validation loss before it stops by itself; 0 never does.',
    min: 0,
    max: 100,
    step: 1,
    unit: 'count',
  },
  {
    key: 'testShare',
    label: 'Kept for the report',
    reason: 'Share of the utterances that is never learned from, so that the figures are honest.',
    min: 0.05,
    max: 0.5,
    step: 0.05,
    unit: 'share',
  },
  {
    key: 'validationShare',
    label: 'Kept for calibration',
    reason: 'Share of the rest that draws the validation curve and calibrates confidences.',
    min: 0,
    max: 0.5,
    step: 0.05,
    unit: 'share',
  },
  {
    key: 'seed',
    label: 'Seed',
    reason:
      'Of every random choice. The same seed and data give the same run; another draws new sides.',
    min: 0,
    max: 99999,
    step: 1,
    unit: 'count',
  },
]
