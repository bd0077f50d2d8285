/** What a skill has to learn from, cut into sides, and what keeps it from being enough. */

import { type KnownSides, learnedKey, placeKnown } from '@/evaluation/known-sides'
import type { LabelSet } from '@/model/labels'
import { whyNotLearnable } from '@/project/learnable'
import type { SkillToLearn } from '@/project/skill-to-learn'
import { type LabelledUtterance, labelledUtterances } from '@/training/skill-examples'
import { type Split, splitUtterances } from '@/training/split'
import type { SplitIds, TrainingSettings } from './job'
import { JobFailure } from './job-failure'

/** The annotated utterances of a skill; throws a `JobFailure` when nothing can be learned from them. */
export function usableUtterances(skill: SkillToLearn): LabelledUtterance[] {
  const utterances = labelledUtterances(skill.utterances)
  const missing = whyNotLearnable(utterances)
  if (missing !== null) {
    throw new JobFailure({
      reason: 'too-little-data',
      message: 'There is too little to learn from.',
      remedy: missing,
    })
  }
  return utterances
}

/** Cuts utterances by the settings; those that an earlier run knows stay on its sides. */
export function splitSkill(
  utterances: readonly LabelledUtterance[],
  { seed, testShare, validationShare }: TrainingSettings,
  known?: KnownSides,
): Split<LabelledUtterance> {
  if (!known) return splitUtterances(utterances, { seed, testShare, validationShare })
  const placed = placeKnown(utterances, known)
  const fresh = splitUtterances(placed.fresh, { seed, testShare, validationShare })
  return {
    train: [...placed.train, ...fresh.train],
    validation: [...placed.validation, ...fresh.validation],
    test: [...placed.test, ...fresh.test],
  }
}

/** What weights have learned once they were trained on one side more. */
export function learnedTextsOf(
  train: readonly LabelledUtterance[],
  before: readonly number[],
): number[] {
  return [...new Set([...before, ...train.map(({ text }) => learnedKey(text))])]
}

/** The ids on each side. */
export function splitIds(split: Split<LabelledUtterance>): SplitIds {
  const ids = (side: LabelledUtterance[]) => side.map(({ id }) => id)
  return { train: ids(split.train), validation: ids(split.validation), test: ids(split.test) }
}

/** Labels in the order of the skill, those that occur nowhere left out. */
export function labelsInOrder(
  skill: SkillToLearn,
  utterances: readonly LabelledUtterance[],
): LabelSet {
  const intents = new Set(utterances.map(({ intent }) => intent))
  const slots = new Set(utterances.flatMap(({ spans }) => spans.map(({ slot }) => slot)))
  return {
    intents: [
      ...skill.intents.filter((intent) => intents.has(intent)),
      ...[...intents].filter((intent) => !skill.intents.includes(intent)),
    ],
    slots: [...slots].sort(),
  }
}
