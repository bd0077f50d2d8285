/**
 * First values of a skill's output layers from class means of the pretrained features, so that the
 * first step already knows roughly what is what ("imprinting", Qi, Brown and Lowe 2018), on top of what
 * the labels' names say.
 */

/** Features of labelled rows: `[rows, width]` row by row, and one class each. */
export type LabelledFeatures = { features: Float32Array; width: number; classes: Int32Array }

/** A linear layer on the host: `kernel` `[width, count]` row by row, `bias` `[count]`. */
export type LinearLayer = { kernel: Float32Array; bias: Float32Array }

/** Rows that choose the scales, at most: evenly drawn, as many as say it well. */
const MOST_FITTED = 2000
/**
 * Powers of two that the scale of the means is chosen from. Of 17 real skills all chose a quarter, a half, or
 * less. Utterances that patterns made are near copies of each other and would choose any scale, however
 * large: then what a skill gets wrong it would get wrong for sure, and training can't undo it.
 */
const MEAN_POWERS = [-6, -5, -4, -3, -2, -1] as const
/** Scales that the part of the names is chosen from. */
const PRIOR_SCALES = [0, 0.25, 0.5, 0.75, 1, 1.5] as const

/**
 * A linear layer that scores each class by its mean, as a Gaussian with one shared spherical
 * variance would, `s·(μ·x − |μ|²/2)` with means taken after centring, plus `p` times a layer that was
 * known before, plus the logarithm of the class's share of the rows. The scales `s` and `p` are those
 * that fit best when each row is scored without its own part in its class's mean: a mean of a few rows
 * knows these too well. Rows that are alone in their class have no such mean and do not count.
 *
 * @param prior what the names say, or null
 */
export function imprintLayer(
  labelled: LabelledFeatures,
  count: number,
  prior: LinearLayer | null = null,
): LinearLayer {
  const { width, classes } = labelled
  const means = classMeans(labelled, count)
  const { centre, sizes } = means
  const fitted = everyFew(labelled)
  // log P(class), with half a row more for each class, so that one without rows is unlikely, not impossible
  const shares = sizes.map((size) => Math.log((size + 0.5) / (classes.length + 0.5 * count)))
  const { s, p } = bestScales({
    byMeans: scoresByMeans(fitted, means),
    byPrior: prior && scoresByLayer(fitted, prior),
    shares,
    classes: fitted.classes,
    sizes,
    count,
  })
  const kernel = new Float32Array(width * count)
  const bias = new Float32Array(count)
  for (let label = 0; label < count; label += 1) {
    const mean = means.of(label)
    for (let f = 0; f < width; f += 1) {
      kernel[f * count + label] = s * (mean[f] ?? 0) + p * (prior?.kernel[f * count + label] ?? 0)
    }
    // s·(μ·(x − centre) − |μ|²/2) = s·μ·x + the bias
    bias[label] =
      s * (-dot(mean, mean) / 2 - dot(mean, centre)) +
      p * (prior?.bias[label] ?? 0) +
      (shares[label] ?? 0)
  }
  return { kernel, bias }
}

/** Evenly drawn rows, at most `MOST_FITTED`. */
function everyFew({ features, width, classes }: LabelledFeatures): LabelledFeatures {
  const stride = Math.ceil(classes.length / MOST_FITTED)
  const kept = classes.filter((_, row) => row % stride === 0)
  const rows = new Float32Array(kept.length * width)
  kept.forEach((_, row) => {
    const from = row * stride * width
    rows.set(features.subarray(from, from + width), row * width)
  })
  return { features: rows, width, classes: kept }
}

type Means = {
  /** `[width]`: of all rows. */
  centre: Float32Array
  /** `[count]`: rows of each class. */
  sizes: Float32Array
  /** `[width]`: a class's mean after centring; zero without rows. */
  of: (label: number) => Float32Array
}

