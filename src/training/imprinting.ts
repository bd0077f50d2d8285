/**
 * First values of a skill's output layers from class means of the pretrained features, so that the
 * first step already knows roughly what is what ("imprinting", Qi, Brown and Lowe 2018).
 */

/** Features of labelled rows: `[rows, width]` row by row, and one class each. */
export type LabelledFeatures = { features: Float32Array; width: number; classes: Int32Array }

/**
 * A linear layer that scores each class by its mean, as a Gaussian with one shared spherical
 * variance would: `kernel = s·μ`, `bias = −s·|μ|²/2 + log prior`, with means taken after centring
 * and the scale `s` that fits the rows best.
 *
 * @returns `kernel` `[width, count]` row by row and `bias` `[count]`
 */
export function imprintLayer(
  { features, width, classes }: LabelledFeatures,
  count: number,
): { kernel: Float32Array; bias: Float32Array } {
  const rows = classes.length
  const means = new Float32Array(count * width)
  const centre = new Float32Array(width)
  const sizes = new Float32Array(count)
  for (let row = 0; row < rows; row += 1) {
    const label = classes[row] ?? 0
    sizes[label] = (sizes[label] ?? 0) + 1
    for (let f = 0; f < width; f += 1) {
      const value = features[row * width + f] ?? 0
      means[label * width + f] = (means[label * width + f] ?? 0) + value
      centre[f] = (centre[f] ?? 0) + value / rows
    }
  }
  const squares = new Float32Array(count)
  for (let label = 0; label < count; label += 1) {
    const size = sizes[label] ?? 0
    for (let f = 0; f < width; f += 1) {
      const place = label * width + f
      const mean = size > 0 ? (means[place] ?? 0) / size - (centre[f] ?? 0) : 0
      means[place] = mean
      squares[label] = (squares[label] ?? 0) + mean * mean
    }
  }
  const priors = sizes.map((size) => Math.log((size + 0.5) / (rows + 0.5 * count)))
  const projections = new Float32Array(rows * count)
  for (let row = 0; row < rows; row += 1) {
    for (let label = 0; label < count; label += 1) {
      let sum = -(squares[label] ?? 0) / 2
      for (let f = 0; f < width; f += 1) {
        sum +=
          ((features[row * width + f] ?? 0) - (centre[f] ?? 0)) * (means[label * width + f] ?? 0)
      }
      projections[row * count + label] = sum
    }
  }
  const scale = bestScale(projections, priors, classes, count)
  const kernel = new Float32Array(width * count)
  const bias = new Float32Array(count)
  for (let label = 0; label < count; label += 1) {
    let shift = -(squares[label] ?? 0) / 2
    for (let f = 0; f < width; f += 1) {
      const mean = means[label * width + f] ?? 0
      kernel[f * count + label] = scale * mean
      shift -= mean * (centre[f] ?? 0)
    }
    bias[label] = scale * shift + (priors[label] ?? 0)
  }
  return { kernel, bias }
}

function bestScale(
  projections: Float32Array,
  priors: Float32Array,
  classes: Int32Array,
  count: number,
): number {
  let best = { scale: 1, loss: Number.POSITIVE_INFINITY }
  for (let power = -4; power <= 6; power += 1) {
    const scale = 2 ** power
    let loss = 0
    for (let row = 0; row < classes.length; row += 1) {
      let largest = Number.NEGATIVE_INFINITY
      for (let label = 0; label < count; label += 1) {
        largest = Math.max(
          largest,
          scale * (projections[row * count + label] ?? 0) + (priors[label] ?? 0),
        )
      }
      let sum = 0
      for (let label = 0; label < count; label += 1) {
        sum += Math.exp(
          scale * (projections[row * count + label] ?? 0) + (priors[label] ?? 0) - largest,
        )
      }
      const label = classes[row] ?? 0
      loss +=
        largest +
        Math.log(sum) -
        scale * (projections[row * count + label] ?? 0) -
        (priors[label] ?? 0)
    }
    if (loss < best.loss) best = { scale, loss }
  }
  return best.scale
}
