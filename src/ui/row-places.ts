/** Rows from `first` to `last`, both included. */
export type RowRange = { first: number; last: number }

/**
 * Where each row begins, in pixels; one entry more than there are rows: the last is the whole height.
 * `heights` holds only the rows that are not as high as the others.
 */
export function offsetsOf(
  rowKeys: readonly string[],
  rowHeight: number,
  heights: ReadonlyMap<string, number>,
): Float64Array {
  const offsets = new Float64Array(rowKeys.length + 1)
  let top = 0
  for (let index = 0; index < rowKeys.length; index++) {
    top += heights.size === 0 ? rowHeight : (heights.get(rowKeys[index]!) ?? rowHeight)
    offsets[index + 1] = top
  }
  return offsets
}

/** The rows that lie between two heights, by halving. */
export function rowsBetween(offsets: Float64Array, top: number, bottom: number): RowRange {
  const last = Math.max(0, offsets.length - 2)
  return {
    first: Math.min(last, rowAt(offsets, top)),
    last: Math.min(last, rowAt(offsets, bottom)),
  }
}

/** The row in which a height lies. */
function rowAt(offsets: Float64Array, height: number): number {
  let low = 0
  let high = offsets.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if (offsets[middle + 1]! <= height) low = middle + 1
    else high = middle
  }
  return low
}
