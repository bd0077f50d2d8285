/** Counts what one step of fine-tuning hands to the GPU. */
import * as tf from '@tensorflow/tfjs-core'
import { createAdam } from '@/kernels/adam'
import { createDropoutMasks } from '@/model/dropout'
import { createBatch, createEncoder } from '@/model/encoding'
import { createTinyVocabulary, TINY_NETWORK } from '@/model/fixtures'
import { createWeights } from '@/model/network'
import { headShapes, trunkShapes } from '@/model/network-shapes'
import { disposeBatch, uploadBatch } from '@/model/tensors'
import { createRandom } from '@/project/random'
import { lossGradients, trainableNames } from '@/training/losses'

/** Dispatches of the second step, of a network with both heads, subwords and dropout; webgpu must be current. */
export async function countDispatches(): Promise<number> {
  const labels = { intents: ['Play', 'Order'], slots: ['genre'] }
  const shapes = { ...trunkShapes(TINY_NETWORK), ...headShapes(TINY_NETWORK, 'skill', labels) }
  const weights = createWeights(shapes, 1)
  const names = trainableNames(weights, { head: 'skill' })
  const adam = createAdam({ shapes, maxGradientNorm: 1 })
  const encoder = createEncoder(createTinyVocabulary(), TINY_NETWORK.subwordBuckets)
  const examples = ['play some jazz', 'order a coffee'].map((text, intent) => {
    const { encoded, tokens } = encoder.encode(text)
    return { ...encoded, intent, tags: new Int32Array(tokens.length).fill(1) }
  })
  const step = async () => {
    const batch = uploadBatch(
      createBatch(examples, encoder.vocabulary),
      TINY_NETWORK.subwordBuckets,
    )
    const rates = { input: 0.1, shared: 0.1, task: 0.1 }
    const masks = createDropoutMasks(rates, TINY_NETWORK, examples.length, createRandom('masks'))
    const options = { masks, intentWeight: 1, slotWeight: 2 }
    const { losses, gradients } = lossGradients(weights, names, batch, 'skill', options)
    const norm = adam.update({ weights, gradients, learningRates: 0.01 })
    const counted = dispatches
    await losses.data()
    tf.dispose(
      [losses, norm, gradients, masks?.input, masks?.shared, masks?.task].filter((t) => !!t),
    )
    disposeBatch(batch)
    return counted
  }
  let dispatches = 0
  const passes = GPUComputePassEncoder.prototype
  const { dispatchWorkgroups } = passes
  passes.dispatchWorkgroups = function (...groups) {
    dispatches += 1
    return dispatchWorkgroups.apply(this, groups)
  }
  try {
    await step()
    dispatches = 0
    return await step()
  } finally {
    passes.dispatchWorkgroups = dispatchWorkgroups
    adam.dispose()
    tf.dispose(weights)
  }
}
