import { hashText } from '@/project/random'
import { type Finding, type IndexedUtterance, placesOf, type Rule } from './finding'
import { perGroup } from './lint-index'
import { listNames } from './same-text'

/** Shorter patterns differ by a word all the time: `yes please`, `no please`. */
const SHORTEST = 4
const LONGEST = 25
const MOST_FINDINGS = 100

/** Patterns of two intents that differ in at most one word. */
export const nearDuplicates: Rule = {
  id: 'near-duplicates',
  label: 'Nearly the same text in two intents',
  why: 'Where one word decides between two intents, the network needs many examples of that word.',
  check: (index) => {
    const findings: Omit<Finding, 'ruleId' | 'why' | 'id'>[] = []
    const firstOf = new Map<number, IndexedUtterance>()
    const seen = new Set<string>()
    for (const group of index.byIntent.values()) {
      for (const { entry, signatures } of signedPatterns(group)) {
        for (const signature of signatures) {
          const first = firstOf.get(signature)
          if (!first) {
            firstOf.set(signature, entry)
            continue
          }
          if (first.intent === entry.intent || first.facts.textKey === entry.facts.textKey) continue
          const key = `${first.utterance.id}\n${entry.utterance.id}`
          if (seen.has(key) || !isNear(first.facts.pattern, entry.facts.pattern)) continue
          seen.add(key)
          findings.push({
            severity: 'warning',
            message: `“${first.utterance.text}” (${first.intent}) and “${entry.utterance.text}” (${entry.intent}) are nearly the same; check ${listNames([first.intent, entry.intent])}.`,
            places: placesOf([first, entry], { intent: entry.intent }),
          })
          if (findings.length >= MOST_FINDINGS) return findings
        }
      }
    }
    return findings
  },
}

/**
 * For each distinct pattern a hash of all its words and one without each of them: two patterns that
 * differ in one word share one. The hash is a sum over words, so leaving one out is a subtraction.
 */
const signedPatterns = perGroup((group) => {
  const patterns = new Map<string, { entry: IndexedUtterance; signatures: number[] }>()
  for (const entry of group) {
    const { pattern, patternKey } = entry.facts
    if (pattern.length < SHORTEST || pattern.length > LONGEST || patterns.has(patternKey)) continue
    patterns.set(patternKey, { entry, signatures: signaturesOf(entry) })
  }
  return [...patterns.values()]
})

const knownSignatures = new WeakMap<IndexedUtterance, number[]>()

function signaturesOf(entry: IndexedUtterance): number[] {
  const known = knownSignatures.get(entry)
  if (known) return known
  const { pattern } = entry.facts
  const hashes = pattern.map((word) => Math.imul(hashText(word), 0x9e3779b1))
  const whole = hashes.reduce((sum, hash) => (sum + hash) | 0, 0)
  const signatures = [whole]
  for (const [place, hash] of hashes.entries()) {
    // A pattern that differs in its slot alone is another matter.
    if (!pattern[place]?.startsWith('{')) signatures.push((whole - hash) | 0)
  }
  knownSignatures.set(entry, signatures)
  return signatures
}

/** Whether one word changed, added or left out makes one pattern the other. */
function isNear(one: readonly string[], other: readonly string[]): boolean {
  if (Math.abs(one.length - other.length) > 1) return false
  let head = 0
  while (head < one.length && head < other.length && one[head] === other[head]) head += 1
  let tail = 0
  while (
    tail < Math.min(one.length, other.length) - head &&
    one[one.length - 1 - tail] === other[other.length - 1 - tail]
  ) {
    tail += 1
  }
  return Math.max(one.length, other.length) - head - tail <= 1
}
