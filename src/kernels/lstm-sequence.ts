/** The op `lstmSequence`: one or more LSTM cells over whole sequences of different lengths, in one kernel per direction of the gradient. */
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
}

/**
 * Runs `cells` LSTM cells over the same input: even cells forward, odd ones backward over each row's own
 * length, so two cells are one bidirectional LSTM. Gates in the order i, f, g, o; sigmoid gates, tanh.
 * Returns [batch, time, cells·units]; zero at padded positions, which are never read.
 * Differentiable for x, inputKernel, recurrentKernel and bias. The caller owns the result.
 */
export function lstmSequence(inputs: LstmSequenceInputs): tf.Tensor3D {
  const { lengths } = inputs
  assertShapes(inputs)
  const run = tf.customGrad((x, inputKernel, recurrentKernel, bias, save) => {
    const [y, gates, cellStates] = tf.engine().runKernel(LSTM_SEQUENCE, {
      x: x as tf.Tensor,
      lengths,
      inputKernel: inputKernel as tf.Tensor,
      recurrentKernel: recurrentKernel as tf.Tensor,
      bias: bias as tf.Tensor,
    }) as unknown as [tf.Tensor3D, tf.Tensor, tf.Tensor]
    const saved = [x, lengths, inputKernel, recurrentKernel, y, gates, cellStates] as tf.Tensor[]
    ;(save as tf.GradSaveFunc)(saved)
    const gradFunc = (dy: tf.Tensor, kept: tf.Tensor[]) => {
      const [x, lengths, inputKernel, recurrentKernel, y, gates, cellStates] = kept as [
        tf.Tensor,
        tf.Tensor,
        tf.Tensor,
        tf.Tensor,
        tf.Tensor,
        tf.Tensor,
        tf.Tensor,
      ]
      return tf.engine().runKernel(LSTM_SEQUENCE_GRADIENT, {
        dy,
        x,
        lengths,
        inputKernel,
        recurrentKernel,
        y,
        gates,
        cellStates,
      }) as unknown as tf.Tensor[]
    }
    return { value: y, gradFunc }
  })
  return run(inputs.x, inputs.inputKernel, inputs.recurrentKernel, inputs.bias) as tf.Tensor3D
}

function assertShapes({ x, lengths, inputKernel, recurrentKernel, bias }: LstmSequenceInputs) {
  const [cells, units, gateWidth] = recurrentKernel.shape
  const width = cells * 4 * units
  const isConsistent =
    gateWidth === 4 * units &&
    inputKernel.shape[0] === x.shape[2] &&
    inputKernel.shape[1] === width &&
    bias.size === width &&
    lengths.size === x.shape[0] &&
    lengths.dtype === 'int32'
  if (!isConsistent) {
    throw new Error(
      `lstmSequence: shapes do not fit: x [${x.shape}], lengths ${lengths.dtype} [${lengths.shape}], ` +
        `inputKernel [${inputKernel.shape}], recurrentKernel [${recurrentKernel.shape}], bias [${bias.shape}]`,
    )
  }
}
