// A dense layer and its three gradients.
import {
  addRows,
  multiplyPanels,
  packColumns,
  packColumnsTransposed,
  packRows,
  packRowsTransposed,
  panelBytesA,
  panelBytesB,
  repeatRow,
} from './matmul'
import { release, take } from './memory'

/** Bytes of scratch that either function needs. */
export function denseScratch(rows: i32, inputs: i32, outputs: i32): usize {
  const a = max(panelBytesA(rows, max(inputs, outputs)), panelBytesA(inputs, rows))
  const b = max(panelBytesB(inputs, outputs), max(panelBytesB(outputs, inputs), panelBytesB(rows, outputs)))
  return a + b + 1024
}

/** y [rows, outputs] = x [rows, inputs] · kernel + bias */
export function denseForward(
  x: usize,
  kernel: usize,
  bias: usize,
  y: usize,
  rows: i32,
  inputs: i32,
  outputs: i32,
): void {
  const a = take(panelBytesA(rows, inputs))
  const b = take(panelBytesB(inputs, outputs))
  repeatRow(y, outputs, bias, rows, outputs)
  packRows(a, x, inputs, 0, rows, inputs)
  packColumns(b, kernel, outputs, inputs, outputs)
  multiplyPanels(a, inputs, b, inputs, y, outputs, rows, outputs, inputs, true)
  release(b)
  release(a)
}

/** dx = dy · kernelᵀ, dKernel = xᵀ · dy, dBias = the sum of dy's rows */
export function denseBackward(
  dy: usize,
  x: usize,
  kernel: usize,
  dx: usize,
  dKernel: usize,
  dBias: usize,
  rows: i32,
  inputs: i32,
  outputs: i32,
): void {
  memory.fill(dx, 0, (<usize>(rows * inputs)) << 2)
  memory.fill(dKernel, 0, (<usize>(inputs * outputs)) << 2)
  memory.fill(dBias, 0, (<usize>outputs) << 2)
  const a = take(max(panelBytesA(rows, outputs), panelBytesA(inputs, rows)))
  const b = take(max(panelBytesB(outputs, inputs), panelBytesB(rows, outputs)))
  packRows(a, dy, outputs, 0, rows, outputs)
  packColumnsTransposed(b, kernel, outputs, outputs, inputs)
  multiplyPanels(a, outputs, b, outputs, dx, inputs, rows, inputs, outputs, false)
  packRowsTransposed(a, x, inputs, 0, inputs, rows)
  packColumns(b, dy, outputs, rows, outputs)
  multiplyPanels(a, rows, b, rows, dKernel, outputs, inputs, outputs, rows, false)
  addRows(dBias, dy, rows, outputs)
  release(b)
  release(a)
}
