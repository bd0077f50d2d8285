/** The optimiser: Adam with clipping by global norm, all weights in one kernel call, in place. */
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
  const means = new Map<string, tf.Tensor>()
  const variances = new Map<string, tf.Tensor>()
  let steps = 0

  // Fresh copies each: a tensor may be written in place only when nobody shares its memory.
  const allocate = (name: string, moments?: AdamMoments) => {
    const shape = shapes[name]!
    means.get(name)?.dispose()
    variances.get(name)?.dispose()
    const create = (values?: Float32Array) =>
      tf.keep(
        tf.tensor(values ? values.slice() : new Float32Array(tf.util.sizeFromShape(shape)), shape),
      )
    means.set(name, create(moments?.mean))
    variances.set(name, create(moments?.variance))
  }
  for (const name of Object.keys(shapes)) allocate(name)

  return {
    get step() {
      return steps
    },
    update({ weights, gradients, learningRates }) {
      const inputs: Record<string, tf.Tensor> = {}
      const rates: number[] = []
      const decays: number[] = []
      for (const name of Object.keys(shapes)) {
        const weight = weights[name]
        const gradient = gradients[name]
        const rate = typeof learningRates === 'number' ? learningRates : (learningRates[name] ?? 0)
        if (!weight || !gradient || rate === 0) continue
        const index = rates.length
        inputs[`weight${index}`] = weight
        inputs[`gradient${index}`] = gradient
        inputs[`mean${index}`] = means.get(name)!
        inputs[`variance${index}`] = variances.get(name)!
        rates.push(rate)
        decays.push(weight.rank < 2 ? 0 : settings.weightDecay)
      }
      steps++
      const attributes = { ...settings, step: steps, rates, decays }
      return tf.engine().runKernel(ADAM_UPDATE, inputs, attributes)
    },
    async exportState() {
      const moments: Record<string, AdamMoments> = {}
      for (const name of Object.keys(shapes)) {
        const [mean, variance] = await Promise.all([
          means.get(name)!.data(),
          variances.get(name)!.data(),
        ])
        moments[name] = { mean: Float32Array.from(mean), variance: Float32Array.from(variance) }
      }
      return { step: steps, moments }
    },
    importState(state) {
      for (const [name, shape] of Object.entries(shapes)) {
        const moments = state.moments[name]
        if (moments?.mean.length !== tf.util.sizeFromShape(shape)) {
          throw new Error(`Adam: the state does not fit the weight ${name}`)
        }
        allocate(name, moments)
      }
      steps = state.step
    },
    dispose() {
      tf.dispose([...means.values(), ...variances.values()])
      means.clear()
      variances.clear()
    },
  }
}
