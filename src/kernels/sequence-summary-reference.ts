/** What a sequence's summary is: the last forward state, the first backward state, and the largest value of each unit over time. */

/** `units` is per direction: x is [batch, time, 2·units]. */
export type SummarySizes = { batch: number; time: number; units: number }

/** Returns [batch, 4·units]: forward state at length − 1 ++ backward state at 0 ++ maximum over the valid time. */
export function summaryForward(
  { batch, time, units }: SummarySizes,
  x: Float32Array,
  lengths: Int32Array,
): Float32Array {
  const width = 2 * units
  const summary = new Float32Array(batch * 2 * width)
  for (let row = 0; row < batch; row++) {
    const first = row * time * width
    const last = first + (lengths[row]! - 1) * width
    const out = row * 2 * width
    for (let u = 0; u < units; u++) {
      summary[out + u] = x[last + u]!
      summary[out + units + u] = x[first + units + u]!
    }
    for (let u = 0; u < width; u++) {
      summary[out + width + u] = x[argMax(x, first + u, width, lengths[row]!)]!
    }
  }
  return summary
}

/** The gradient for x; a tie gives the whole gradient of the maximum to the earliest position. */
export function summaryBackward(
  { batch, time, units }: SummarySizes,
  x: Float32Array,
  lengths: Int32Array,
  dy: Float32Array,
): Float32Array {
  const width = 2 * units
  const dx = new Float32Array(x.length)
  for (let row = 0; row < batch; row++) {
    const first = row * time * width
    const last = first + (lengths[row]! - 1) * width
    const out = row * 2 * width
    for (let u = 0; u < width; u++) {
      dx[argMax(x, first + u, width, lengths[row]!)]! += dy[out + width + u]!
    }
    for (let u = 0; u < units; u++) {
      dx[last + u]! += dy[out + u]!
      dx[first + units + u]! += dy[out + units + u]!
    }
  }
  return dx
}

/** The index of the largest of `count` values; the first NaN wins, so that it is never lost. */
function argMax(values: Float32Array, start: number, stride: number, count: number): number {
  let best = start
  for (let step = 0; step < count; step++) {
    const at = start + step * stride
    if (Number.isNaN(values[at]!)) return at
    if (values[at]! > values[best]!) best = at
  }
  return best
}