function classMeans({ features, width, classes }: LabelledFeatures, count: number): Means {
  const means = new Float32Array(count * width)
  const centre = new Float32Array(width)
  const sizes = new Float32Array(count)
  classes.forEach((label, row) => {
    sizes[label] = (sizes[label] ?? 0) + 1
    for (let f = 0; f < width; f += 1) {
      const value = features[row * width + f] ?? 0
      means[label * width + f] = (means[label * width + f] ?? 0) + value
      centre[f] = (centre[f] ?? 0) + value / classes.length
    }
  })
  for (let label = 0; label < count; label += 1) {
    const size = sizes[label] ?? 0
    for (let f = 0; f < width; f += 1) {
      const place = label * width + f
      means[place] = size > 0 ? (means[place] ?? 0) / size - (centre[f] ?? 0) : 0
    }
  }
  return { centre, sizes, of: (label) => means.subarray(label * width, (label + 1) * width) }
}

/** `[rows, count]`: `μ·x − |μ|²/2` of each row and class, a row's own class without that row. */
function scoresByMeans(rows: LabelledFeatures, { centre, sizes, of }: Means): Float32Array {
  const { features, width, classes } = rows
  const count = sizes.length
  const scores = new Float32Array(classes.length * count)
  const squares = Float32Array.from(sizes, (_, label) => dot(of(label), of(label)))
  classes.forEach((own, row) => {
    const x = features.subarray(row * width, (row + 1) * width).map((v, f) => v - (centre[f] ?? 0))
    for (let label = 0; label < count; label += 1) {
      let product = dot(x, of(label))
      let square = squares[label] ?? 0
      if (label === own) {
        // The mean without this row, μ′ = (n·μ − x) / (n − 1): |μ′|² and μ′·x follow from what is there.
        const n = Math.max(2, sizes[label] ?? 0)
        const length = dot(x, x)
        square = (n * n * square - 2 * n * product + length) / (n - 1) ** 2
        product = (n * product - length) / (n - 1)
      }
      scores[row * count + label] = product - square / 2
    }
  })
  return scores
}

/** `[rows, count]`: what a layer says of each row. */
function scoresByLayer(
  { features, width, classes }: LabelledFeatures,
  { kernel, bias }: LinearLayer,
): Float32Array {
  const count = bias.length
  const scores = new Float32Array(classes.length * count)
  for (let row = 0; row < classes.length; row += 1) {
    scores.set(bias, row * count)
    for (let f = 0; f < width; f += 1) {
      const value = features[row * width + f] ?? 0
      for (let label = 0; label < count; label += 1) {
        scores[row * count + label]! += value * (kernel[f * count + label] ?? 0)
      }
    }
  }
  return scores
}

/** The pair of scales with the lowest cross-entropy. */
function bestScales(scores: {
  byMeans: Float32Array
  byPrior: Float32Array | null
  shares: Float32Array
  classes: Int32Array
  sizes: Float32Array
  count: number
}): { s: number; p: number } {
  const { byMeans, byPrior, shares, classes, sizes, count } = scores
  // What mostly fits, for a skill in which every row is alone.
  let best = { s: 1 / 4, p: 1 / 2, loss: Number.POSITIVE_INFINITY }
  if (classes.every((label) => (sizes[label] ?? 0) < 2)) return best
  const logits = new Float32Array(count)
  for (const power of MEAN_POWERS) {
    for (const p of byPrior ? PRIOR_SCALES : [0]) {
      const s = 2 ** power
      let loss = 0
      for (let row = 0; row < classes.length; row += 1) {
        if ((sizes[classes[row] ?? 0] ?? 0) < 2) continue
        let largest = Number.NEGATIVE_INFINITY
        for (let label = 0; label < count; label += 1) {
          const place = row * count + label
          const logit =
            s * (byMeans[place] ?? 0) + p * (byPrior?.[place] ?? 0) + (shares[label] ?? 0)
          logits[label] = logit
          if (logit > largest) largest = logit
        }
        let sum = 0
        for (let label = 0; label < count; label += 1)
          sum += Math.exp((logits[label] ?? 0) - largest)
        loss += largest + Math.log(sum) - (logits[classes[row] ?? 0] ?? 0)
      }
      if (loss < best.loss) best = { s, p, loss }
    }
  }
  return best
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0
  for (let index = 0; index < a.length; index += 1) sum += (a[index] ?? 0) * (b[index] ?? 0)
  return sum
}
