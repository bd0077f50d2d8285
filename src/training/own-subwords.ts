/**
 * The rows of the subword table that a skill's texts name, about a tenth of them: the others never have a
 * gradient, and Adam leaves what has none where it is. So training carries these alone, and nothing changes by it.
 */
import type { EncodedText } from '@/model/encoding'
import type { WeightValues } from '@/model/weight-values'
import type { TrainingCheckpoint } from './train'

const TABLE = 'subword/table'

export type OwnSubwords = {
  /** Rows that take part; at least one. */
  count: number
  /** The same text with its subwords counted among the rows that take part. */
  narrowText: <Text extends EncodedText>(text: Text) => Text
  /** The rows that take part, of all rows. */
  narrowRows: (all: Float32Array) => Float32Array
  /** All rows again: those that took part as they are now, the others as they were. */
  widenRows: (own: Float32Array, before: Float32Array) => Float32Array
}

/**
 * Finds the rows that `texts` name, of a table of so many `buckets`. With `takesAll` every row takes part, as is
 * right where weights decay without a gradient.
 */
export function findOwnSubwords(
  texts: Iterable<EncodedText>,
  buckets: number,
  takesAll = false,
): OwnSubwords {
  const named = new Set<number>()
  for (const { subwords } of texts) {
    for (const bag of subwords) for (const bucket of bag) named.add(bucket)
  }
  const places = takesAll || named.size === 0 ? Array.from({ length: buckets }).keys() : named
  // In the order of the table: which rows take part, and not the order of the texts, decides about their places.
  const rows = Int32Array.from(places).sort()
  const placeOf = new Map(Array.from(rows, (row, place) => [row, place]))
  // All tokens of one word share their list; so shall they here.
  const narrowed = new Map<readonly number[], readonly number[]>()
  const narrowBag = (bag: readonly number[]): readonly number[] => {
    const known = narrowed.get(bag) ?? bag.map((bucket) => placeOf.get(bucket)!)
    narrowed.set(bag, known)
    return known
  }
  return {
    count: rows.length,
    narrowText: (text) => ({ ...text, subwords: text.subwords.map(narrowBag) }),
    narrowRows(all) {
      const width = all.length / buckets
      const own = new Float32Array(rows.length * width)
      rows.forEach((row, place) => {
        own.set(all.subarray(row * width, (row + 1) * width), place * width)
      })
      return own
    },
    widenRows(own, before) {
      const width = own.length / rows.length
      const all = before.slice()
      rows.forEach((row, place) => {
        all.set(own.subarray(place * width, (place + 1) * width), row * width)
      })
      return all
    },
  }
}

/** The weights with the table's own rows alone. */
export function narrowWeights(weights: WeightValues, own: OwnSubwords): WeightValues {
  const table = weights[TABLE]
  if (!table || table.shape[0] === own.count) return weights
  const shape = [own.count, table.shape[1] ?? 0]
  return { ...weights, [TABLE]: { shape, values: own.narrowRows(table.values) } }
}

/** Trained weights with all rows of the table; those that took no part come from `before`. */
export function widenWeights(
  weights: WeightValues,
  own: OwnSubwords,
  before: { shape: number[]; values: Float32Array },
): WeightValues {
  const table = weights[TABLE]
  if (!table) return weights
  const values = own.widenRows(table.values, before.values)
  return { ...weights, [TABLE]: { shape: before.shape, values } }
}

/** A checkpoint to go on from; one that an earlier version of the app has made still holds all rows. */
export function narrowCheckpoint(
  checkpoint: TrainingCheckpoint,
  own: OwnSubwords,
): TrainingCheckpoint {
  const { weights, adam, best, average } = checkpoint
  const moments = adam.moments[TABLE]
  const isNarrow = weights[TABLE]?.shape[0] === own.count
  if (isNarrow || !moments) return checkpoint
  return {
    ...checkpoint,
    weights: narrowWeights(weights, own),
    adam: {
      ...adam,
      moments: {
        ...adam.moments,
        [TABLE]: {
          mean: own.narrowRows(moments.mean),
          variance: own.narrowRows(moments.variance),
        },
      },
    },
    best: best && { ...best, weights: narrowWeights(best.weights, own) },
    average: average && { ...average, sums: narrowWeights(average.sums, own) },
  }
}
