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
/** The same for skills whose patterns stay together, which are small. */
const FEWEST_TESTED_APART = 10
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

/**
 * The sample of a skill, divided as the skill says. Skills whose patterns stay together give half of
 * their utterances at most; those that come divided give their whole training side, whatever `size`
 * says. Null when too little is left to test on.
 */
export function drawSample(skill: Skill, size: number, seed: number): Sample | null {
  if (skill.division === 'own') return divideAsGiven(skill, size, seed)
  return skill.division === 'patterns'
    ? sampleApart(skill, size, seed)
    : sampleSkill(skill, size, seed)
}

/** Draws whole patterns: what is tested is said in a way that was not learned. */
function sampleApart(skill: Skill, size: number, seed: number): Sample | null {
  const random = createRandom(`${skill.name}/${size}/${seed}/apart`)
  const room = Math.min(size, Math.floor(skill.utterances.length / 2))
  const shuffled = random.shuffled(skill.utterances)
  const patterns = random.shuffled([...groupBy(shuffled, patternOf).values()])
  const learned = new Set<LabelledUtterance[]>()
  const chosen = new Set<LabelledUtterance>()
  const counts = new Map<string, number>()
  for (const pattern of patterns) {
    for (const utterance of pattern) {
      const count = counts.get(utterance.intent) ?? 0
      if (count >= LEAST_PER_INTENT || chosen.size >= room) continue
      counts.set(utterance.intent, count + 1)
      chosen.add(utterance)
      learned.add(pattern)
    }
  }
  for (const pattern of patterns) {
    if (chosen.size >= room) break
    learned.add(pattern)
    for (const utterance of pattern) if (chosen.size < room) chosen.add(utterance)
  }
  const others = random.shuffled(patterns.filter((pattern) => !learned.has(pattern)).flat())
  if (others.length < FEWEST_TESTED_APART) return null
  const watched = Math.min(WATCHED_UTTERANCES, Math.floor(others.length * WATCHED_SHARE))
  const train = shuffled.filter((utterance) => chosen.has(utterance))
  const watch = others.slice(0, watched)
  const test = others.slice(watched, watched + TEST_UTTERANCES)
  return { skill: skill.name, size, seed, train, watch, test, print: printOf([train, watch, test]) }
}

/** The source's own two sides. They are small, so the loss is watched on what is tested. */
function divideAsGiven(skill: Skill, size: number, seed: number): Sample | null {
  const side = (split: 'train' | 'test') =>
    skill.utterances
      .filter((utterance) => utterance.split === split)
      .map((utterance): LabelledUtterance => ({ ...utterance, split: 'auto' }))
  const [train, test] = [side('train'), side('test')]
  if (train.length === 0 || test.length < FEWEST_TESTED_APART) return null
  const watch = test.slice(0, WATCHED_UTTERANCES)
  return { skill: skill.name, size, seed, train, watch, test, print: printOf([train, watch, test]) }
}

/** An utterance with its slot values taken out. */
function patternOf({ text, intent, spans }: LabelledUtterance): string {
  let pattern = `${intent}\n`
  let at = 0
  for (const { start, end, slot } of spans) {
    pattern += `${text.slice(at, start)}{${slot}}`
    at = end
  }
  return (pattern + text.slice(at)).toLowerCase()
}

function groupBy<T>(values: readonly T[], keyOf: (value: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const value of values) {
    const group = groups.get(keyOf(value))
    if (group) group.push(value)
    else groups.set(keyOf(value), [value])
  }
  return groups
}

function printOf(sets: readonly (readonly LabelledUtterance[])[]): string {
  const labels = sets.map((set) => set.map(({ text, intent, spans }) => [text, intent, spans]))
  return createHash('sha256').update(JSON.stringify(labels)).digest('hex').slice(0, 16)
}
