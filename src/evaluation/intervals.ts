import { createRandom } from '@/project/random'

/** A 95% interval: where the true figure plausibly lies, given how few utterances were tested. */
export type Interval = { low: number; high: number }

/** 97.5th percentile of the standard normal distribution: two-sided 95%. */
const Z = 1.959963984540054

/**
 * Wilson's score interval (1927) for `hits` of `count`. It stays inside [0, 1] and is honest for
 * the small test sets of a skill, where the textbook interval is not. [0, 1] of nothing.
 */
export function wilsonInterval(hits: number, count: number): Interval {
  if (count === 0) return { low: 0, high: 1 }
  const share = hits / count
  const centre = (share + (Z * Z) / (2 * count)) / (1 + (Z * Z) / count)
  const half =
    (Z / (1 + (Z * Z) / count)) *
    Math.sqrt((share * (1 - share)) / count + (Z * Z) / (4 * count * count))
  return { low: Math.max(0, centre - half), high: Math.min(1, centre + half) }
}

/**
 * The percentile bootstrap (Efron 1979) for a figure of a sample that is a ratio of sums, such as
 * F1: resamples whole utterances `rounds` times and takes the 2.5th and 97.5th percentiles. With no
 * members it says nothing: [0, 1].
 */
export function bootstrapRatio(
  members: readonly { numerator: number; denominator: number }[],
  options: { rounds?: number; seed?: number; whenEmpty?: number } = {},
): Interval {
  const { rounds = 1000, seed = 1, whenEmpty = 1 } = options
  if (members.length === 0) return { low: 0, high: 1 }
  const random = createRandom(`${seed}/bootstrap`)
  const figures = new Float64Array(rounds)
  for (let round = 0; round < rounds; round += 1) {
    let numerator = 0
    let denominator = 0
    for (let draw = 0; draw < members.length; draw += 1) {
      const member = members[random.integer(members.length)]
      numerator += member?.numerator ?? 0
      denominator += member?.denominator ?? 0
    }
    figures[round] = denominator === 0 ? whenEmpty : numerator / denominator
  }
  figures.sort()
  return { low: quantile(figures, 0.025), high: quantile(figures, 0.975) }
}

/** The quantile of sorted figures, between neighbours by straight line. */
function quantile(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1)
  const below = sorted[Math.floor(place)] ?? 0
  const above = sorted[Math.ceil(place)] ?? below
  return below + (above - below) * (place - Math.floor(place))
}
