import type { Utterance } from '@/project/project'
import { hashText } from '@/project/random'
import { createTemplateGroups } from '@/project/template-group'

/** Where an earlier run had the utterances, by id, and what its weights have learned. */
export type KnownSides = {
  train: string[]
  validation: string[]
  test: string[]
  /** `learnedKey` of every text that its weights have learned, those that they started from included. */
  learnedTexts: number[]
}

type Placeable = Pick<Utterance, 'id' | 'text' | 'split' | 'templateId'>
type Side = 'train' | 'validation' | 'test'

/** What tells learned texts apart: capitals and outer spaces don't. */
export function learnedKey(text: string): number {
  return hashText(text.trim().toLowerCase())
}

/**
 * Puts utterances on the side where an earlier run had them, so that two runs can be compared, and so
 * that a run that goes on from the earlier weights is neither tested nor calibrated on what these have
 * learned. What shares its text or template with a known utterance goes with it. A person's own
 * choice counts first. `fresh` is what nobody knows yet.
 */
export function placeKnown<U extends Placeable>(
  utterances: readonly U[],
  known: KnownSides,
): Record<Side | 'fresh', U[]> {
  const sides = sidesById(known)
  const learned = new Set(known.learnedTexts)
  const groupOf = createTemplateGroups(utterances)
  const groups = new Map<string, Side>()
  for (const utterance of utterances) {
    const side = ownSide(utterance, sides)
    if (side) groups.set(groupOf(utterance), side)
  }
  const placed: Record<Side | 'fresh', U[]> = { train: [], validation: [], test: [], fresh: [] }
  for (const utterance of utterances) {
    const side =
      ownSide(utterance, sides) ??
      (utterance.split === 'auto' ? groups.get(groupOf(utterance)) : undefined) ??
      (learned.has(learnedKey(utterance.text)) ? 'train' : 'fresh')
    placed[side].push(utterance)
  }
  return placed
}

/** Utterances that somebody wants to test on although the earlier weights have learned them. */
export function leakedUtterances<U extends Placeable>(
  utterances: readonly U[],
  known: KnownSides,
): U[] {
  const ids = new Set(known.train)
  const texts = new Set(known.learnedTexts)
  return utterances.filter(
    ({ id, text, split }) => split === 'test' && (ids.has(id) || texts.has(learnedKey(text))),
  )
}

function sidesById({ train, validation, test }: KnownSides): Map<string, Side> {
  const entries = (side: Side, ids: readonly string[]) => ids.map((id) => [id, side] as const)
  return new Map([
    ...entries('train', train),
    ...entries('validation', validation),
    ...entries('test', test),
  ])
}

function ownSide({ id, split }: Placeable, sides: ReadonlyMap<string, Side>): Side | undefined {
  if (split === 'test') return 'test'
  const before = sides.get(id)
  return split === 'train' && before === 'test' ? 'train' : before
}
