/** How fast this machine learns and answers: a few steps of the real network, on whatever backend is current. */
import * as tf from '@tensorflow/tfjs-core'
import { createAdam } from '@/kernels/adam'
import { allowSecondThread, hasSecondThread } from '@/kernels/wasm-kernels'
import { createDropoutMasks } from '@/model/dropout'
import type { Batch } from '@/model/encoding'
import { forward } from '@/model/network'
import {
  DEFAULT_NETWORK,
  headShapes,
  type NetworkConfig,
  trunkShapes,
} from '@/model/network-shapes'
import { disposeBatch, uploadBatch } from '@/model/tensors'
import { createRandom } from '@/project/random'
import { lossGradients, trainableNames } from '@/training/losses'
import { FINE_TUNING } from '@/training/training-config'
import { yieldToHost } from '@/training/yield-to-host'
import type { BackendName, Pace } from './job'

const HEAD = 'pace'
/** As many labels as a skill of middling size has. */
const LABELS = {
  intents: Array.from({ length: 10 }, (_, index) => `intent ${index}`),
  slots: Array.from({ length: 10 }, (_, index) => `slot ${index}`),
}
/** Tokens of an utterance: most have fewer. */
const TIME = 10
/** Rows of the subword table that a skill of a hundred to three hundred utterances carries. */
const SUBWORD_ROWS = 2_048
/** Steps between two waits: a GPU is kept busy as in training, a processor is asked after each. */
const STEPS_OF_READ = { webgpu: 8, wasm: 1, cpu: 1 } as const
/** A thread starts within this, or there is none. */
const THREAD_WITHIN_MS = 300

/** Steps of the network that ships and its answers, to be timed; what the numbers are makes no difference to that. */
export type PaceTask = {
  /** So many steps, the losses of the last one read. */
  learn: (steps: number) => Promise<void>
  /** One utterance, its logits read. */
  answer: () => Promise<void>
  dispose: () => void
}

/** On whatever backend is current; `size` and `time` are utterances of a step and tokens of each. */
export function createPaceTask(
  options: { network?: NetworkConfig | undefined; size?: number; time?: number } = {},
): PaceTask {
  const { size = FINE_TUNING.batchSize, time = TIME } = options
  const network = options.network ?? { ...DEFAULT_NETWORK, subwordBuckets: SUBWORD_ROWS }
  const shapes = { ...trunkShapes(network), ...headShapes(network, HEAD, LABELS) }
  const weights = Object.fromEntries(
    Object.entries(shapes).map(([name, shape]) => [name, tf.fill(shape, 0.01)]),
  )
  const names = trainableNames(weights, { head: HEAD })
  const adam = createAdam({ shapes, maxGradientNorm: FINE_TUNING.maxGradientNorm })
  const [many, one] = [batchOf(size, time, network), batchOf(1, time, network)]
  return {
    async learn(steps) {
      for (let step = 0; step < steps; step += 1) {
        const tensors = uploadBatch(many, network.subwordBuckets)
        const masks = createDropoutMasks(
          FINE_TUNING.dropout,
          network,
          many.size,
          createRandom(`pace/${step}`),
        )
        const { losses, gradients } = lossGradients(weights, names, tensors, HEAD, {
          masks,
          intentWeight: FINE_TUNING.intentWeight,
          slotWeight: FINE_TUNING.slotWeight,
        })
        const norm = adam.update({ weights, gradients, learningRates: 1e-6 })
        disposeBatch(tensors)
        if (masks) tf.dispose([masks.input, masks.shared, masks.task])
        if (step === steps - 1) await losses.data()
        tf.dispose([losses, norm, gradients])
      }
      await yieldToHost()
    },
    async answer() {
      const tensors = uploadBatch(one, network.subwordBuckets)
      const { intentLogits, slotLogits } = tf.tidy(() => {
        const output = forward(weights, tensors, HEAD, null)
        return { intentLogits: output.intentLogits!, slotLogits: output.slotLogits! }
      })
      await Promise.all([intentLogits.data(), slotLogits.data()])
      tf.dispose([intentLogits, slotLogits])
      disposeBatch(tensors)
    },
    dispose() {
      adam.dispose()
      tf.dispose(weights)
    },
  }
}

/**
 * Measures the current backend for about `budgetMs` of steps, and a third of that for answers, after a warm-up that
 * compiles what has to be compiled. Leaves no tensor behind.
 *
 * @param options `threads` of the WASM backend; the `network` that ships, unless a test has a smaller one
 */
export async function measurePace(
  backend: BackendName,
  options: { budgetMs?: number; threads?: 1 | 2; network?: NetworkConfig } = {},
): Promise<Pace> {
  const { budgetMs = 120, threads = 2, network } = options
  const isThreaded = backend === 'wasm' && threads === 2 && (await hasHelp())
  if (backend === 'wasm') allowSecondThread(isThreaded)
  const { learn, answer, dispose } = createPaceTask({ network })
  try {
    await learn(1)
    await answer()
    return {
      backend,
      threads: isThreaded ? 2 : 1,
      stepsPerSecond: await ratePerSecond(budgetMs, STEPS_OF_READ[backend], learn),
      answersPerSecond: await ratePerSecond(budgetMs / 3, 1, answer),
    }
  } finally {
    if (backend === 'wasm') allowSecondThread(true)
    dispose()
  }
}

async function ratePerSecond(
  budgetMs: number,
  count: number,
  run: (count: number) => Promise<void>,
): Promise<number> {
  const start = performance.now()
  let done = 0
  do {
    await run(count)
    done += count
  } while (performance.now() - start < budgetMs)
  return (1000 * done) / (performance.now() - start)
}

/** The second thread of our WASM kernels starts in the background. */
async function hasHelp(): Promise<boolean> {
  // Pages that are not cross-origin isolated have no memory to share: nobody will come.
  if (typeof SharedArrayBuffer === 'undefined') return false
  const deadline = performance.now() + THREAD_WITHIN_MS
  while (!hasSecondThread() && performance.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return hasSecondThread()
}

function batchOf(
  size: number,
  time: number,
  { subwordBuckets, wordDimensions }: NetworkConfig,
): Batch {
  const places = size * time
  return {
    size,
    time,
    lengths: new Int32Array(size).fill(time),
    wordVectors: new Float32Array(places * wordDimensions).fill(0.1),
    bags: Array.from({ length: places }, (_, place) =>
      [1, 2, 3, 5].map((factor) => (factor * 977 * (place + 1)) % subwordBuckets),
    ),
    intents: new Int32Array(size),
    intentWeights: new Float32Array(size).fill(1),
    tags: new Int32Array(places),
    tagWeights: new Float32Array(places).fill(1),
  }
}
