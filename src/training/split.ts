/**
 * Which utterances are learned from and which are kept back.
 *
 *     all ─┬─ chosen for the test by hand ───────────────────────────────▶ test
 *          ├─ free ─ a share of each intent, in whole groups ────────────▶ test
 *          └─ the rest, with those chosen for training ─┬─ a share ──────▶ validation
 *                                                       └────────────────▶ train
 *
 * A group are utterances of one template or one text (project/template-group.ts).
 */
import type { Utterance } from '@/project/project'
import { createRandom } from '@/project/random'
import { createTemplateGroups } from '@/project/template-group'

export type Split<T> = { train: T[]; validation: T[]; test: T[] }

export type SplitOptions = {
  seed: number
  /** Share of the `auto` utterances that is kept for the report. */
  testShare: number
  /** Share of what remains that picks the best epoch. */
  validationShare: number
}

/**
 * Splits annotated utterances, intent by intent, by a seed. An utterance's own choice of `train` or
 * `test` counts first. Utterances of one template, and utterances of one text, stay on one side:
 * else the score flatters.
 */
export function splitUtterances<
  T extends Pick<Utterance, 'id' | 'text' | 'intent' | 'split' | 'templateId'>,
>(utterances: readonly T[], options: SplitOptions): Split<T> {
  const groupOf = createTemplateGroups(utterances)
  const fixedTest = utterances.filter((utterance) => utterance.split === 'test')
  const fixedTrain = utterances.filter((utterance) => utterance.split === 'train')
  const free = utterances.filter((utterance) => utterance.split === 'auto')
  const first = takeShare(free, options.testShare, { seed: `${options.seed}/test`, groupOf })
  const rest = [...fixedTrain, ...first.kept]
  const second = takeShare(rest, options.validationShare, {
    seed: `${options.seed}/validation`,
    groupOf,
  })
  return { train: second.kept, validation: second.taken, test: [...fixedTest, ...first.taken] }
}

/**
 * Folds for cross-validation: every utterance is tested once. Groups stay together. Each intent's groups are dealt out
 * in turn, beginning at a fold that is drawn, so that small intents do not all end up in the first ones.
 */
export function foldUtterances<T extends Pick<Utterance, 'id' | 'text' | 'intent' | 'templateId'>>(
  utterances: readonly T[],
  folds: number,
  seed: number,
): T[][] {
  const result: T[][] = Array.from({ length: folds }, () => [])
  const random = createRandom(`${seed}/folds`)
  const groupOf = createTemplateGroups(utterances)
  for (const intent of groupBy(utterances, (utterance) => utterance.intent ?? '').values()) {
    const offset = random.integer(folds)
    random.shuffled([...groupBy(intent, groupOf).values()]).forEach((group, index) => {
      result[(index + offset) % folds]?.push(...group)
    })
  }
  return result
}

function takeShare<T extends Pick<Utterance, 'id' | 'text' | 'intent' | 'templateId'>>(
  utterances: readonly T[],
  share: number,
  { seed, groupOf }: { seed: string; groupOf: (utterance: T) => string },
): { kept: T[]; taken: T[] } {
  const random = createRandom(seed)
  const kept: T[] = []
  const taken: T[] = []
  if (share <= 0) return { kept: [...utterances], taken }
  // What rounding withheld from one intent is owed to the next, so that the total is right. A group is taken when at
  // least half of it is owed, and what it has too much is taken off what the next intent owes.
  let owed = 0
  for (const intent of groupBy(utterances, (utterance) => utterance.intent ?? '').values()) {
    const groups = random.shuffled([...groupBy(intent, groupOf).values()])
    owed += intent.length * share
    // The last group of an intent is never taken: an intent must be learned to be tested.
    for (const [index, group] of groups.entries()) {
      const isLast = index === groups.length - 1
      if (!isLast && owed >= group.length / 2) {
        taken.push(...group)
        owed -= group.length
      } else {
        kept.push(...group)
      }
    }
  }
  return { kept, taken }
}

function groupBy<T>(members: readonly T[], keyOf: (member: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const member of members) {
    const key = keyOf(member)
    const group = groups.get(key)
    if (group) group.push(member)
    else groups.set(key, [member])
  }
  return groups
}
