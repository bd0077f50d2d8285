/** Gradients of the few TensorFlow.js operations that the network uses besides ours: tfjs-core alone registers none, and its own register file cannot be imported in Node. */
import * as tf from '@tensorflow/tfjs-core'

type Saved = [tf.Tensor, tf.Tensor]

/** Registers those gradients that nobody registered before. */
export function registerCoreGradients() {
  register(tf.Identity, { gradFunc: (dy) => ({ x: () => tf.clone(one(dy)) }) })
  register(tf.Cast, { gradFunc: (dy) => ({ x: () => tf.clone(one(dy)) }) })
  register(tf.Reshape, {
    inputsToSave: ['x'],
    gradFunc: (dy, [x]) => ({ x: () => tf.reshape(one(dy), x!.shape) }),
  })
  register(tf.ExpandDims, {
    inputsToSave: ['input'],
    gradFunc: (dy, [input]) => ({ input: () => tf.reshape(one(dy), input!.shape) }),
  })
  register(tf.Transpose, {
    gradFunc: (dy, _, { perm }) => {
      const inverse = tf.backend_util.getUndoAxesPermutation(perm as number[])
      return { x: () => tf.transpose(one(dy), inverse) }
    },
  })
  register(tf.Concat, {
    saveAllInputs: true,
    gradFunc: (dy, saved, { axis }) => {
      const along = tf.util.parseAxisParam(axis as number, saved[0]!.shape)[0]!
      // TensorFlow.js names the inputs of variadic operations by their index.
      const parts = tf.split(
        one(dy),
        saved.map((part) => part.shape[along]!),
        along,
      )
      return Object.fromEntries(parts.map((part, index) => [index, () => part]))
    },
  })
  // What was cut off had no part in it: zeros around the gradient.
  register(tf.Slice, {
    inputsToSave: ['x'],
    gradFunc: (dy, [x], { begin, size }) => ({
      x: () => {
        const starts = begin as number[]
        const sizes = size as number[]
        const paddings = x!.shape.map((length, axis): [number, number] => {
          const taken = sizes[axis]! < 0 ? length - starts[axis]! : sizes[axis]!
          return [starts[axis]!, length - starts[axis]! - taken]
        })
        return tf.pad(one(dy), paddings)
      },
    }),
  })
  // A gradient has the shape of its input: what was broadcast is summed.
  register(tf.Add, {
    inputsToSave: ['a', 'b'],
    gradFunc: (dy, saved) => {
      const [a, b] = saved as Saved
      return { a: () => reduceTo(one(dy), a.shape), b: () => reduceTo(one(dy), b.shape) }
    },
  })
  register(tf.AddN, {
    saveAllInputs: true,
    gradFunc: (dy, saved) =>
      Object.fromEntries(saved.map((_, index) => [index, () => tf.clone(one(dy))])),
  })
  register(tf.Sub, {
    inputsToSave: ['a', 'b'],
    gradFunc: (dy, saved) => {
      const [a, b] = saved as Saved
      return { a: () => reduceTo(one(dy), a.shape), b: () => tf.neg(reduceTo(one(dy), b.shape)) }
    },
  })
  register(tf.Multiply, {
    inputsToSave: ['a', 'b'],
    gradFunc: (dy, saved) => {
      const [a, b] = saved as Saved
      return {
        a: () => reduceTo(tf.mul(one(dy), b), a.shape),
        b: () => reduceTo(tf.mul(one(dy), a), b.shape),
      }
    },
  })
  // d(a/b) = da/b − a·db/b²
  register(tf.RealDiv, {
    inputsToSave: ['a', 'b'],
    gradFunc: (dy, saved) => {
      const [a, b] = saved as Saved
      return {
        a: () => reduceTo(tf.div(one(dy), b), a.shape),
        b: () => tf.neg(reduceTo(tf.div(tf.mul(one(dy), a), tf.square(b)), b.shape)),
      }
    },
  })
  register(tf.Square, {
    inputsToSave: ['x'],
    gradFunc: (dy, [x]) => ({ x: () => tf.mul(one(dy), tf.mul(x!, 2)) }),
  })
  // tanh′ = 1 − tanh²
  register(tf.Tanh, {
    outputsToSave: [true],
    gradFunc: (dy, [y]) => ({ x: () => tf.mul(one(dy), tf.sub(1, tf.square(y!))) }),
  })
  register(tf.Sum, {
    inputsToSave: ['x'],
    gradFunc: (dy, [x], { axis }) => {
      const axes = tf.util.parseAxisParam(axis as number | number[], x!.shape)
      const kept = x!.shape.map((length, index) => (axes.includes(index) ? 1 : length))
      return { x: () => tf.mul(tf.reshape(one(dy), kept), tf.onesLike(x!)) }
    },
  })
  // Y = A·B: dA = dY·Bᵀ and dB = Aᵀ·dY; with A or B transposed, the transposes of these.
  register(tf.BatchMatMul, {
    inputsToSave: ['a', 'b'],
    gradFunc: (dy, saved, { transposeA, transposeB }) => {
      const [a, b] = saved as Saved
      const slope = one(dy)
      return {
        a: () =>
          transposeA
            ? tf.matMul(b, slope, !!transposeB, true)
            : tf.matMul(slope, b, false, !transposeB),
        b: () =>
          transposeB
            ? tf.matMul(slope, a, true, !!transposeA)
            : tf.matMul(a, slope, !transposeA, false),
      }
    },
  })
}

function register(kernelName: string, config: Omit<tf.GradConfig, 'kernelName'>) {
  if (!tf.getGradient(kernelName)) tf.registerGradient({ kernelName, ...config })
}

const one = (dy: tf.Tensor | tf.Tensor[]) => dy as tf.Tensor

/** Sums away what broadcasting added. */
function reduceTo(gradient: tf.Tensor, shape: number[]): tf.Tensor {
  const axes = tf.broadcast_util.getReductionAxes(shape, gradient.shape)
  return tf.reshape(axes.length > 0 ? tf.sum(gradient, axes) : gradient, shape)
}
