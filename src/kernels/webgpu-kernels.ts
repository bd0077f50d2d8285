/** Puts our WGSL shaders behind TensorFlow.js's `webgpu` backend. */
import * as tf from '@tensorflow/tfjs-core'
import { type AdamSettings, biasCorrections } from './adam-reference'
import * as names from './kernel-names'
import { ADAM, NORM, NORM_PARTS, SQUARES, SQUARES_TENSORS } from './webgpu-adam-shaders'
import { dispatch, floatBits, type Shader, type WebgpuBackend } from './webgpu-dispatch'
import { BAG_BACKWARD, BAG_FORWARD } from './webgpu-embedding-bag-shaders'
import { LSTM_BACKWARD, LSTM_FORWARD, MOST_UNITS, ROWS_PER_INVOCATION } from './webgpu-lstm-shaders'
import { MATMUL, SUM_ROWS } from './webgpu-matmul-shader'
import {
  CROSS_ENTROPY_BACKWARD,
  CROSS_ENTROPY_FORWARD,
} from './webgpu-softmax-cross-entropy-shaders'
import { FEATURES_BACKWARD, FEATURES_FORWARD } from './webgpu-task-features-shaders'

type WebgpuCall = {
  input: (name: string) => tf.TensorInfo
  /** Undefined for an input that was not given. */
  optionalInput: (name: string) => tf.TensorInfo | undefined
  shape: (name: string) => number[]
  attributes: tf.NamedAttrMap
  /** A new tensor, its content undefined. */
  output: (shape: number[]) => tf.TensorInfo
  dispose: (tensor: tf.TensorInfo) => void
  run: (
    shader: Shader,
    tensors: tf.TensorInfo[],
    uniforms: number[],
    workgroups: [number, number, number],
  ) => void
}

/** Registers all our kernels for `webgpu`; harmless when called again. Shaders compile when first used. */
export function registerWebgpuKernels() {
  for (const [kernelName, run] of Object.entries(KERNELS)) register(kernelName, run)
}

