/** The same network as anybody would write it with tf.layers (its intent layer reads the last states alone). */
import * as tf from '@tensorflow/tfjs'
import { createSpeedBatch } from './batch'
import type { Contestant } from './contestant'
import { INTENTS, type SpeedSize, TAGS } from './size'

/** Runs on whatever backend is current. */
export function createStockContestant(size: SpeedSize): Contestant {
  const { units, batch, time, inputSize } = size
  const bidirectional = (returnSequences: boolean) =>
    tf.layers.bidirectional({
      layer: tf.layers.lstm({
        units,
        returnSequences,
        recurrentActivation: 'sigmoid',
        // Orthogonal, the default, takes seconds to make and changes nothing about speed.
        recurrentInitializer: 'glorotUniform',
      }) as never,
      mergeMode: 'concat',
    })
  const input = tf.input({ shape: [time, inputSize] })
  const shared = bidirectional(true).apply(input)
  const slot = bidirectional(true).apply(shared) as tf.SymbolicTensor
  const intent = bidirectional(false).apply(shared) as tf.SymbolicTensor
  const logits = (classes: number) => tf.layers.dense({ units: classes })
  const model = tf.model({
    inputs: input,
    outputs: [
      logits(TAGS).apply(slot) as tf.SymbolicTensor,
      logits(INTENTS).apply(intent) as tf.SymbolicTensor,
    ],
  })
  const optimizer = tf.train.adam(1e-3)
  const values = createSpeedBatch(size)
  const one = tf.tensor3d(values.x.slice(0, time * inputSize), [1, time, inputSize])
  return {
    step() {
      const x = tf.tensor3d(values.x, [batch, time, inputSize])
      const tags = tf.tidy(() =>
        tf.reshape(tf.oneHot(tf.tensor1d(values.tags, 'int32'), TAGS), [batch, time, TAGS]),
      )
      const intents = tf.tidy(() => tf.oneHot(tf.tensor1d(values.intents, 'int32'), INTENTS))
      const value = optimizer.minimize(() => {
        const [slotLogits, intentLogits] = model.apply(x, { training: true }) as tf.Tensor[]
        return tf.add(
          tf.losses.softmaxCrossEntropy(tags, slotLogits!),
          tf.losses.softmaxCrossEntropy(intents, intentLogits!),
        )
      }, true)!
      tf.dispose([x, tags, intents])
      return {
        async loss() {
          const [loss] = await value.data()
          value.dispose()
          return loss!
        },
      }
    },
    async predict() {
      const outputs = model.predictOnBatch(one) as tf.Tensor[]
      await Promise.all(outputs.map((output) => output.data()))
      tf.dispose(outputs)
    },
    dispose() {
      model.dispose()
      optimizer.dispose()
      one.dispose()
    },
  }
}
