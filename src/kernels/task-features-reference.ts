/**
 * What the output layers read: the slot layer's states; and of the intent layer the last forward state, the first
 * backward state, and the largest value of each unit over time.
 *
 * x holds four groups of `units` columns: slot forward, slot backward, intent forward, intent backward. With
 * x̃ = x ∘ mask and T the row's length:
 *
 *     slotStates[t]  = x̃[t, 0 … 2·units)                              0 ≤ t < T, zero beyond
 *     intentSummary  = x̃[T − 1, forward] ++ x̃[0, backward]            both have read the whole text there
 *                      ++ max over t < T of x̃[t, forward ++ backward]
 *
 * Pooling by the maximum over time (Collobert and others 2011) keeps a word that settles the intent, wherever it
 * stands. Its gradient goes to the one position that was the largest, and the others get none.
 */

/** `units` is per direction of each layer: x is [batch, time, 4·units]. */
export type FeatureSizes = { batch: number; time: number; units: number }

export type FeatureInputs = {
  x: Float32Array
  lengths: Int32Array
  /** [batch, 4·units], by which all places of a row are multiplied first; null for nothing. */
  mask: Float32Array | null
}

/** Returns slotStates [batch, time, 2·units] and intentSummary [batch, 4·units]. */
export function featuresForward(sizes: FeatureSizes, { x, lengths, mask }: FeatureInputs) {
  const { batch, time, units } = sizes
  // Columns of each of the two layers: forward and backward.
  const half = 2 * units
  const slotStates = new Float32Array(batch * time * half)
  const intentSummary = new Float32Array(batch * 2 * half)
  for (let row = 0; row < batch; row++) {
    const length = lengths[row]!
    const at = (position: number, unit: number) =>
      x[(row * time + position) * 2 * half + unit]! * (mask ? mask[row * 2 * half + unit]! : 1)
    for (let position = 0; position < length; position++) {
      for (let u = 0; u < half; u++) {
        slotStates[(row * time + position) * half + u] = at(position, u)
      }
    }
    for (let u = 0; u < half; u++) {
      const out = row * 2 * half + u
      // Columns 0 … half of the summary are the edges, half … 2·half the maxima.
      intentSummary[out] = at(u < units ? length - 1 : 0, half + u)
      const values = (position: number) => at(position, half + u)
      intentSummary[out + half] = values(argMax(values, length))
    }
  }
  return { slotStates, intentSummary }
}

/** The gradient for x; a tie gives the whole gradient of the maximum to the earliest position. */
export function featuresBackward(
  sizes: FeatureSizes,
  { x, lengths, mask }: FeatureInputs,
  dSlotStates: Float32Array,
  dIntentSummary: Float32Array,
): Float32Array {
  const { batch, time, units } = sizes
  const half = 2 * units
  const dx = new Float32Array(x.length)
  for (let row = 0; row < batch; row++) {
    const length = lengths[row]!
    const factor = (unit: number) => (mask ? mask[row * 2 * half + unit]! : 1)
    const place = (position: number, unit: number) => (row * time + position) * 2 * half + unit
    for (let position = 0; position < length; position++) {
      for (let u = 0; u < half; u++) {
        dx[place(position, u)] = dSlotStates[(row * time + position) * half + u]! * factor(u)
      }
    }
    // An edge may be the largest value, too: then both gradients meet there, hence the sums.
    for (let u = 0; u < half; u++) {
      const unit = half + u
      const from = row * 2 * half + u
      dx[place(u < units ? length - 1 : 0, unit)]! += dIntentSummary[from]! * factor(unit)
      const largest = argMax((position) => x[place(position, unit)]! * factor(unit), length)
      dx[place(largest, unit)]! += dIntentSummary[from + half]! * factor(unit)
    }
  }
  return dx
}

/** The position of the largest of `count` values; the first NaN wins, so that it is never lost. */
function argMax(valueAt: (position: number) => number, count: number): number {
  let best = 0
  for (let position = 0; position < count; position++) {
    const value = valueAt(position)
    if (Number.isNaN(value)) return position
    if (value > valueAt(best)) best = position
  }
  return best
}
