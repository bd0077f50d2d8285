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

/** What one step asked of WebGPU. */
export type StepCounts = {
  dispatches: number
  passes: number
  submissions: number
  /** Made anew. */
  buffers: number
  bindGroups: number
}

const TEXTS = {
  short: ['play jazz', 'order coffee'],
  long: ['play some jazz for me please', 'order a cup of coffee'],
}

/**
 * Counts of steps of two lengths that have been before, of a network with both heads, subwords and dropout, without the
 * reading of losses; webgpu must be current.
 */
export async function countSteps(): Promise<StepCounts[]> {
  const labels = { intents: ['Play', 'Order'], slots: ['genre'] }
  const shapes = { ...trunkShapes(TINY_NETWORK), ...headShapes(TINY_NETWORK, 'skill', labels) }
  const weights = createWeights(shapes, 1)
  const names = trainableNames(weights, { head: 'skill' })
  const adam = createAdam({ shapes, maxGradientNorm: 1 })
  const encoder = createEncoder(createTinyVocabulary(), TINY_NETWORK.subwordBuckets)
  const counter = startCounting()
  const step = async (texts: readonly string[]): Promise<StepCounts> => {
    const examples = texts.map((text, intent) => {
      const { encoded, tokens } = encoder.encode(text)
      return { ...encoded, intent, tags: new Int32Array(tokens.length).fill(1) }
    })
    counter.reset()
    const batch = uploadBatch(
      createBatch(examples, encoder.vocabulary),
      TINY_NETWORK.subwordBuckets,
    )
    const rates = { input: 0.1, shared: 0.1, task: 0.1 }
    const masks = createDropoutMasks(rates, TINY_NETWORK, examples.length, createRandom('masks'))
    const options = { masks, intentWeight: 1, slotWeight: 2 }
    const { losses, gradients } = lossGradients(weights, names, batch, 'skill', options)
    const norm = adam.update({ weights, gradients, learningRates: 0.01 })
    const counted = counter.counts()
    tf.dispose([norm, gradients, masks?.input, masks?.shared, masks?.task].filter((t) => !!t))
    disposeBatch(batch)
    await losses.data()
    losses.dispose()
    return counted
  }
  try {
    for (let round = 0; round < 3; round += 1) {
      await step(TEXTS.short)
      await step(TEXTS.long)
    }
    return [await step(TEXTS.short), await step(TEXTS.long)]
  } finally {
    counter.stop()
    adam.dispose()
    tf.dispose(weights)
  }
}

/** Counts calls of WebGPU until it is stopped. */
function startCounting() {
  const counts: StepCounts = {
    dispatches: 0,
    passes: 0,
    submissions: 0,
    buffers: 0,
    bindGroups: 0,
  }
  const places = [
    [GPUComputePassEncoder.prototype, 'dispatchWorkgroups', 'dispatches'],
    [GPUCommandEncoder.prototype, 'beginComputePass', 'passes'],
    [GPUQueue.prototype, 'submit', 'submissions'],
    [GPUDevice.prototype, 'createBuffer', 'buffers'],
    [GPUDevice.prototype, 'createBindGroup', 'bindGroups'],
  ] as const
  const restores = places.map(([prototype, method, counted]) => {
    const methods = prototype as unknown as Record<string, (...call: unknown[]) => unknown>
    const original = methods[method]!
    methods[method] = function (...call) {
      counts[counted] += 1
      return original.apply(this, call)
    }
    return () => {
      methods[method] = original
    }
  })
  return {
    reset: () => {
      for (const name of Object.keys(counts) as (keyof StepCounts)[]) counts[name] = 0
    },
    counts: () => ({ ...counts }),
    stop: () => {
      for (const restore of restores) restore()
    },
  }
}
