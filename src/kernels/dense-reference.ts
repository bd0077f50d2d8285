/**
 * What a dense layer is, with its gradients. For rows r, inputs i and outputs j:
 *
 *     y[r, j] = b[j] + Σᵢ x[r, i] · K[i, j]            Y = X·K + b
 *
 * and, L being whatever is minimised and dY = ∂L/∂Y, the chain rule gives three more sums:
 *
 *     ∂L/∂x[r, i] = Σⱼ dy[r, j] · K[i, j]              dX = dY·Kᵀ
 *     ∂L/∂K[i, j] = Σᵣ x[r, i] · dy[r, j]              dK = Xᵀ·dY
 *     ∂L/∂b[j]    = Σᵣ dy[r, j]                        db = the sum of dY's rows
 *
 * All matrices are row-major: the last index runs fastest. The faster kernels add up in other orders, so that they
 * agree with this one not bit for bit, but within 10⁻⁴ of the largest number, as the tests demand.
 */

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
    // Row i of the kernel, scaled, is added to the row of y: both are read from front to back.
    for (let i = 0; i < inputs; i++) {
      const value = x[row * inputs + i]!
      for (let j = 0; j < outputs; j++) y[row * outputs + j]! += value * kernel[i * outputs + j]!
    }
  }
  return y
}

/** The gradients dX [rows, inputs], dK [inputs, outputs] and db [outputs] of Σ y · dy. */
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
