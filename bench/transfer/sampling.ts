/** What an arm may learn from and what it is tested on: drawn by a seed, the same for every arm. */
import { createHash } from 'node:crypto'
import { createRandom } from '@/project/random'
import type { LabelledUtterance } from '@/training/skill-examples'
import type { Skill } from './skills'

export type Sample = {
  skill: string
  size: number
  seed: number
  train: LabelledUtterance[]
  test: LabelledUtterance[]
  /** Of all texts and labels in it: the same sample, the same print. */
  print: string
}

/** Largest test set. */
const TEST_UTTERANCES = 400
/** With fewer others to test on, a score says too little. */
const FEWEST_TESTED = 50
/** Every intent that has them gets so many training utterances, whatever the draw. */
const LEAST_PER_INTENT = 2

/**
 * Draws `size` training utterances, at least two of each intent, and up to 400 others as a test set.
 * Null when the skill is too small for that.
 */
export function sampleSkill(skill: Skill, size: number, seed: number): Sample | null {
  if (skill.utterances.length < size + FEWEST_TESTED) return null
  const shuffled = createRandom(`${skill.name}/${size}/${seed}`).shuffled(skill.utterances)
  const counts = new Map<string, number>()
  const chosen = new Set<LabelledUtterance>()
  for (const utterance of shuffled) {
    const count = counts.get(utterance.intent) ?? 0
    if (count >= LEAST_PER_INTENT || chosen.size >= size) continue
    counts.set(utterance.intent, count + 1)
    chosen.add(utterance)
  }
  for (const utterance of shuffled) {
    if (chosen.size >= size) break
    chosen.add(utterance)
  }
  const train = shuffled.filter((utterance) => chosen.has(utterance))
  const test = shuffled.filter((utterance) => !chosen.has(utterance)).slice(0, TEST_UTTERANCES)
  return { skill: skill.name, size, seed, train, test, print: printOf([train, test]) }
}

function printOf(sets: readonly (readonly LabelledUtterance[])[]): string {
  const labels = sets.map((set) => set.map(({ text, intent, spans }) => [text, intent, spans]))
  return createHash('sha256').update(JSON.stringify(labels)).digest('hex').slice(0, 16)
}
