/** Puts the reference implementations behind TensorFlow.js's `cpu` backend. */
import * as tf from '@tensorflow/tfjs-core'
import { type AdamSettings, type AdamSlot, adamStep } from './adam-reference'
import { denseBackward, denseForward } from './dense-reference'
import { bagBackward, bagForward } from './embedding-bag-reference'
import * as names from './kernel-names'
import { lstmBackward, lstmForward } from './lstm-sequence-reference'
import { summaryBackward, summaryForward } from './sequence-summary-reference'
import { crossEntropyBackward, crossEntropyForward } from './softmax-cross-entropy-reference'

/** The two members of tfjs-backend-cpu that a kernel needs. */
type CpuBackend = {
  data: { get: (dataId: object) => { values: Float32Array | Int32Array } }
  makeTensorInfo: (shape: number[], dtype: 'float32', values: Float32Array) => tf.TensorInfo
}

type CpuCall = {
  /** The input's numbers, not a copy. */
  floats: (name: string) => Float32Array
  integers: (name: string) => Int32Array
  shape: (name: string) => number[]
  attributes: tf.NamedAttrMap
  output: (shape: number[], values: Float32Array) => tf.TensorInfo
}

/** Registers all our kernels for `cpu`; harmless when called again. */
export function registerCpuKernels() {
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
    return [
      call.output(call.shape('x'), gradients.dx),
      call.output(call.shape('inputKernel'), gradients.dInputKernel),
      call.output(call.shape('recurrentKernel'), gradients.dRecurrentKernel),
      call.output([gradients.dBias.length], gradients.dBias),
    ]
  })
  register(names.SEQUENCE_SUMMARY, (call) => {
    const sizes = summarySizes(call)
    const summary = summaryForward(sizes, call.floats('x'), call.integers('lengths'))
    return call.output([sizes.batch, 4 * sizes.units], summary)
  })
  register(names.SEQUENCE_SUMMARY_GRADIENT, (call) => {
    const { floats } = call
    const dx = summaryBackward(
      summarySizes(call),
      floats('x'),
      call.integers('lengths'),
      floats('dy'),
    )
    return call.output(call.shape('x'), dx)
  })
  register(names.EMBEDDING_BAG, (call) => {
    const width = call.shape('table')[1]!
    const bags = { offsets: call.integers('offsets'), values: call.integers('values') }
    const vectors = bagForward(width, call.floats('table'), bags)
    return call.output([bags.offsets.length - 1, width], vectors)
  })
  register(names.EMBEDDING_BAG_GRADIENT, (call) => {
    const width = call.shape('dy')[1]!
    const uses = { offsets: call.integers('useOffsets'), values: call.integers('uses') }
    const dTable = bagBackward(width, call.integers('offsets'), uses, call.floats('dy'))
    return call.output([uses.offsets.length - 1, width], dTable)
  })
  register(names.SOFTMAX_CROSS_ENTROPY, (call) => {
    return call.output([], Float32Array.of(crossEntropyForward(classification(call))))
  })
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
    const { step, rates, decays, ...settings } = call.attributes as unknown as AdamSettings & {
      step: number
      rates: number[]
      decays: number[]
    }
    const slots = rates.map(
      (learningRate, index): AdamSlot => ({
        weight: call.floats(`weight${index}`),
        gradient: call.floats(`gradient${index}`),
        mean: call.floats(`mean${index}`),
        variance: call.floats(`variance${index}`),
        learningRate,
        weightDecay: decays[index]!,
      }),
    )
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
        shape: (name) => inputs[name]!.shape,
        attributes: attrs ?? {},
        output: (shape, values) => cpu.makeTensorInfo(shape, 'float32', values),
      })
    },
  })
}

function lstmSizes({ shape }: CpuCall) {
  const [batch, time, inputSize] = shape('x') as [number, number, number]
  const [cells, units] = shape('recurrentKernel') as [number, number]
  return { batch, time, inputSize, units, cells }
}

function lstmParameters({ floats, integers }: CpuCall) {
  return {
    x: floats('x'),
    lengths: integers('lengths'),
    inputKernel: floats('inputKernel'),
    recurrentKernel: floats('recurrentKernel'),
  }
}

function summarySizes({ shape }: CpuCall) {
  const [batch, time, width] = shape('x') as [number, number, number]
  return { batch, time, units: width / 2 }
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
