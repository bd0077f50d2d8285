/**
 * The matrix products of the network and its gradients: which tensors each dispatch reads and writes. Sizes and
 * strides, hence what is transposed, come with the call (webgpu-kernels.ts). Under dropout the network sees x ∘ mask,
 * the mask the same for all tokens of a text: the factor joins wherever x is read, and where its gradient is written.
 */
import { productShader } from './webgpu-product-shaders'

const PROJECTED = { a: 'x', b: 'kernel', c: 'y', bias: 'bias' } as const

/** y = x · kernel + bias. */
export const PROJECTION = productShader(
  'projection',
  { read: ['x', 'kernel', 'bias'], written: ['y'] },
  [PROJECTED],
)

/** The same of x under dropout. */
export const MASKED_PROJECTION = productShader(
  'masked-projection',
  { read: ['x', 'kernel', 'bias', 'mask'], written: ['y'] },
  [{ ...PROJECTED, mask: { tensor: 'mask', of: 'rows of a' } }],
)

const LSTM_GRADIENTS = ['dInputKernel', 'dRecurrentKernel', 'dBias'] as const
const INPUT_KERNEL = { a: 'x', b: 'slopes', c: 'dInputKernel', columnSums: 'dBias' } as const
const RECURRENT_KERNEL = { a: 'y', b: 'slopes', c: 'dRecurrentKernel', isShifted: true } as const

/**
 * Gradients of the LSTM's kernels and bias: dW = xᵀ·dz, dU = h₋ᵀ·dz, db = Σ dz. `slopes` are dz; h₋ is y as it was
 * before each step.
 */
export const LSTM_WEIGHTS = productShader(
  'lstm-weights',
  { read: ['x', 'y', 'slopes'], written: LSTM_GRADIENTS },
  [INPUT_KERNEL, RECURRENT_KERNEL],
)

/** The same where x was under dropout. */
export const MASKED_LSTM_WEIGHTS = productShader(
  'masked-lstm-weights',
  { read: ['x', 'y', 'slopes', 'mask'], written: LSTM_GRADIENTS },
  [{ ...INPUT_KERNEL, mask: { tensor: 'mask', of: 'columns of a' } }, RECURRENT_KERNEL],
)

/** Gradient of the LSTM's input: dx = dz·Wᵀ. */
export const LSTM_INPUT = productShader(
  'lstm-input',
  { read: ['slopes', 'kernel'], written: ['dx'] },
  [{ a: 'slopes', b: 'kernel', c: 'dx' }],
)

/** The same where the input was under dropout. */
export const MASKED_LSTM_INPUT = productShader(
  'masked-lstm-input',
  { read: ['slopes', 'kernel', 'mask'], written: ['dx'] },
  [{ a: 'slopes', b: 'kernel', c: 'dx', mask: { tensor: 'mask', of: 'rows of c' } }],
)

/** All three gradients of a dense layer: dX = dY·Kᵀ, dK = Xᵀ·dY, db = Σ dY. */
export const DENSE_GRADIENTS = productShader(
  'dense-gradients',
  { read: ['dy', 'x', 'kernel'], written: ['dx', 'dKernel', 'dBias'] },
  [
    { a: 'dy', b: 'kernel', c: 'dx' },
    { a: 'x', b: 'dy', c: 'dKernel', columnSums: 'dBias' },
  ],
)
