/**
 * The classical slot baseline: an averaged structured perceptron (Collins 2002) over BIO tags, with
 * the usual features of words, affixes, shapes and their neighbours. Written here because the one
 * CRF on npm (crfsuite) needs a native build that it downloads.
 */
import { spansToTags, tagsToSpans } from '@/model/bio'
import { argMax } from '@/model/decoding'
import { isTransitionAllowed, tagCount } from '@/model/labels'
import type { Span } from '@/project/project'
import { createRandom } from '@/project/random'
import { tokenize, tokenTexts } from '@/project/tokenizer'
import { type LabelledUtterance, labelsOf } from '@/training/skill-examples'

const EPOCHS = 20

/** Learns slots from utterances; the answer takes a text to its spans. */
export function trainPerceptron(
  utterances: readonly LabelledUtterance[],
  seed: number,
): (text: string) => Span[] {
  const labels = labelsOf(utterances)
  const tags = tagCount(labels)
  const scorer = createScorer(tags)
  const examples = utterances.map(({ text, spans }) => {
    const tokens = tokenize(text)
    return {
      features: featuresOf(tokenTexts(text, tokens)),
      gold: spansToTags(tokens, spans, labels),
    }
  })
  for (let epoch = 0; epoch < EPOCHS; epoch += 1) {
    for (const { features, gold } of createRandom(`${seed}/${epoch}`).shuffled(examples)) {
      const guess = decode(features, tags, scorer)
      scorer.count()
      if (guess.every((tag, index) => tag === gold[index])) continue
      for (let index = 0; index < gold.length; index += 1) {
        const [right, wrong] = [gold[index] ?? 0, guess[index] ?? 0]
        const [rightBefore, wrongBefore] = [gold[index - 1] ?? tags, guess[index - 1] ?? tags]
        if (right !== wrong) {
          for (const feature of features[index] ?? []) {
            scorer.add(feature, right, 1)
            scorer.add(feature, wrong, -1)
          }
        }
        if (right !== wrong || rightBefore !== wrongBefore) {
          scorer.add(`previous ${rightBefore}`, right, 1)
          scorer.add(`previous ${wrongBefore}`, wrong, -1)
        }
      }
    }
  }
  scorer.average()
  return (text) => {
    const tokens = tokenize(text)
    const answer = decode(featuresOf(tokenTexts(text, tokens)), tags, scorer)
    return tagsToSpans(tokens, answer, labels)
  }
}

type Scorer = ReturnType<typeof createScorer>

/** Weights by feature, one a tag, with the running sums that their average needs. */
function createScorer(tags: number) {
  const rows = new Map<string, { weights: Float64Array; sums: Float64Array; at: Float64Array }>()
  let updates = 0
  return {
    /** Counts one example, whether it changes the weights or not. */
    count(): void {
      updates += 1
    },
    add(feature: string, tag: number, amount: number): void {
      let row = rows.get(feature)
      if (!row) {
        row = {
          weights: new Float64Array(tags),
          sums: new Float64Array(tags),
          at: new Float64Array(tags),
        }
        rows.set(feature, row)
      }
      row.sums[tag]! += (updates - (row.at[tag] ?? 0)) * (row.weights[tag] ?? 0)
      row.at[tag] = updates
      row.weights[tag]! += amount
    },
    weightsOf: (feature: string): Float64Array | undefined => rows.get(feature)?.weights,
    /** Replaces each weight by its mean over all examples seen. */
    average(): void {
      for (const { weights, sums, at } of rows.values()) {
        for (let tag = 0; tag < tags; tag += 1) {
          const sum = (sums[tag] ?? 0) + (updates - (at[tag] ?? 0)) * (weights[tag] ?? 0)
          weights[tag] = sum / Math.max(1, updates)
        }
      }
    },
  }
}

/** The best tag sequence that obeys the BIO rule (Viterbi). */
function decode(features: readonly (readonly string[])[], tags: number, scorer: Scorer): number[] {
  const nothing = new Float64Array(tags)
  const transitions = Array.from(
    { length: tags + 1 },
    (_, before) => scorer.weightsOf(`previous ${before}`) ?? nothing,
  )
  let scores = new Float64Array(tags)
  const backs: Int32Array[] = []
  features.forEach((names, index) => {
    const next = new Float64Array(tags)
    const back = new Int32Array(tags)
    if (index === 0) {
      for (let tag = 0; tag < tags; tag += 1) {
        const start = transitions[tags]?.[tag] ?? 0
        next[tag] = isTransitionAllowed(-1, tag) ? start : Number.NEGATIVE_INFINITY
      }
    } else {
      next.fill(Number.NEGATIVE_INFINITY)
      for (let before = 0; before < tags; before += 1) {
        const soFar = scores[before] ?? 0
        const row = transitions[before] ?? nothing
        for (let tag = 0; tag < tags; tag += 1) {
          const score = soFar + (row[tag] ?? 0)
          if (score > (next[tag] ?? 0) && isTransitionAllowed(before, tag)) {
            next[tag] = score
            back[tag] = before
          }
        }
      }
    }
    for (const name of names) {
      const weights = scorer.weightsOf(name)
      if (!weights) continue
      for (let tag = 0; tag < tags; tag += 1) next[tag]! += weights[tag] ?? 0
    }
    scores = next
    backs.push(back)
  })
  const result: number[] = []
  let tag = argMax(scores)
  for (let index = features.length - 1; index >= 0; index -= 1) {
    result[index] = tag
    tag = backs[index]?.[tag] ?? 0
  }
  return result
}

/** What each token looks like, and what stands around it. */
function featuresOf(words: readonly string[]): string[][] {
  const lower = words.map((word) => word.toLowerCase())
  const at = (index: number) => lower[index] ?? (index < 0 ? '<' : '>')
  return words.map((word, index) => {
    const here = at(index)
    const features = [
      'bias',
      `w ${here}`,
      `w-1 ${at(index - 1)}`,
      `w-2 ${at(index - 2)}`,
      `w+1 ${at(index + 1)}`,
      `w+2 ${at(index + 2)}`,
      `w-2,-1 ${at(index - 2)} ${at(index - 1)}`,
      `w-1,0 ${at(index - 1)} ${here}`,
      `w0,+1 ${here} ${at(index + 1)}`,
      `w+1,+2 ${at(index + 1)} ${at(index + 2)}`,
      `shape ${shapeOf(word)}`,
      `shape-1 ${shapeOf(words[index - 1] ?? '')}`,
      `shape+1 ${shapeOf(words[index + 1] ?? '')}`,
      `place ${index === 0 ? 'first' : index === words.length - 1 ? 'last' : 'middle'}`,
    ]
    for (let size = 1; size <= 4 && size < here.length; size += 1) {
      features.push(`prefix ${here.slice(0, size)}`, `suffix ${here.slice(-size)}`)
    }
    return features
  })
}

/** `Xx`, `d:dd`…: kinds of characters, runs shortened to two. */
function shapeOf(word: string): string {
  return word
    .replace(/\p{Lu}/gu, 'X')
    .replace(/\p{Ll}/gu, 'x')
    .replace(/\p{N}/gu, 'd')
    .replace(/(.)\1{2,}/gu, '$1$1')
}
