/**
 * Gradients of the few TensorFlow.js operations that the network uses besides ours: tfjs-core alone registers none, and
 * its own register file cannot be imported in Node.
 *
 * Reverse mode: given dy = ∂L/∂y of an operation's result, `gradFunc` says how to make ∂L/∂x of each of its inputs, in
 * the input's shape. What it needs of the forward pass it names in `inputsToSave` or `outputsToSave`; that stays alive
 * until the gradients are made. The functions that it gives back are called only for inputs that lie on the way to a
 * variable; what they make belongs to TensorFlow.js.
 */
import * as tf from '@tensorflow/tfjs-core'

type Saved = [tf.Tensor, tf.Tensor]

/** Registers those gradients that nobody registered before. */
export function registerCoreGradients() {
  // Operations that move numbers and do not change them: their gradient moves dy back the same way.
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
  // Each part gets the piece of dy that stands where it stood.
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
          // A size of −1 means all that is left of the axis.
          const taken = sizes[axis]! < 0 ? length - starts[axis]! : sizes[axis]!
          return [starts[axis]!, length - starts[axis]! - taken]
        })
        return tf.pad(one(dy), paddings)
      },
    }),
  })
  // d(a + b) = da + db. A gradient has the shape of its input: what was broadcast was read several times, once for each
  // place that it went to, so that the gradients of those places are summed.
  register(tf.Add, {
    inputsToSave: ['a', 'b'],
    gradFunc: (dy, saved) => {
      const [a, b] = saved as Saved
      return { a: () => reduceTo(one(dy), a.shape), b: () => reduceTo(one(dy), b.shape) }
    },
  })
  // Like a sum of two; but nothing is broadcast here.
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
  // d(a·b) = b·da + a·db
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
  // d(x²) = 2x·dx
  register(tf.Square, {
    inputsToSave: ['x'],
    gradFunc: (dy, [x]) => ({ x: () => tf.mul(one(dy), tf.mul(x!, 2)) }),
  })
  // tanh′ = 1 − tanh²
  register(tf.Tanh, {
    outputsToSave: [true],
    gradFunc: (dy, [y]) => ({ x: () => tf.mul(one(dy), tf.sub(1, tf.square(y!))) }),
  })
  // Each number is in its sum once: all of them get the gradient of the sum, spread over the axes that it took away.
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
        // The gradient of A, or of the Aᵀ that was given: (dY·Bᵀ)ᵀ = B·dYᵀ.
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
