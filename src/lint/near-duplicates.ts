import { type IndexedUtterance, placesOf, type Rule } from './finding'
import { listNames } from './same-text'

/** Shorter patterns differ by a word all the time: `yes please`, `no please`. */
const SHORTEST = 4
const MOST_FINDINGS = 100

const signaturesOf = new WeakMap<object, readonly string[]>()

/** Patterns of two intents that differ in at most one word. */
export const nearDuplicates: Rule = {
  id: 'near-duplicates',
  label: 'Nearly the same text in two intents',
  why: 'Where one word decides between two intents, the network needs many examples of that word.',
  check: (index) => {
    // One utterance stands for each pattern: templates make hundreds that are alike.
    const patterns = new Map<string, IndexedUtterance>()
    for (const entry of index.labelled) {
      if (entry.facts.pattern.length < SHORTEST) continue
      const key = `${entry.intent}\n${entry.facts.patternKey}`
      if (!patterns.has(key)) patterns.set(key, entry)
    }
    const buckets = new Map<string, IndexedUtterance[]>()
    for (const entry of patterns.values()) {
      for (const signature of signatures(entry)) {
        const bucket = buckets.get(signature)
        if (bucket) bucket.push(entry)
        else buckets.set(signature, [entry])
      }
    }
    const findings = []
    const seen = new Set<string>()
    for (const bucket of buckets.values()) {
      if (bucket.length < 2) continue
      const first = bucket[0]!
      for (const other of bucket) {
        if (other.intent === first.intent || other.facts.textKey === first.facts.textKey) continue
        const key = [first.utterance.id, other.utterance.id].sort().join('\n')
        if (seen.has(key)) continue
        seen.add(key)
        if (findings.length >= MOST_FINDINGS) return findings
        findings.push({
          severity: 'warning' as const,
          message: `“${first.utterance.text}” (${first.intent}) and “${other.utterance.text}” (${other.intent}) are nearly the same; check ${listNames([first.intent, other.intent])}.`,
          places: placesOf([first, other], { intent: other.intent }),
        })
      }
    }
    return findings
  },
}

/** The pattern itself and the pattern without each of its words: two that share one differ by a word. */
function signatures(entry: IndexedUtterance): readonly string[] {
  const known = signaturesOf.get(entry)
  if (known) return known
  const { pattern, patternKey } = entry.facts
  const result = [patternKey]
  if (pattern.length <= 25) {
    for (let left = 0; left < pattern.length; left += 1) {
      // A pattern that differs in its slot alone is another matter.
      if (pattern[left]?.startsWith('{')) continue
      result.push(pattern.filter((_, place) => place !== left).join(' '))
    }
  }
  signaturesOf.set(entry, result)
  return result
}
