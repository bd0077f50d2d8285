/**
 * The classical intent baseline: maximum entropy (multinomial logistic regression) on word and
 * character n-grams. Written here because no well-kept npm library does it: those at hand are
 * one-vs-rest on dense matrices without regularisation (ml-logistic-regression, natural).
 */
import { tokenize, tokenTexts } from '@/project/tokenizer'
import type { LabelledUtterance } from '@/training/skill-examples'
import { foldUtterances } from '@/training/split'

/** A text as places and values of its features, of unit length. */
type SparseRow = { places: Int32Array; values: Float64Array }

type Features = { placeOf: Map<string, number>; weights: Float64Array }

/** Inverse regularisation strengths that cross-validation chooses from, as scikit-learn's `C`. */
const STRENGTHS = [3, 10, 30, 100, 300] as const
const FOLDS = 4
const ITERATIONS = 150

/** Learns intents from utterances; the answer takes a text to its most probable intent. */
export function trainMaxEnt(
  utterances: readonly LabelledUtterance[],
  seed: number,
): (text: string) => string {
  const intents = [...new Set(utterances.map(({ intent }) => intent))]
  return fitClassifier(utterances, intents, chooseStrength(utterances, intents, seed))
}

/** The strength with the fewest errors in cross-validation; the stronger regularisation on a tie. */
function chooseStrength(
  utterances: readonly LabelledUtterance[],
  intents: readonly string[],
  seed: number,
): number {
  const folds = foldUtterances(utterances, FOLDS, seed)
  let best: number = STRENGTHS[0]
  let fewest = Number.POSITIVE_INFINITY
  for (const strength of STRENGTHS) {
    let errors = 0
    folds.forEach((fold, index) => {
      const rest = folds.flatMap((other, place) => (place === index ? [] : other))
      const predict = fitClassifier(rest, intents, strength)
      errors += fold.filter(({ text, intent }) => predict(text) !== intent).length
    })
    if (errors < fewest) {
      fewest = errors
      best = strength
    }
  }
  return best
}

function fitClassifier(
  utterances: readonly LabelledUtterance[],
  intents: readonly string[],
  strength: number,
): (text: string) => string {
  const grams = utterances.map(({ text }) => gramsOf(text))
  const features = indexFeatures(grams)
  const rows = grams.map((counts) => sparseRow(counts, features))
  const classes = utterances.map(({ intent }) => intents.indexOf(intent))
  const weights = descend(rows, classes, intents.length, features.placeOf.size, strength)
  return (text) => {
    const row = sparseRow(gramsOf(text), features)
    const scores = scoresOf(row, weights, intents.length)
    return intents[scores.indexOf(Math.max(...scores))] ?? ''
  }
}

/** Word 1- and 2-grams, and character 2- to 4-grams within words, with their counts. */
function gramsOf(text: string): Map<string, number> {
  const words = tokenTexts(text, tokenize(text)).map((word) => word.toLowerCase())
  const counts = new Map<string, number>()
  const add = (gram: string) => counts.set(gram, (counts.get(gram) ?? 0) + 1)
  const bounded = ['<', ...words, '>']
  bounded.forEach((word, index) => {
    if (index > 0 && index <= words.length) add(`w ${word}`)
    if (index > 0) add(`w ${bounded[index - 1]} ${word}`)
  })
  for (const word of words) {
    const padded = `<${word}>`
    for (let size = 2; size <= 4; size += 1) {
      for (let at = 0; at + size <= padded.length; at += 1) add(`c ${padded.slice(at, at + size)}`)
    }
  }
  return counts
}

/** Numbers the grams of the training texts and gives each its inverse document frequency. */
function indexFeatures(documents: readonly Map<string, number>[]): Features {
  const frequencies = new Map<string, number>()
  for (const grams of documents) {
    for (const gram of grams.keys()) frequencies.set(gram, (frequencies.get(gram) ?? 0) + 1)
  }
  const names = [...frequencies.keys()]
  return {
    placeOf: new Map(names.map((name, place) => [name, place])),
    weights: Float64Array.from(names, (name) => {
      return 1 + Math.log((1 + documents.length) / (1 + (frequencies.get(name) ?? 0)))
    }),
  }
}

/** Words and characters each make a vector of length 1/√2, so that neither drowns the other. */
function sparseRow(grams: Map<string, number>, { placeOf, weights }: Features): SparseRow {
  const norms = { w: 0, c: 0 }
  const entries: { place: number; value: number; kind: 'w' | 'c' }[] = []
  for (const [gram, count] of grams) {
    const place = placeOf.get(gram)
    if (place === undefined) continue
    const kind = gram.startsWith('w') ? 'w' : 'c'
    const value = (1 + Math.log(count)) * (weights[place] ?? 0)
    norms[kind] += value * value
    entries.push({ place, value, kind })
  }
  return {
    places: Int32Array.from(entries, ({ place }) => place),
    values: Float64Array.from(entries, ({ value, kind }) => value / Math.sqrt(2 * norms[kind])),
  }
}

/**
 * Accelerated gradient descent (Nesterov 1983) on mean cross-entropy + ‖W‖² / (2 · strength · rows).
 * The loss is strongly convex and, with rows of unit length and a bias, 1-smooth: the step is 1.
 *
 * @returns `[features + 1, classes]` row by row; the last row is the bias
 */
function descend(
  rows: readonly SparseRow[],
  classes: readonly number[],
  classCount: number,
  featureCount: number,
  strength: number,
): Float64Array {
  const size = (featureCount + 1) * classCount
  const decay = 1 / (strength * Math.max(1, rows.length))
  const momentum = (1 - Math.sqrt(decay)) / (1 + Math.sqrt(decay))
  let weights = new Float64Array(size)
  let ahead = new Float64Array(size)
  const step = 1 / (1 + decay)
  for (let iteration = 0; iteration < ITERATIONS; iteration += 1) {
    const gradient = ahead.map((weight) => decay * weight)
    rows.forEach((row, index) => {
      const shares = softmax(scoresOf(row, ahead, classCount))
      const label = classes[index] ?? -1
      for (let c = 0; c < classCount; c += 1) {
        const slope = ((shares[c] ?? 0) - (c === label ? 1 : 0)) / rows.length
        for (let entry = 0; entry < row.places.length; entry += 1) {
          gradient[(row.places[entry] ?? 0) * classCount + c]! += slope * (row.values[entry] ?? 0)
        }
        gradient[featureCount * classCount + c]! += slope
      }
    })
    const next = ahead.map((weight, place) => weight - step * (gradient[place] ?? 0))
    ahead = next.map((weight, place) => weight + momentum * (weight - (weights[place] ?? 0)))
    weights = next
  }
  return weights
}

function scoresOf(row: SparseRow, weights: Float64Array, classCount: number): number[] {
  const bias = weights.length - classCount
  const scores = Array.from({ length: classCount }, (_, c) => weights[bias + c] ?? 0)
  for (let entry = 0; entry < row.places.length; entry += 1) {
    const from = (row.places[entry] ?? 0) * classCount
    const value = row.values[entry] ?? 0
    for (let c = 0; c < classCount; c += 1) scores[c]! += value * (weights[from + c] ?? 0)
  }
  return scores
}

function softmax(scores: readonly number[]): number[] {
  const largest = Math.max(...scores)
  const powers = scores.map((score) => Math.exp(score - largest))
  const sum = powers.reduce((total, power) => total + power, 0)
  return powers.map((power) => power / sum)
}
