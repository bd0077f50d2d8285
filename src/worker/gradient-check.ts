/** Whether a backend differentiates: on some devices forward passes are right and gradients are zero. */
import * as tf from '@tensorflow/tfjs-core'
import { createBatch, type Example } from '@/model/encoding'
import { createWeights, headShapes, type NetworkConfig, trunkShapes } from '@/model/network'
import { disposeBatch, uploadBatch } from '@/model/tensors'
import type { Vocabulary } from '@/model/vocabulary'
import { createVocabulary, quantiseVectors } from '@/model/vocabulary'
import { lossGradients, trainableNames } from '@/training/losses'

const NETWORK: NetworkConfig = {
  wordDimensions: 4,
  subwordBuckets: 8,
  subwordDimensions: 4,
  units: 4,
}
const LABELS = { intents: ['a', 'b'], slots: ['s'] }
const HEAD = 'check'
/** Largest distance of two gradients, as a share of the reference's length. */
const TOLERANCE = 0.01

export type GradientCheck = { isRight: boolean; worstWeight: string; distance: number }

/**
 * Differentiates a tiny network on a backend and on the CPU reference, weight by weight
 * (tensorflow/tfjs#8590 is what this guards against). Leaves `backend` current and no tensor behind.
 */
export async function checkGradients(backend: string): Promise<GradientCheck> {
  const expected = await gradientsOn('cpu')
  const actual = await gradientsOn(backend)
  let worst: GradientCheck = { isRight: true, worstWeight: '', distance: 0 }
  for (const [name, reference] of expected) {
    const distance = relativeDistance(actual.get(name), reference)
    if (!(distance <= worst.distance)) {
      worst = { isRight: distance <= TOLERANCE, worstWeight: name, distance }
    }
  }
  return worst
}

async function gradientsOn(backend: string): Promise<Map<string, Float32Array>> {
  await tf.setBackend(backend)
  const shapes = { ...trunkShapes(NETWORK), ...headShapes(NETWORK, HEAD, LABELS) }
  const weights = createWeights(shapes, 1)
  const batch = uploadBatch(createBatch(EXAMPLES, tinyVocabulary()), NETWORK.subwordBuckets)
  const { losses, gradients } = lossGradients(weights, trainableNames(weights, HEAD), batch, HEAD, {
    masks: null,
    intentWeight: 1,
    slotWeight: 1,
  })
  try {
    const read = new Map<string, Float32Array>()
    for (const [name, gradient] of Object.entries(gradients)) {
      read.set(name, Float32Array.from(await gradient.data<'float32'>()))
    }
    return read
  } finally {
    tf.dispose([losses, gradients, weights])
    disposeBatch(batch)
  }
}

function relativeDistance(actual: Float32Array | undefined, reference: Float32Array): number {
  let difference = 0
  let length = 0
  reference.forEach((value, index) => {
    difference += (value - (actual?.[index] ?? Number.NaN)) ** 2
    length += value ** 2
  })
  return Math.sqrt(difference / Math.max(length, 1e-12))
}

function tinyVocabulary(): Vocabulary {
  const rows = [
    [0.5, -0.25, 0.75, -1],
    [-0.5, 1, 0.25, 0.5],
  ]
  return createVocabulary({ words: ['one', 'two'], ...quantiseVectors(rows, 4) })
}

/** Two texts of different length, so that padding is in play too. */
const EXAMPLES: Example[] = [
  {
    words: Int32Array.of(0, 1, -1),
    subwords: [[1, 2], [3], [4, 5]],
    intent: 0,
    tags: Int32Array.of(0, 1, 2),
  },
  { words: Int32Array.of(1), subwords: [[6, 7]], intent: 1, tags: Int32Array.of(0) },
]
