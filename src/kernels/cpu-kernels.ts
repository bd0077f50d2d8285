/**
 * Puts the reference implementations behind TensorFlow.js's `cpu` backend, which is slow and always there: tests and
 * the check of other backends' gradients compare with it, and what it computes is in the `…-reference.ts` files. Here
 * is only the way between tensors and their arrays, which are row-major; kernel-names.ts lists what goes in and out.
 *
 * An input's array is the backend's own, shared by all clones of the tensor: nothing here writes to one, but for Adam,
 * which is to change weights and moments in place. Results are new arrays, which the backend takes over.
 */
import * as tf from '@tensorflow/tfjs-core'
import { type AdamSlot, type AdamStep, adamStep } from './adam-reference'
import { denseBackward, denseForward } from './dense-reference'
import { bagBackward, bagForward } from './embedding-bag-reference'
import * as names from './kernel-names'
import { lstmBackward, lstmForward } from './lstm-sequence-reference'
import { crossEntropyBackward, crossEntropyForward } from './softmax-cross-entropy-reference'
import { featuresBackward, featuresForward } from './task-features-reference'

/** The two members of tfjs-backend-cpu that a kernel needs. */
type CpuBackend = {
  data: { get: (dataId: object) => { values: Float32Array | Int32Array } }
  makeTensorInfo: (shape: number[], dtype: 'float32', values: Float32Array) => tf.TensorInfo
}

type CpuCall = {
  /** The input's numbers, not a copy. */
  floats: (name: string) => Float32Array
  integers: (name: string) => Int32Array
  has: (name: string) => boolean
  shape: (name: string) => number[]
  attributes: tf.NamedAttrMap
  /** A new tensor that owns `values`. */
  output: (shape: number[], values: Float32Array) => tf.TensorInfo
}

/** Registers all our kernels for `cpu`; harmless when called again. */
export function registerCpuKernels() {
  // y, and with it what the gradient needs to know: gates after their activation, and cell states. TensorFlow.js keeps
  // them on its tape until the gradient was made.
  register(names.LSTM_SEQUENCE, (call) => {
    const { y, gates, cellStates } = lstmForward(lstmSizes(call), {
      ...lstmParameters(call),
      bias: call.floats('bias'),
    })
    const { batch, time, units, cells } = lstmSizes(call)
    return [
      call.output([batch, time, cells * units], y),
      call.output([batch, time, cells * 4 * units], gates),
      call.output([batch, time, cells * units], cellStates),
    ]
  })
  register(names.LSTM_SEQUENCE_GRADIENT, (call) => {
    const trace = {
      y: call.floats('y'),
      gates: call.floats('gates'),
      cellStates: call.floats('cellStates'),
    }
    const gradients = lstmBackward(lstmSizes(call), lstmParameters(call), trace, call.floats('dy'))
    const forWeights = [
      call.output(call.shape('inputKernel'), gradients.dInputKernel),
      call.output(call.shape('recurrentKernel'), gradients.dRecurrentKernel),
      call.output([gradients.dBias.length], gradients.dBias),
    ]
    // Nobody asks for dx when no column of x depends on what is learned; when some do, it is made for all. The loss
    // depends on x through x ∘ mask, so that its gradient is multiplied by the mask, too.
    if ((call.attributes.constantColumns as number) >= call.shape('x')[2]!) return forWeights
    return [...forWeights, call.output(call.shape('x'), masked(call, gradients.dx))]
  })
  // Units are those of one direction of one layer: x has four groups of them in its last axis.
  register(names.TASK_FEATURES, (call) => {
    const { batch, time, units } = featureSizes(call)
    const features = featuresForward({ batch, time, units }, featureInputs(call))
    return [
      call.output([batch, time, 2 * units], features.slotStates),
      call.output([batch, 4 * units], features.intentSummary),
    ]
  })
  register(names.TASK_FEATURES_GRADIENT, (call) => {
    const slopes = ['dSlotStates', 'dIntentSummary'].map(call.floats)
    const dx = featuresBackward(featureSizes(call), featureInputs(call), slopes[0]!, slopes[1]!)
    return call.output(call.shape('x'), dx)
  })
  register(names.EMBEDDING_BAG, (call) => {
    const width = call.shape('table')[1]!
    const bags = { offsets: call.integers('offsets'), values: call.integers('values') }
    // offsets has one entry more than there are bags, as raggedRows makes them; without a prefix its width is 0.
    const prefixWidth = call.attributes.prefixWidth as number
    const prefix = prefixWidth > 0 ? call.floats('prefix') : new Float32Array()
    const vectors = bagForward(width, call.floats('table'), bags, {
      values: prefix,
      width: prefixWidth,
    })
    return call.output([bags.offsets.length - 1, prefixWidth + width], vectors)
  })
  register(names.EMBEDDING_BAG_GRADIENT, (call) => {
    const prefixWidth = call.attributes.prefixWidth as number
    const width = call.shape('dy')[1]! - prefixWidth
    const uses = { offsets: call.integers('useOffsets'), values: call.integers('uses') }
    const sizes = { width, prefixWidth }
    const dTable = bagBackward(sizes, call.integers('offsets'), uses, call.floats('dy'))
    return call.output([uses.offsets.length - 1, width], dTable)
  })
  register(names.SOFTMAX_CROSS_ENTROPY, (call) => {
    return call.output([], Float32Array.of(crossEntropyForward(classification(call))))
  })
  // dy is a scalar, ∂L/∂loss: 1, or this loss's share in a sum of several.
  register(names.SOFTMAX_CROSS_ENTROPY_GRADIENT, (call) => {
    const dLogits = crossEntropyBackward(classification(call), call.floats('dy')[0]!)
    return call.output(call.shape('logits'), dLogits)
  })
  register(names.DENSE, (call) => {
    const sizes = denseSizes(call)
    const y = denseForward(sizes, call.floats('x'), call.floats('kernel'), call.floats('bias'))
    return call.output([sizes.rows, sizes.outputs], y)
  })
  register(names.DENSE_GRADIENT, (call) => {
    const { floats } = call
    const gradients = denseBackward(denseSizes(call), floats('x'), floats('kernel'), floats('dy'))
    return [
      call.output(call.shape('x'), gradients.dx),
      call.output(call.shape('kernel'), gradients.dKernel),
      call.output([gradients.dBias.length], gradients.dBias),
    ]
  })
  register(names.ADAM_UPDATE, (call) => {
    const { step, rates, decays, places, ...settings } = call.attributes as unknown as AdamStep
    const moments = call.floats('moments')
    // Of each tensor its means from `place` on, then its variances: views, so that writing to them changes the moments.
    const slots = rates.map((learningRate, index): AdamSlot => {
      const weight = call.floats(`weight${index}`)
      const place = places[index]!
      return {
        weight,
        gradient: call.floats(`gradient${index}`),
        mean: moments.subarray(place, place + weight.length),
        variance: moments.subarray(place + weight.length, place + 2 * weight.length),
        learningRate,
        weightDecay: decays[index]!,
      }
    })
    return call.output([], Float32Array.of(adamStep(slots, settings, step)))
  })
}

