/** Readings of a sentence template: all where they are few, else a seeded sample; never enumerated. */
import { createRandom } from '@/project/random'
import type { SentencePart } from './sentence-grammar'

/** A piece of a reading: words, or a place that a list fills. */
export type ReadingPiece = { text: string } | { list: string; slot: string }

export type Rules = ReadonlyMap<string, SentencePart>

/** What stands in the way of reading a template: a rule that is missing, or calls itself. */
export type RuleProblem = { kind: 'missing' | 'cyclic' | 'deep'; rule: string }

/** Groups within rules within groups: deeper than this is no grammar that a person wrote. */
const DEEPEST = 300

/** A reading that takes more steps is no utterance; rules that double each other get there. */
const MOST_STEPS = 5000

/** The first rule that a template needs and cannot have; null where all is well. */
export function findRuleProblem(sentence: SentencePart, rules: Rules): RuleProblem | null {
  const heights = new Map<string, number>()
  const above: string[] = []
  const measure = (part: SentencePart, depth: number): number | RuleProblem => {
    if (depth > DEEPEST) return { kind: 'deep', rule: above[0] ?? '' }
    if (part.kind === 'rule') {
      const known = heights.get(part.rule)
      if (known !== undefined) {
        return depth + known > DEEPEST ? { kind: 'deep', rule: part.rule } : known
      }
      if (above.includes(part.rule)) return { kind: 'cyclic', rule: part.rule }
      const body = rules.get(part.rule)
      if (!body) return { kind: 'missing', rule: part.rule }
      above.push(part.rule)
      const height = measure(body, depth + 1)
      above.pop()
      if (typeof height !== 'number') return height
      heights.set(part.rule, height + 1)
      return height + 1
    }
    let highest = 0
    for (const child of childrenOf(part)) {
      const height = measure(child, depth + 1)
      if (typeof height !== 'number') return height
      highest = Math.max(highest, height + 1)
    }
    return highest
  }
  const outcome = measure(sentence, 0)
  return typeof outcome === 'number' ? null : outcome
}

/** How many readings a template has, lists counted once; Infinity beyond all bounds. */
export function countReadings(sentence: SentencePart, rules: Rules): number {
  const known = new Map<string, number>()
  const count = (part: SentencePart): number => {
    switch (part.kind) {
      case 'text':
      case 'list':
        return 1
      case 'sequence':
        return part.parts.reduce((product, one) => product * count(one), 1)
      case 'choice':
        return part.options.reduce((sum, one) => sum + count(one), 0)
      case 'permutation':
        return part.members.reduce((product, one, index) => product * count(one) * (index + 1), 1)
      case 'rule': {
        const counted = known.get(part.rule)
        if (counted !== undefined) return counted
        const body = rules.get(part.rule)
        const total = body ? count(body) : 0
        known.set(part.rule, total)
        return total
      }
    }
  }
  return count(sentence)
}

/**
 * At most `limit` different readings, for work that does not grow with their number. Each choice
 * goes through all its options before it takes one again, so that few readings show many of them.
 */
export function sampleReadings(
  sentence: SentencePart,
  rules: Rules,
  options: { limit: number; seed: number | string },
): ReadingPiece[][] {
  const found = new Map<string, ReadingPiece[]>()
  const isSmall = countReadings(sentence, rules) <= options.limit
  const chooser = isSmall ? createOdometer() : createDecks(options.seed)
  for (let attempt = 0; attempt < options.limit * 4 && found.size < options.limit; attempt += 1) {
    const pieces: ReadingPiece[] = []
    const walk = { rules, choose: chooser.choose, pieces, stepsLeft: MOST_STEPS }
    if (!drawReading(sentence, walk)) break
    const tidy = tidyPieces(pieces)
    const key = JSON.stringify(tidy)
    if (tidy.length > 0 && !found.has(key)) found.set(key, tidy)
    if (!chooser.next()) break
  }
  return [...found.values()]
}

type Choose = (part: SentencePart, count: number) => number

/** Visits every combination of choices once, as an odometer counts. */
function createOdometer(): { choose: Choose; next: () => boolean } {
  const digits: { value: number; count: number }[] = []
  let place = 0
  return {
    choose: (_, count) => {
      const digit = digits[place] ?? { value: 0, count }
      digits[place] = digit
      place += 1
      return digit.value
    },
    next: () => {
      place = 0
      for (let last = digits.at(-1); last; last = digits.at(-1)) {
        if (last.value + 1 < last.count) {
          last.value += 1
          return true
        }
        digits.pop()
      }
      return false
    },
  }
}

/** Deals the options of each choice like cards, shuffled anew when all were dealt. */
function createDecks(seed: number | string): { choose: Choose; next: () => boolean } {
  const random = createRandom(`sentences/${seed}`)
  const decks = new Map<SentencePart, number[]>()
  return {
    choose: (part, count) => {
      if (part.kind !== 'choice') return random.integer(count)
      const left = decks.get(part)
      const card = left?.pop()
      if (card !== undefined) return card
      const fresh = random.shuffled(part.options.map((_, index) => index))
      decks.set(part, fresh)
      return fresh.pop() ?? 0
    },
    next: () => true,
  }
}

type Walk = { rules: Rules; choose: Choose; pieces: ReadingPiece[]; stepsLeft: number }

/** Appends one reading; false where it grows beyond any utterance. */
function drawReading(part: SentencePart, walk: Walk): boolean {
  walk.stepsLeft -= 1
  if (walk.stepsLeft < 0) return false
  switch (part.kind) {
    case 'text':
      walk.pieces.push({ text: part.text })
      return true
    case 'list':
      walk.pieces.push({ list: part.list, slot: part.slot })
      return true
    case 'sequence':
      return part.parts.every((one) => drawReading(one, walk))
    case 'choice': {
      const option = part.options[walk.choose(part, part.options.length)]
      return !option || drawReading(option, walk)
    }
    case 'permutation': {
      const left = [...part.members]
      const own: ReadingPiece[] = []
      while (left.length > 0) {
        const [member] = left.splice(walk.choose(part, left.length), 1)
        const inner = { ...walk, pieces: own }
        if (member && !drawReading(member, inner)) return false
        walk.stepsLeft = inner.stepsLeft
        own.push({ text: ' ' })
      }
      walk.pieces.push(...tidyPieces(own))
      return true
    }
    case 'rule': {
      const body = walk.rules.get(part.rule)
      return !body || drawReading(body, walk)
    }
  }
}

/** One text between two lists, single spaces, none at the ends. */
function tidyPieces(pieces: readonly ReadingPiece[]): ReadingPiece[] {
  const joined: ReadingPiece[] = []
  for (const piece of pieces) {
    const last = joined[joined.length - 1]
    if ('text' in piece && last && 'text' in last) {
      joined[joined.length - 1] = { text: last.text + piece.text }
    } else joined.push(piece)
  }
  return joined.flatMap((piece, index): ReadingPiece[] => {
    if (!('text' in piece)) return [piece]
    let text = piece.text.replace(/\s+/gu, ' ')
    if (index === 0) text = text.trimStart()
    if (index === joined.length - 1) text = text.trimEnd()
    return text === '' ? [] : [{ text }]
  })
}

function childrenOf(part: SentencePart): readonly SentencePart[] {
  switch (part.kind) {
    case 'sequence':
      return part.parts
    case 'choice':
      return part.options
    case 'permutation':
      return part.members
    default:
      return []
  }
}
