/** What a dense layer is: x · kernel + bias. */

/** x is [rows, inputs], the kernel [inputs, outputs]. */
export type DenseSizes = { rows: number; inputs: number; outputs: number }

/** Returns [rows, outputs]. */
export function denseForward(
  { rows, inputs, outputs }: DenseSizes,
  x: Float32Array,
  kernel: Float32Array,
  bias: Float32Array,
): Float32Array {
  const y = new Float32Array(rows * outputs)
  for (let row = 0; row < rows; row++) {
    y.set(bias, row * outputs)
    for (let i = 0; i < inputs; i++) {
      const value = x[row * inputs + i]!
      for (let j = 0; j < outputs; j++) y[row * outputs + j]! += value * kernel[i * outputs + j]!
    }
  }
  return y
}

/** The gradients for all three inputs. */
export function denseBackward(
  { rows, inputs, outputs }: DenseSizes,
  x: Float32Array,
  kernel: Float32Array,
  dy: Float32Array,
) {
  const dx = new Float32Array(x.length)
  const dKernel = new Float32Array(kernel.length)
  const dBias = new Float32Array(outputs)
  for (let row = 0; row < rows; row++) {
    for (let j = 0; j < outputs; j++) dBias[j]! += dy[row * outputs + j]!
    for (let i = 0; i < inputs; i++) {
      let sum = 0
      for (let j = 0; j < outputs; j++) {
        const slope = dy[row * outputs + j]!
        sum += slope * kernel[i * outputs + j]!
        dKernel[i * outputs + j]! += x[row * inputs + i]! * slope
      }
      dx[row * inputs + i] = sum
    }
  }
  return { dx, dKernel, dBias }
}