const KERNELS: Record<string, (call: WebgpuCall) => tf.TensorInfo | tf.TensorInfo[]> = {
  [names.LSTM_SEQUENCE](call) {
    const { batch, time, inputSize, units, cells } = lstmSizes(call)
    const width = cells * 4 * units
    const y = call.output([batch, time, cells * units])
    const gates = call.output([batch, time, width])
    const cellStates = call.output([batch, time, cells * units])
    matmul(call, {
      a: { tensor: call.input('x'), row: inputSize, column: 1 },
      b: { tensor: call.input('inputKernel'), row: width, column: 1 },
      c: { tensor: gates, row: width },
      bias: call.input('bias'),
      sizes: [batch * time, width, inputSize],
      mask: maskOf(call, time, 'a by rows'),
    })
    call.run(
      LSTM_FORWARD,
      [call.input('lengths'), call.input('recurrentKernel'), gates, y, cellStates],
      [batch, time, units, cells],
      [Math.ceil(batch / rowsPerWorkgroup(units)), cells, 1],
    )
    return [y, gates, cellStates]
  },
  [names.LSTM_SEQUENCE_GRADIENT](call) {
    const { batch, time, inputSize, units, cells } = lstmSizes(call)
    const width = cells * 4 * units
    const tokens = batch * time
    const slopes = call.output([batch, time, width])
    const dInputKernel = call.output([inputSize, width])
    const dRecurrentKernel = call.output([cells, units, 4 * units])
    const dBias = call.output([width])
    call.run(
      LSTM_BACKWARD,
      ['lengths', 'recurrentKernel', 'gates', 'cellStates', 'dy'].map(call.input).concat(slopes),
      [batch, time, units, cells],
      [Math.ceil(batch / rowsPerWorkgroup(units)), cells, 1],
    )
    matmul(call, {
      a: { tensor: call.input('x'), row: 1, column: inputSize },
      b: { tensor: slopes, row: width, column: 1 },
      c: { tensor: dInputKernel, row: width },
      sizes: [inputSize, width, tokens],
      mask: maskOf(call, time, 'a by columns'),
    })
    matmul(call, {
      a: { tensor: call.input('y'), row: 1, column: cells * units, cell: units },
      b: { tensor: slopes, row: width, column: 1, cell: 4 * units },
      c: { tensor: dRecurrentKernel, row: 4 * units, cell: units * 4 * units },
      sizes: [units, 4 * units, tokens],
      cells,
      shiftTime: time,
    })
    sumRows(call, slopes, dBias, tokens, width)
    const results = [dInputKernel, dRecurrentKernel, dBias]
    // A gradient for some columns of x costs as much as one for all: the constant ones are not left out.
    if ((call.attributes.constantColumns as number) < inputSize) {
      const dx = call.output([batch, time, inputSize])
      matmul(call, {
        a: { tensor: slopes, row: width, column: 1 },
        b: { tensor: call.input('inputKernel'), row: 1, column: width },
        c: { tensor: dx, row: inputSize },
        sizes: [tokens, inputSize, width],
        mask: maskOf(call, time, 'c by rows'),
      })
      results.push(dx)
    }
    call.dispose(slopes)
    return results
  },
  [names.TASK_FEATURES](call) {
    const [batch, time, width] = call.shape('x') as [number, number, number]
    const slotStates = call.output([batch, time, width / 2])
    const intentSummary = call.output([batch, width])
    call.run(
      FEATURES_FORWARD,
      [...['lengths', 'x', 'mask'].map(call.input), slotStates, intentSummary],
      [batch, time, width / 4, call.attributes.hasMask ? 1 : 0],
      [Math.ceil(width / 64), batch, 1],
    )
    return [slotStates, intentSummary]
  },
  [names.TASK_FEATURES_GRADIENT](call) {
    const [batch, time, width] = call.shape('x') as [number, number, number]
    const dx = call.output([batch, time, width])
    call.run(
      FEATURES_BACKWARD,
      [...['lengths', 'x', 'mask', 'dSlotStates', 'dIntentSummary'].map(call.input), dx],
      [batch, time, width / 4, call.attributes.hasMask ? 1 : 0],
      [Math.ceil(width / 64), batch, 1],
    )
    return dx
  },
  [names.EMBEDDING_BAG](call) {
    const count = call.shape('offsets')[0]! - 1
    const width = call.shape('table')[1]!
    const prefixWidth = call.attributes.prefixWidth as number
    const vectors = call.output([count, prefixWidth + width])
    const prefix = call.optionalInput('prefix') ?? call.input('table')
    const tensors = [...['table', 'offsets', 'values'].map(call.input), prefix, vectors]
    const groups = Math.ceil((count * (prefixWidth + width)) / 64)
    call.run(BAG_FORWARD, tensors, [count, width, prefixWidth], [groups, 1, 1])
    return vectors
  },
  [names.EMBEDDING_BAG_GRADIENT](call) {
    const buckets = call.shape('useOffsets')[0]! - 1
    const prefixWidth = call.attributes.prefixWidth as number
    const width = call.shape('dy')[1]! - prefixWidth
    const dTable = call.output([buckets, width])
    const tensors = ['dy', 'offsets', 'useOffsets', 'uses'].map(call.input).concat(dTable)
    const { stride, workgroups } = wideGrid(buckets * width, 64)
    call.run(BAG_BACKWARD, tensors, [buckets, width, prefixWidth, stride], workgroups)
    return dTable
  },
  [names.SOFTMAX_CROSS_ENTROPY](call) {
    const [rows, classes] = call.shape('logits') as [number, number]
    const loss = call.output([])
    const tensors = ['logits', 'labels', 'weights'].map(call.input).concat(loss)
    call.run(CROSS_ENTROPY_FORWARD, tensors, [rows, classes], [1, 1, 1])
    return loss
  },
  [names.SOFTMAX_CROSS_ENTROPY_GRADIENT](call) {
    const [rows, classes] = call.shape('logits') as [number, number]
    const dLogits = call.output([rows, classes])
    const tensors = ['dy', 'logits', 'labels', 'weights'].map(call.input).concat(dLogits)
    const workgroups: [number, number, number] = [Math.ceil(rows / 256), 1, 1]
    call.run(CROSS_ENTROPY_BACKWARD, tensors, [rows, classes], workgroups)
    return dLogits
  },
  [names.DENSE](call) {
    const [rows, inputs] = call.shape('x') as [number, number]
    const outputs = call.shape('kernel')[1]!
    const y = call.output([rows, outputs])
    matmul(call, {
      a: { tensor: call.input('x'), row: inputs, column: 1 },
      b: { tensor: call.input('kernel'), row: outputs, column: 1 },
      c: { tensor: y, row: outputs },
      bias: call.input('bias'),
      sizes: [rows, outputs, inputs],
    })
    return y
  },
  [names.DENSE_GRADIENT](call) {
    const [rows, inputs] = call.shape('x') as [number, number]
    const outputs = call.shape('kernel')[1]!
    const dx = call.output([rows, inputs])
    const dKernel = call.output([inputs, outputs])
    const dBias = call.output([outputs])
    matmul(call, {
      a: { tensor: call.input('dy'), row: outputs, column: 1 },
      b: { tensor: call.input('kernel'), row: 1, column: outputs },
      c: { tensor: dx, row: inputs },
      sizes: [rows, inputs, outputs],
    })
    matmul(call, {
      a: { tensor: call.input('x'), row: 1, column: inputs },
      b: { tensor: call.input('dy'), row: outputs, column: 1 },
      c: { tensor: dKernel, row: outputs },
      sizes: [inputs, outputs, rows],
    })
    sumRows(call, call.input('dy'), dBias, rows, outputs)
    return [dx, dKernel, dBias]
  },
  [names.ADAM_UPDATE](call) {
    const { step, rates, decays, ...settings } = call.attributes as unknown as AdamSettings & {
      step: number
      rates: number[]
      decays: number[]
    }
    const sizes = rates.map((_, index) => tf.util.sizeFromShape(call.shape(`weight${index}`)))
    const parts = call.output([Math.max(1, rates.length), NORM_PARTS])
    const stepValues = call.output([4])
    const norm = call.output([])
    for (let first = 0; first < sizes.length; first += SQUARES_TENSORS) {
      const counts = Array.from({ length: SQUARES_TENSORS }, (_, i) => sizes[first + i] ?? 0)
      // A binding without a tensor must still hold something.
      const gradients = counts.map((count, i) => call.input(`gradient${count > 0 ? first + i : 0}`))
      const tensors = Math.min(SQUARES_TENSORS, sizes.length - first)
      call.run(SQUARES, [...gradients, parts], [first, ...counts], [NORM_PARTS, tensors, 1])
    }
    const largestFloat = 3.4e38
    const { meanCorrection, varianceCorrection } = biasCorrections(settings, step)
    const highestRate = Math.max(...rates)
    const ofThisStep = [
      ...[Math.min(settings.maxGradientNorm, largestFloat), Number.NaN],
      ...[meanCorrection, varianceCorrection, highestRate],
    ]
    const uniforms = [rates.length * NORM_PARTS, ...ofThisStep.map(floatBits)]
    call.run(NORM, [parts, norm, stepValues], uniforms, [1, 1, 1])
    for (const [index, size] of sizes.entries()) {
      const { stride, workgroups } = wideGrid(size, 256)
      const tensors = ['gradient', 'weight', 'mean', 'variance'].map((name) =>
        call.input(name + index),
      )
      const { beta1, beta2, epsilon } = settings
      const numbers = [beta1, beta2, epsilon, rates[index]! / highestRate, decays[index]!]
      call.run(
        ADAM,
        [stepValues, ...tensors],
        [size, stride, ...numbers.map(floatBits)],
        workgroups,
      )
    }
    call.dispose(parts)
    call.dispose(stepValues)
    return norm
  },
}

