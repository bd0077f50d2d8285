/**
 * The classical intent baseline: maximum entropy (multinomial logistic regression) on word and
 * character n-grams. Written here because no well-kept npm library does it: those at hand are
 * one-vs-rest on dense matrices without regularisation (ml-logistic-regression, natural).
 *
 * There are far fewer utterances than n-grams, so the weights are kept as a sum of training rows, and
 * training only needs the products of rows with each other.
 */
import { argMax } from '@/model/decoding'
import { tokenize, tokenTexts } from '@/project/tokenizer'
import type { LabelledUtterance } from '@/training/skill-examples'
import { foldUtterances } from '@/training/split'

/** A text as places and values of its features, of unit length. */
type SparseRow = { places: Int32Array; values: Float64Array }

type Features = { placeOf: Map<string, number>; weights: Float64Array }

/** What training needs: the products of all rows with each other, `[rows, rows]`, and their classes. */
type Problem = { products: Float64Array; rows: number; classes: Int32Array; classCount: number }

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
  const grams = utterances.map(({ text }) => gramsOf(text))
  const features = indexFeatures(grams)
  const rows = grams.map((counts) => sparseRow(counts, features))
  const problem: Problem = {
    products: productsOf(rows, features.placeOf.size),
    rows: rows.length,
    classes: Int32Array.from(utterances, ({ intent }) => intents.indexOf(intent)),
    classCount: intents.length,
  }
  const folds = foldUtterances(utterances, FOLDS, seed).map((fold) =>
    fold.map((utterance) => utterances.indexOf(utterance)),
  )
  const everything = utterances.map((_, index) => index)
  const shares = solve(problem, everything, chooseStrength(problem, folds))
  return (text) => {
    const scores = new Float64Array(intents.length)
    const row = sparseRow(gramsOf(text), features)
    const dense = new Float64Array(features.placeOf.size)
    scatter(row, dense)
    rows.forEach((other, index) => {
      const product = productWith(dense, other)
      for (let c = 0; c < scores.length; c += 1) {
        scores[c]! += product * (shares[index * scores.length + c] ?? 0)
      }
    })
    return intents[argMax(scores)] ?? ''
  }
}

/** The strength with the fewest errors in cross-validation; the stronger regularisation on a tie. */
function chooseStrength(problem: Problem, folds: readonly (readonly number[])[]): number {
  let best: number = STRENGTHS[0]
  let fewest = Number.POSITIVE_INFINITY
  for (const strength of STRENGTHS) {
    let errors = 0
    for (const fold of folds) {
      const rest = folds.flatMap((other) => (other === fold ? [] : other))
      const shares = solve(problem, rest, strength)
      for (const row of fold) {
        const scores = scoresOf(problem, row, rest, shares)
        if (argMax(scores) !== problem.classes[row]) errors += 1
      }
    }
    if (errors < fewest) {
      fewest = errors
      best = strength
    }
  }
  return best
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

/** Products of all rows with each other. The 1 that each has in common is the bias. */
function productsOf(rows: readonly SparseRow[], featureCount: number): Float64Array {
  const products = new Float64Array(rows.length * rows.length)
  const dense = new Float64Array(featureCount)
  rows.forEach((row, index) => {
    dense.fill(0)
    scatter(row, dense)
    rows.forEach((other, place) => {
      products[index * rows.length + place] = productWith(dense, other)
    })
  })
  return products
}

function scatter({ places, values }: SparseRow, dense: Float64Array): void {
  for (let entry = 0; entry < places.length; entry += 1) {
    dense[places[entry] ?? 0] = values[entry] ?? 0
  }
}

function productWith(dense: Float64Array, { places, values }: SparseRow): number {
  let sum = 1
  for (let entry = 0; entry < places.length; entry += 1) {
    sum += (dense[places[entry] ?? 0] ?? 0) * (values[entry] ?? 0)
  }
  return sum
}

/**
 * Accelerated gradient descent (Nesterov 1983) on mean cross-entropy + ‖W‖² / (2 · strength · rows),
 * over the given rows. The loss is strongly convex and, with rows of unit length and a bias,
 * 1-smooth: the step is 1.
 *
 * @returns how much of each row is in the weights of each class, `[members, classes]`
 */
function solve(problem: Problem, members: readonly number[], strength: number): Float64Array {
  const { classes, classCount } = problem
  const decay = 1 / (strength * Math.max(1, members.length))
  const momentum = (1 - Math.sqrt(decay)) / (1 + Math.sqrt(decay))
  const step = 1 / (1 + decay)
  let shares = new Float64Array(members.length * classCount)
  let ahead = new Float64Array(members.length * classCount)
  for (let iteration = 0; iteration < ITERATIONS; iteration += 1) {
    const next = new Float64Array(ahead.length)
    members.forEach((row, index) => {
      const slopes = softmax(scoresOf(problem, row, members, ahead))
      slopes[classes[row] ?? -1]! -= 1
      for (let c = 0; c < classCount; c += 1) {
        const at = index * classCount + c
        const share = ahead[at] ?? 0
        next[at] = share - step * ((slopes[c] ?? 0) / members.length + decay * share)
      }
    })
    ahead = next.map((share, at) => share + momentum * (share - (shares[at] ?? 0)))
    shares = next
  }
  return shares
}

function scoresOf(
  { products, rows, classCount }: Problem,
  row: number,
  members: readonly number[],
  shares: Float64Array,
): Float64Array {
  const scores = new Float64Array(classCount)
  for (let index = 0; index < members.length; index += 1) {
    const product = products[row * rows + (members[index] ?? 0)] ?? 0
    const from = index * classCount
    for (let c = 0; c < classCount; c += 1) scores[c]! += product * (shares[from + c] ?? 0)
  }
  return scores
}

function softmax(scores: Float64Array): Float64Array {
  const largest = scores[argMax(scores)] ?? 0
  const powers = scores.map((score) => Math.exp(score - largest))
  const sum = powers.reduce((total, power) => total + power, 0)
  return powers.map((power) => power / sum)
}