function register(kernelName: string, run: (call: CpuCall) => tf.TensorInfo | tf.TensorInfo[]) {
  if (tf.getKernel(kernelName, 'cpu')) return
  tf.registerKernel({
    kernelName,
    backendName: 'cpu',
    kernelFunc: ({ inputs, backend, attrs }) => {
      const cpu = backend as CpuBackend
      const values = (name: string) => cpu.data.get(inputs[name]!.dataId).values
      return run({
        floats: (name) => values(name) as Float32Array,
        integers: (name) => values(name) as Int32Array,
        has: (name) => inputs[name] !== undefined,
        shape: (name) => inputs[name]!.shape,
        attributes: attrs ?? {},
        output: (shape, values) => cpu.makeTensorInfo(shape, 'float32', values),
      })
    },
  })
}

/** x is [batch, time, inputSize], the recurrent kernel [cells, units, 4·units]. */
function lstmSizes({ shape }: CpuCall) {
  const [batch, time, inputSize] = shape('x') as [number, number, number]
  const [cells, units] = shape('recurrentKernel') as [number, number]
  return { batch, time, inputSize, units, cells }
}

function lstmParameters(call: CpuCall) {
  const { floats, integers } = call
  return {
    x: masked(call, floats('x')),
    lengths: integers('lengths'),
    inputKernel: floats('inputKernel'),
    recurrentKernel: floats('recurrentKernel'),
  }
}

/** Values of [batch, time, width] times the row's factors in `mask`, if there is one. */
function masked(call: CpuCall, values: Float32Array): Float32Array {
  if (!call.has('mask')) return values
  const mask = call.floats('mask')
  const [, time, width] = call.shape('x') as [number, number, number]
  // at = (row · time + position) · width + column; the mask has one row of `width` factors for each row of the batch.
  const factorOf = (at: number) => mask[Math.floor(at / (time * width)) * width + (at % width)]!
  return values.map((value, at) => value * factorOf(at))
}

/** Units of each of the four groups in the last axis of x. */
function featureSizes({ shape }: CpuCall) {
  const [batch, time, width] = shape('x') as [number, number, number]
  return { batch, time, units: width / 4 }
}

/** Without dropout the input called `mask` is some other tensor, to be left alone. */
function featureInputs({ floats, integers, attributes }: CpuCall) {
  const mask = attributes.hasMask ? floats('mask') : null
  return { x: floats('x'), lengths: integers('lengths'), mask }
}

function classification({ floats, integers, shape }: CpuCall) {
  return {
    logits: floats('logits'),
    labels: integers('labels'),
    weights: floats('weights'),
    classes: shape('logits')[1]!,
  }
}

function denseSizes({ shape }: CpuCall) {
  const [rows, inputs] = shape('x') as [number, number]
  return { rows, inputs, outputs: shape('kernel')[1]! }
}