/** What dropout multiplies in a matrix product; its rows or columns are tokens, `time` for each row of the mask. */
type Mask = { tensor: tf.TensorInfo; kind: keyof typeof MASK_KINDS; time: number }
const MASK_KINDS = { 'a by rows': 1, 'a by columns': 2, 'c by rows': 3 }

function maskOf(call: WebgpuCall, time: number, kind: Mask['kind']): Mask | undefined {
  const tensor = call.optionalInput('mask')
  return tensor && { tensor, kind, time }
}

type Matrix = { tensor: tf.TensorInfo; row: number; column: number; cell?: number }

/** c [m, n] = a [m, k] · b [k, n] (+ bias), the matrices described by their strides in floats. */
function matmul(
  call: WebgpuCall,
  options: {
    a: Matrix
    b: Matrix
    c: Omit<Matrix, 'column'>
    bias?: tf.TensorInfo
    sizes: [m: number, n: number, k: number]
    cells?: number
    shiftTime?: number
    mask?: Mask | undefined
  },
) {
  const { a, b, c, bias, sizes, cells = 1, shiftTime = 0, mask } = options
  const [m, n, k] = sizes
  call.run(
    MATMUL,
    // Without a bias or a mask the shader reads none; the bindings must still hold something.
    [a.tensor, b.tensor, bias ?? b.tensor, mask?.tensor ?? b.tensor, c.tensor],
    [
      ...[m, n, k, shiftTime],
      ...[a.row, a.column, a.cell ?? 0, bias ? 1 : 0],
      ...[b.row, b.column, b.cell ?? 0, c.row, c.cell ?? 0],
      ...(mask ? [MASK_KINDS[mask.kind], mask.time] : [0, 0]),
    ],
    [Math.ceil(n / 32), Math.ceil(m / 32), cells],
  )
}

