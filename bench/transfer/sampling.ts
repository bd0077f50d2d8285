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
  /** Others on which the loss is watched while a network trains; no arm learns from them or chooses by them. */
  watch: LabelledUtterance[]
  test: LabelledUtterance[]
  /** Of all texts and labels in it: the same sample, the same print. */
  print: string
}

/** Largest test set. */
const TEST_UTTERANCES = 400
/** Largest watched set, and its largest share of what is not trained on. */
const WATCHED_UTTERANCES = 100
const WATCHED_SHARE = 0.25
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
  const others = shuffled.filter((utterance) => !chosen.has(utterance))
  const watched = Math.min(
    WATCHED_UTTERANCES,
    Math.floor(others.length * WATCHED_SHARE),
    others.length - FEWEST_TESTED,
  )
  const watch = others.slice(0, watched)
  const test = others.slice(watched, watched + TEST_UTTERANCES)
  return { skill: skill.name, size, seed, train, watch, test, print: printOf([train, watch, test]) }
}

function printOf(sets: readonly (readonly LabelledUtterance[])[]): string {
  const labels = sets.map((set) => set.map(({ text, intent, spans }) => [text, intent, spans]))
  return createHash('sha256').update(JSON.stringify(labels)).digest('hex').slice(0, 16)
}
