/**
 * The op `dense`: x · kernel + bias with all three gradients in one kernel (tfjs-wasm is slow for transposed products).
 * dense-reference.ts has the formulas.
 */
import * as tf from '@tensorflow/tfjs-core'
import { DENSE, DENSE_GRADIENT } from './kernel-names'

export type DenseInputs = {
  /** [rows, inputs] */
  x: tf.Tensor2D
  /** [inputs, outputs] */
  kernel: tf.Tensor2D
  /** [outputs] */
  bias: tf.Tensor1D
}

/** Returns [rows, outputs]. Differentiable for x, kernel and bias. The caller owns the result. */
export function dense({ x, kernel, bias }: DenseInputs): tf.Tensor2D {
  if (x.shape[1] !== kernel.shape[0] || kernel.shape[1] !== bias.size) {
    throw new Error(
      `dense: shapes do not fit: x [${x.shape}], kernel [${kernel.shape}], bias [${bias.shape}]`,
    )
  }
  // Kept until the gradient is made: x and kernel, of which dK = Xᵀ·dY and dX = dY·Kᵀ are made. The bias is not needed.
  const run = tf.customGrad((x, kernel, bias, save) => {
    const inputs = { x: x as tf.Tensor, kernel: kernel as tf.Tensor, bias: bias as tf.Tensor }
    ;(save as tf.GradSaveFunc)([inputs.x, inputs.kernel])
    const value = tf.engine().runKernel(DENSE, inputs) as tf.Tensor
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]) => {
      const [x, kernel] = saved as [tf.Tensor, tf.Tensor]
      return tf.engine().runKernel(DENSE_GRADIENT, { dy, x, kernel }) as unknown as tf.Tensor[]
    }
    return { value, gradFunc }
  })
  return run(x, kernel, bias) as tf.Tensor2D
}
