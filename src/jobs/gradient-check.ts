/** Whether a backend differentiates: on some devices forward passes are right and gradients are zero. */
import * as tf from '@tensorflow/tfjs-core'
import { createBatch, type Example } from '@/model/encoding'
import { createWeights } from '@/model/network'
import { headShapes, type NetworkConfig, trunkShapes } from '@/model/network-shapes'
import { disposeBatch, uploadBatch } from '@/model/tensors'
import type { Vocabulary } from '@/model/vocabulary'
import { createVocabulary, quantiseVectors } from '@/model/vocabulary'
import { createRandom } from '@/project/random'
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
const PATTERNS = 4

export type GradientCheck = { isRight: boolean; worstWeight: string; distance: number }

/**
 * Differentiates a tiny network on a backend and compares each weight's gradient with what the CPU reference gives
 * (tensorflow/tfjs#8590 is what this guards against). Leaves `backend` current and no tensor behind.
 */
export async function checkGradients(backend: string): Promise<GradientCheck> {
  const digests = await gradientDigests(backend)
  let worst: GradientCheck = { isRight: true, worstWeight: '', distance: 0 }
  for (const [name, reference] of Object.entries(REFERENCE_DIGESTS)) {
    const distance = relativeDistance(digests[name], reference)
    if (!(distance <= worst.distance)) {
      worst = { isRight: distance <= TOLERANCE, worstWeight: name, distance }
    }
  }
  return worst
}

/**
 * What `gradientDigests('cpu')` gives, kept so that nobody who has a faster backend loads the slow one for the check;
 * a test compares it with the CPU.
 */
export const REFERENCE_DIGESTS: Record<string, number[]> = {
  'subword/table': [-0.09331404, -0.008652018, -0.1458727, -0.07247648],
  'shared/inputKernel': [-0.0850234, 0.02775424, 0.05788053, -0.020248],
  'shared/recurrentKernel': [-0.0003319912, 0.002206767, 0.0003588758, -0.003654961],
  'shared/bias': [0.003494898, 0.1499044, -0.1174873, 0.03466819],
  'task/inputKernel': [0.04240774, -0.0321488, -0.03060563, 0.009973218],
  'task/recurrentKernel': [-0.006667913, -0.007352495, -0.01054351, 0.001394365],
  'task/bias': [0.04174457, -0.1911518, 0.2204869, 0.3072462],
  'head/check/intent/kernel': [-0.02518315, -0.007892261, -0.06170129, 0.07713996],
  'head/check/intent/bias': [0, 0, 0.0160196, 0.0160196],
  'head/check/slot/kernel': [0.01160599, 0.04655575, 0.003801476, -0.009748109],
  'head/check/slot/bias': [0.1740716, -0.13898, 0, 0.3130516],
}

/** Each gradient's sums with four fixed patterns of signs: a difference anywhere shows in them, near its own length. */
export async function gradientDigests(backend: string): Promise<Record<string, number[]>> {
  const gradients = await gradientsOn(backend)
  return Object.fromEntries(
    [...gradients].map(([name, values]) => {
      const random = createRandom(`gradient check/${name}`)
      const signs = Array.from({ length: PATTERNS }, () =>
        Array.from(values, () => (random.next() < 0.5 ? -1 : 1)),
      )
      return [name, signs.map((row) => row.reduce((sum, sign, i) => sum + sign * values[i]!, 0))]
    }),
  )
}

async function gradientsOn(backend: string): Promise<Map<string, Float32Array>> {
  await tf.setBackend(backend)
  const shapes = { ...trunkShapes(NETWORK), ...headShapes(NETWORK, HEAD, LABELS) }
  const weights = createWeights(shapes, 1)
  const batch = uploadBatch(createBatch(EXAMPLES, tinyVocabulary()), NETWORK.subwordBuckets)
  const { losses, gradients } = lossGradients(
    weights,
    trainableNames(weights, { head: HEAD }),
    batch,
    HEAD,
    {
      masks: null,
      intentWeight: 1,
      slotWeight: 1,
    },
  )
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

function relativeDistance(actual: number[] | undefined, reference: number[]): number {
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
    forms: Int32Array.of(0, 1, 2),
    intent: 0,
    tags: Int32Array.of(0, 1, 2),
  },
  {
    words: Int32Array.of(1),
    subwords: [[6, 7]],
    forms: Int32Array.of(1),
    intent: 1,
    tags: Int32Array.of(0),
  },
]
