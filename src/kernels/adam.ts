/**
 * The optimiser: Adam with clipping by global norm, all weights in one kernel call, in place. adam-reference.ts has the
 * formulas and their sources. All moments are one tensor, in the order of `shapes`:
 *
 *     [ mean of a | variance of a | mean of b | variance of b | … ]      each as long as its weight
 *       ^ place of a                ^ place of b
 */
import * as tf from '@tensorflow/tfjs-core'
import type { AdamSettings } from './adam-reference'
import { ADAM_UPDATE } from './kernel-names'

/** Mean and variance of a weight's gradient, as checkpoints keep them. */
export type AdamMoments = { mean: Float32Array; variance: Float32Array }
export type AdamState = { step: number; moments: Record<string, AdamMoments> }

export type AdamUpdate = {
  /** Changed in place (so does every clone of them, which shares their memory). */
  weights: Record<string, tf.Tensor>
  /** By the same names; weights without a gradient stay as they are. The caller disposes them. */
  gradients: Record<string, tf.Tensor>
  /** One for all, or by name; a name left out has 0 and does not move. */
  learningRates: number | Record<string, number>
}

export type Adam = {
  /**
   * Moves the weights one step. Returns the norm of all gradients together, before clipping, as a scalar that the
   * caller disposes: not finite when a gradient was not, and then every weight that had a gradient is NaN.
   */
  update: (step: AdamUpdate) => tf.Scalar
  /** Steps taken so far. */
  readonly step: number
  /** The state at the time of the call. */
  exportState: () => Promise<AdamState>
  /** Throws when a name or a length differs from `shapes`. */
  importState: (state: AdamState) => void
  dispose: () => void
}

const DEFAULTS: AdamSettings = {
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-8,
  weightDecay: 0,
  maxGradientNorm: Number.POSITIVE_INFINITY,
}

/** Creates the optimiser of the named weights; its moments (twice the weights' size) live on the backend until `dispose`. */
export function createAdam(
  options: { shapes: Record<string, number[]> } & Partial<AdamSettings>,
): Adam {
  const { shapes, ...given } = options
  const settings = { ...DEFAULTS, ...given }
  // All moments in one tensor, so that a kernel reaches many weights' with one binding, and a checkpoint reads once.
  const places = new Map<string, number>()
  let total = 0
  for (const [name, shape] of Object.entries(shapes)) {
    places.set(name, total)
    total += 2 * tf.util.sizeFromShape(shape)
  }
  // A fresh copy: a tensor may be written in place only when nobody shares its memory.
  let moments = tf.keep(tf.tensor1d(new Float32Array(total)))
  let steps = 0

  return {
    get step() {
      return steps
    },
    update({ weights, gradients, learningRates }) {
      const inputs: Record<string, tf.Tensor> = { moments }
      const rates: number[] = []
      const decays: number[] = []
      const placesOfStep: number[] = []
      // The kernel gets the tensors that move in this step, numbered, and lists with an entry for each: rates, decays
      // and places. A weight that is left out keeps its moments, too: they do not fade while nobody asks for its
      // gradient.
      for (const name of Object.keys(shapes)) {
        const weight = weights[name]
        const gradient = gradients[name]
        const rate = typeof learningRates === 'number' ? learningRates : (learningRates[name] ?? 0)
        if (!weight || !gradient || rate === 0) continue
        const index = rates.length
        inputs[`weight${index}`] = weight
        inputs[`gradient${index}`] = gradient
        rates.push(rate)
        // Biases are not drawn to 0: they do not multiply anything.
        decays.push(weight.rank < 2 ? 0 : settings.weightDecay)
        placesOfStep.push(places.get(name)!)
      }
      // Counted for all weights together, so that the corrections of one that joins late are those of an old one.
      steps++
      const attributes = { ...settings, step: steps, rates, decays, places: placesOfStep }
      return tf.engine().runKernel(ADAM_UPDATE, inputs, attributes)
    },
    async exportState() {
      // Copied at once and then read, so that steps may go on meanwhile.
      const copy = tf.tidy(() => tf.mul(moments, 1))
      const step = steps
      const values = (await copy.data()) as Float32Array
      copy.dispose()
      const state: Record<string, AdamMoments> = {}
      for (const [name, shape] of Object.entries(shapes)) {
        const size = tf.util.sizeFromShape(shape)
        const place = places.get(name)!
        state[name] = {
          mean: values.slice(place, place + size),
          variance: values.slice(place + size, place + 2 * size),
        }
      }
      return { step, moments: state }
    },
    importState(state) {
      const values = new Float32Array(total)
      for (const [name, shape] of Object.entries(shapes)) {
        const { mean, variance } = state.moments[name] ?? {}
        const size = tf.util.sizeFromShape(shape)
        if (mean?.length !== size || variance?.length !== size) {
          throw new Error(`Adam: the state does not fit the weight ${name}`)
        }
        values.set(mean, places.get(name)!)
        values.set(variance, places.get(name)! + size)
      }
      moments.dispose()
      moments = tf.keep(tf.tensor1d(values))
      steps = state.step
    },
    dispose() {
      moments.dispose()
    },
  }
}
