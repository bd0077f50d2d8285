/**
 * The op `lstmSequence`: one or more LSTM cells over whole sequences of different lengths, in one kernel per direction
 * of the gradient. lstm-sequence-reference.ts has the formulas and their sources.
 */
import * as tf from '@tensorflow/tfjs-core'
import { LSTM_SEQUENCE, LSTM_SEQUENCE_GRADIENT } from './kernel-names'

export type LstmSequenceInputs = {
  /** [batch, time, inputSize] */
  x: tf.Tensor3D
  /** int32 [batch], each 1..time */
  lengths: tf.Tensor1D
  /** [inputSize, cells·4·units] */
  inputKernel: tf.Tensor2D
  /** [cells, units, 4·units] */
  recurrentKernel: tf.Tensor3D
  /** [cells·4·units] */
  bias: tf.Tensor1D
  /** Dropout of x, the same at every position of a row: [batch, …, inputSize]. */
  mask?: tf.Tensor | undefined
  /**
   * So many first columns of x are the same whatever is learned (word vectors, for one): nothing is differentiated for
   * them, their gradient may be zero.
   */
  constantColumns?: number
}

/**
 * Runs `cells` LSTM cells over the same input: even cells forward, odd ones backward over each row's own
 * length, so two cells are one bidirectional LSTM. Gates in the order i, f, g, o; sigmoid gates, tanh.
 * Returns [batch, time, cells·units]; zero at padded positions, which are never read.
 * Differentiable for x, inputKernel, recurrentKernel and bias. The caller owns the result.
 */
export function lstmSequence(inputs: LstmSequenceInputs): tf.Tensor3D {
  const { x, lengths, inputKernel, recurrentKernel, bias, mask, constantColumns = 0 } = inputs
  assertShapes(inputs)
  // TensorFlow.js asks for a gradient of each tensor that `run` is called with. A constant x is not among them, and
  // then the gradient's kernel makes none; in either case x is read from here.
  const isConstant = constantColumns >= x.shape[2]
  const run = tf.customGrad((inputKernel, recurrentKernel, bias, ...rest) => {
    const save = rest.pop() as unknown as tf.GradSaveFunc
    const given = {
      x,
      lengths,
      inputKernel: inputKernel as tf.Tensor,
      recurrentKernel: recurrentKernel as tf.Tensor,
      ...(mask ? { mask } : {}),
    }
    const [y, gates, cellStates] = tf
      .engine()
      .runKernel(LSTM_SEQUENCE, { ...given, bias: bias as tf.Tensor }) as unknown as [
      tf.Tensor3D,
      tf.Tensor,
      tf.Tensor,
    ]
    // What the way back needs: inputs but for the bias, and what the forward pass has found. Saved in the order of
    // `names`.
    const kept = { ...given, y, gates, cellStates }
    const names = Object.keys(kept)
    save(Object.values(kept))
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]) => {
      const known = Object.fromEntries(names.map((name, index) => [name, saved[index]!]))
      return tf
        .engine()
        .runKernel(
          LSTM_SEQUENCE_GRADIENT,
          { ...known, dy },
          { constantColumns },
        ) as unknown as tf.Tensor[]
    }
    return { value: y, gradFunc }
  })
  const weights = [inputKernel, recurrentKernel, bias]
  return run(...weights, ...(isConstant ? [] : [x])) as tf.Tensor3D
}

function assertShapes(inputs: LstmSequenceInputs) {
  const { x, lengths, inputKernel, recurrentKernel, bias, mask } = inputs
  const [cells, units, gateWidth] = recurrentKernel.shape
  const width = cells * 4 * units
  const isConsistent =
    gateWidth === 4 * units &&
    inputKernel.shape[0] === x.shape[2] &&
    inputKernel.shape[1] === width &&
    bias.size === width &&
    lengths.size === x.shape[0] &&
    (!mask || mask.size === x.shape[0] * x.shape[2]) &&
    lengths.dtype === 'int32'
  if (!isConsistent) {
    throw new Error(
      `lstmSequence: shapes do not fit: x [${x.shape}], lengths ${lengths.dtype} [${lengths.shape}], ` +
        `inputKernel [${inputKernel.shape}], recurrentKernel [${recurrentKernel.shape}], bias [${bias.shape}], mask [${mask?.shape}]`,
    )
  }
}
