// A dense layer and its three gradients, in two parts that touch nothing in common. Rows that are all zero, as those of
// padding are in both directions, are left out of every product. dense-reference.ts has the formulas; all matrices are
// row-major: x [rows, inputs], kernel [inputs, outputs], y and dy [rows, outputs].
//
//     forward    Y = X·K + b       each part has some rows of Y
//     backward   dX = dY·Kᵀ        each part has some rows of dX,
//                dK = Xᵀ·dY        and some rows of dK, over all rows of x and dy;
//                db = Σ dY         the first part alone
import { DenseBackwardCall } from './calls'
import {
  addInto,
  multiplyPanels,
  packColumns,
  packColumnsTransposed,
  packRows,
  packRowsTransposed,
  panelBytesA,
  panelBytesB,
} from './matmul'
import { release, take, takeFloats } from './memory'

// @ts-ignore: decorator
@inline
function floats(base: usize, count: i32): usize {
  return base + (<usize>count << 2)
}

/**
 * Bytes of scratch that either function needs: panels of the largest of its products, as these are made one after the
 * other; the index of rows; rows of a result or of dy that were gathered; and 2,048 for rounding blocks up.
 */
export function denseScratch(rows: i32, inputs: i32, outputs: i32): usize {
  const a = max(panelBytesA(rows, max(inputs, outputs)), panelBytesA(inputs, rows))
  const b = max(panelBytesB(inputs, outputs), max(panelBytesB(outputs, inputs), panelBytesB(rows, outputs)))
  return a + b + (<usize>(rows * (1 + inputs + 2 * outputs)) << 2) + 2048
}

/** Writes the numbers of the rows `from` to `to` that are not all zero (NaN is not) to `index`, and returns how many. */
function findRows(index: usize, source: usize, from: i32, to: i32, width: i32): i32 {
  let count = 0
  for (let row = from; row < to; row++) {
    const values = floats(source, row * width)
    let j = 0
    while (j < width && load<f32>(floats(values, j)) == 0) j++
    if (j < width) store<i32>(floats(index, count++), row)
  }
  return count
}

/** Rows `from` to `to` of y [rows, outputs] = x [rows, inputs] · kernel + bias */
export function denseForward(
  x: usize, kernel: usize, bias: usize, y: usize, from: i32, to: i32, inputs: i32, outputs: i32,
): void {
  // Only rows with something in them are packed, multiplied and added to the bias; the others are the bias.
  const index = take(<usize>max(1, to - from) << 2)
  const count = findRows(index, x, from, to, inputs)
  const a = take(panelBytesA(count, inputs))
  const b = take(panelBytesB(inputs, outputs))
  const product = takeFloats(count * outputs)
  packRows(a, x, inputs, index, count, inputs)
  packColumns(b, kernel, outputs, inputs, outputs)
  multiplyPanels(a, inputs, b, inputs, product, outputs, count, outputs, inputs, false)
  for (let row = from; row < to; row++) memory.copy(floats(y, row * outputs), bias, <usize>outputs << 2)
  for (let i = 0; i < count; i++) {
    addInto(floats(y, load<i32>(floats(index, i)) * outputs), floats(product, i * outputs), outputs)
  }
  release(index)
}

/**
 * One part (0 or 1) of the gradients: half of the rows of dx = dy · kernelᵀ, and half of those of dKernel = xᵀ · dy.
 * dBias = the sum of dy's rows comes with the first.
 */
export function denseBackward(part: i32, call: DenseBackwardCall): void {
  const dy = call.dy, x = call.x, dx = call.dx, dKernel = call.dKernel, dBias = call.dBias
  const rows = call.rows, inputs = call.inputs, outputs = call.outputs
  const from = part == 0 ? 0 : rows >> 1
  const to = part == 0 ? rows >> 1 : rows
  const top = part == 0 ? 0 : inputs >> 1
  const bottom = part == 0 ? inputs >> 1 : inputs
  const index = take(<usize>rows << 2)
  // dX: a row of dY that is zero has a row of zeros.
  const own = findRows(index, dy, from, to, outputs)
  memory.fill(floats(dx, from * inputs), 0, <usize>((to - from) * inputs) << 2)
  let a = take(panelBytesA(own, outputs))
  let b = take(panelBytesB(outputs, inputs))
  const product = takeFloats(own * inputs)
  packRows(a, dy, outputs, index, own, outputs)
  packColumnsTransposed(b, call.kernel, outputs, outputs, inputs)
  multiplyPanels(a, outputs, b, outputs, product, inputs, own, inputs, outputs, false)
  for (let i = 0; i < own; i++) {
    memory.copy(floats(dx, load<i32>(floats(index, i)) * inputs), floats(product, i * inputs), <usize>inputs << 2)
  }
  release(a)

  // dK and db: sums over rows, to which a row of zeros in dY adds nothing, whatever x is there. The rows that are left
  // are gathered next to each other, so that they can be packed as columns; those of x are found through the index.
  const count = findRows(index, dy, 0, rows, outputs)
  const slopes = takeFloats(count * outputs)
  for (let i = 0; i < count; i++) {
    memory.copy(floats(slopes, i * outputs), floats(dy, load<i32>(floats(index, i)) * outputs), <usize>outputs << 2)
  }
  if (part == 0) {
    memory.fill(dBias, 0, <usize>outputs << 2)
    for (let i = 0; i < count; i++) addInto(dBias, floats(slopes, i * outputs), outputs)
  }
  a = take(panelBytesA(bottom - top, count))
  b = take(panelBytesB(count, outputs))
  packRowsTransposed(a, floats(x, top), inputs, index, bottom - top, count)
  packColumns(b, slopes, outputs, count, outputs)
  multiplyPanels(a, count, b, count, floats(dKernel, top * outputs), outputs, bottom - top, outputs, count, false)
  release(index)
}
