import { tokenize, tokenTexts } from '@/project/tokenizer'

/** An utterance that reads like another. */
export type Neighbour = {
  utteranceId: string
  text: string
  intent: string | null
  /** Cosine of the two texts, 0 to 1. */
  similarity: number
}

/** Finds the utterances that read most like a text, most alike first. */
export type NeighbourIndex = {
  nearest: (text: string, options?: { count?: number; exceptId?: string }) => Neighbour[]
}

type Indexed = { id: string; text: string; intent: string | null }

/**
 * An index of utterances by their words and word pairs, weighted by how rare they are (tf–idf with
 * smoothed idf, cosine). Plain and fast: a skill has thousands of utterances, not millions.
 */
export function createNeighbourIndex(utterances: readonly Indexed[]): NeighbourIndex {
  const documents = utterances.map(({ text }) => termsOf(text))
  const frequency = new Map<string, number>()
  for (const terms of documents) {
    for (const term of terms.keys()) frequency.set(term, (frequency.get(term) ?? 0) + 1)
  }
  const weightOf = (term: string) =>
    1 + Math.log((1 + utterances.length) / (1 + (frequency.get(term) ?? 0)))
  const postings = new Map<string, { place: number; weight: number }[]>()
  documents.forEach((terms, place) => {
    for (const [term, weight] of normalised(terms, weightOf)) {
      const list = postings.get(term)
      if (list) list.push({ place, weight })
      else postings.set(term, [{ place, weight }])
    }
  })
  return {
    nearest(text, { count = 3, exceptId } = {}) {
      const similarity = new Float64Array(utterances.length)
      for (const [term, weight] of normalised(termsOf(text), weightOf)) {
        for (const posting of postings.get(term) ?? []) {
          similarity[posting.place]! += weight * posting.weight
        }
      }
      return utterances
        .map((utterance, place) => ({
          utteranceId: utterance.id,
          text: utterance.text,
          intent: utterance.intent,
          similarity: Math.min(1, similarity[place] ?? 0),
        }))
        .filter((one) => one.similarity > 0 && one.utteranceId !== exceptId)
        .sort((a, b) => b.similarity - a.similarity)
        .slice(0, count)
    },
  }
}

function termsOf(text: string): Map<string, number> {
  const words = tokenTexts(text, tokenize(text)).map((word) => word.toLowerCase())
  const terms = new Map<string, number>()
  const add = (term: string) => terms.set(term, (terms.get(term) ?? 0) + 1)
  words.forEach((word, index) => {
    add(word)
    if (index > 0) add(`${words[index - 1]} ${word}`)
  })
  return terms
}

function normalised(
  terms: ReadonlyMap<string, number>,
  weightOf: (term: string) => number,
): [string, number][] {
  const weighted = [...terms].map(
    ([term, count]) => [term, count * weightOf(term)] as [string, number],
  )
  const length = Math.sqrt(weighted.reduce((sum, [, weight]) => sum + weight * weight, 0)) || 1
  return weighted.map(([term, weight]) => [term, weight / length])
}