function sumRows(call: WebgpuCall, x: tf.TensorInfo, sums: tf.TensorInfo, m: number, n: number) {
  call.run(SUM_ROWS, [x, sums], [m, n], [Math.ceil(n / 64), 1, 1])
}

/** One invocation per number, in rows short enough for the 65,535 workgroups that a dimension may have. */
function wideGrid(count: number, workgroupSize: number) {
  const groups = Math.ceil(count / workgroupSize)
  const across = Math.min(groups, 32_768)
  const workgroups: [number, number, number] = [across, Math.ceil(groups / across), 1]
  return { stride: across * workgroupSize, workgroups }
}

/** Rows of the batch that one workgroup of 256 invocations takes through all steps. */
const rowsPerWorkgroup = (units: number) => Math.floor(256 / units) * ROWS_PER_INVOCATION

function lstmSizes({ shape }: WebgpuCall) {
  const [batch, time, inputSize] = shape('x') as [number, number, number]
  const [cells, units] = shape('recurrentKernel') as [number, number]
  if (units > MOST_UNITS) {
    throw new Error(`lstmSequence: WebGPU takes at most ${MOST_UNITS} units, not ${units}`)
  }
  return { batch, time, inputSize, units, cells }
}

function register(
  kernelName: string,
  kernel: (call: WebgpuCall) => tf.TensorInfo | tf.TensorInfo[],
) {
  if (tf.getKernel(kernelName, 'webgpu')) return
  tf.registerKernel({
    kernelName,
    backendName: 'webgpu',
    kernelFunc: ({ inputs, backend, attrs }) => {
      const webgpu = backend as WebgpuBackend & { disposeData: (dataId: object) => boolean }
      return kernel({
        input: (name) => inputs[name]!,
        optionalInput: (name) => inputs[name],
        shape: (name) => inputs[name]!.shape,
        attributes: attrs ?? {},
        output: (shape) => webgpu.makeTensorInfo(shape, 'float32'),
        dispose: (tensor) => webgpu.disposeData(tensor.dataId),
        run: (shader, tensors, uniforms, workgroups) =>
          dispatch(webgpu, shader, { tensors, uniforms, workgroups }),
      })
    },
  })
}
