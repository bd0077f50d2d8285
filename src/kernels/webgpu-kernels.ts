/**
 * Puts our WGSL shaders behind TensorFlow.js's `webgpu` backend: which shaders an operation runs, on which tensors, and
 * how large their grids are. What a shader computes is said in its own file.
 *
 * Nothing here waits: a call records dispatches and returns tensors whose numbers come later. The GPU runs dispatches
 * in the order in which they were recorded, each seeing all that those before it have written. Tensors are row-major,
 * as the caller knows them; `uniforms` are 32-bit words in the order of the shader's struct.
 *
 * A product of C [m, n] = A [m, k] · B [k, n] is given by the distances, in floats, between two rows and two columns of
 * A and B: a row-major matrix [r, c] has { row: c, column: 1 }, the transpose of it { row: 1, column: c }.
 */
import * as tf from '@tensorflow/tfjs-core'
import { type AdamStep, biasCorrections } from './adam-reference'
import * as names from './kernel-names'
import {
  ADAM_ACROSS,
  ADAM_TENSORS,
  adamShader,
  NORM,
  NORM_PARTS,
  SQUARES,
  SQUARES_TENSORS,
} from './webgpu-adam-shaders'
import { dispatch, floatBits, type Shader, submit, type WebgpuBackend } from './webgpu-dispatch'
import { BAG_BACKWARD, BAG_FORWARD } from './webgpu-embedding-bag-shaders'
import { LABEL_LOSSES, SCALE_BY_FIRST } from './webgpu-label-losses-shaders'
import { lstmShaders, MOST_UNITS } from './webgpu-lstm-shaders'
import type { ProductSize, productShader } from './webgpu-product-shaders'
import * as products from './webgpu-products'
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
  /** The first number of an input, where the host has it; else undefined. */
  firstNumber: (name: string) => number | undefined
  /** An input handed on as a result. */
  same: (name: string) => tf.TensorInfo
  /** A new tensor; without values its content is undefined. */
  output: (shape: number[], values?: Float32Array) => tf.TensorInfo
  dispose: (tensor: tf.TensorInfo) => void
  run: (
    shader: Shader,
    tensors: tf.TensorInfo[],
    uniforms: number[],
    workgroups: [number, number, number],
  ) => void
  /** Hands over what has been recorded. */
  submit: () => void
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
    const mask = call.optionalInput('mask')
    // z = x·W + b for all tokens at once, padding included; the LSTM's shader makes gates of z in place.
    multiply(
      call,
      mask ? products.MASKED_PROJECTION : products.PROJECTION,
      { ...inputs(call, ['x', 'kernel:inputKernel', 'bias']), ...(mask ? { mask } : {}), y: gates },
      [
        {
          ...{ m: batch * time, n: width, k: inputSize, time },
          a: { row: inputSize, column: 1 },
          b: { row: width, column: 1 },
          c: { row: width },
        },
      ],
    )
    // Then h₋·U and the activation, step by step: a workgroup for each row of each cell.
    call.run(
      lstmShaders(units).forward,
      [call.input('lengths'), call.input('recurrentKernel'), gates, y, cellStates],
      [time, cells],
      [batch, cells, 1],
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
    // dz of all steps, zero at padding, so that the products below may run over all tokens of the batch.
    call.run(
      lstmShaders(units).backward,
      ['lengths', 'recurrentKernel', 'gates', 'cellStates', 'dy'].map(call.input).concat(slopes),
      [time, cells],
      [batch, cells, 1],
    )
    const mask = call.optionalInput('mask')
    // dW = xᵀ·dz [inputSize, tokens] · [tokens, width], with db as the sums of dz's columns; and of each cell dU =
    // h₋ᵀ·dz [units, tokens] · [tokens, 4·units]. h₋ is y one step earlier (`isShifted` in webgpu-product-shaders.ts);
    // `cell` is how far apart the cells lie in each matrix.
    multiply(
      call,
      mask ? products.MASKED_LSTM_WEIGHTS : products.LSTM_WEIGHTS,
      {
        ...inputs(call, ['x', 'y']),
        ...(mask ? { mask } : {}),
        ...{ slopes, dInputKernel, dRecurrentKernel, dBias },
      },
      [
        {
          ...{ m: inputSize, n: width, k: tokens, time },
          a: { row: 1, column: inputSize },
          b: { row: width, column: 1 },
          c: { row: width },
        },
        {
          ...{ m: units, n: 4 * units, k: tokens, cells, time },
          a: { row: 1, column: cells * units, cell: units },
          b: { row: width, column: 1, cell: 4 * units },
          c: { row: 4 * units, cell: units * 4 * units },
        },
      ],
    )
    const results = [dInputKernel, dRecurrentKernel, dBias]
    // dx = dz·Wᵀ [tokens, width] · [width, inputSize], which sums over all cells, as they share x. A gradient for some
    // columns of x costs as much as one for all: the constant ones are not left out.
    if ((call.attributes.constantColumns as number) < inputSize) {
      const dx = call.output([batch, time, inputSize])
      multiply(
        call,
        mask ? products.MASKED_LSTM_INPUT : products.LSTM_INPUT,
        { slopes, ...inputs(call, ['kernel:inputKernel']), ...(mask ? { mask } : {}), dx },
        [
          {
            ...{ m: tokens, n: inputSize, k: width, time },
            a: { row: width, column: 1 },
            b: { row: 1, column: width },
            c: { row: inputSize },
          },
        ],
      )
      results.push(dx)
    }
    // Takes effect when what is recorded has been submitted: the GPU has yet to read it.
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
    // One invocation for each number that comes out, 64 a workgroup.
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
  // For losses whose rows have weights of their own; those of labels take LABEL_LOSSES, below.
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
  [names.LABEL_LOSSES](call) {
    const { intentShare, slotShare, hasIntents, hasSlots } = call.attributes
    const [intentRows, intents] = hasIntents ? call.shape('intentLogits') : [0, 0]
    const [slotRows, slots] = hasSlots ? call.shape('slotLogits') : [0, 0]
    // A head without rows or classes still needs something to bind: tensors of one number, which nobody reads.
    const losses = call.output([3])
    const dIntents = call.output([Math.max(1, intentRows!), Math.max(1, intents!)])
    const dSlots = call.output([Math.max(1, slotRows!), Math.max(1, slots!)])
    call.run(
      LABEL_LOSSES,
      [
        ...['intentLogits', 'intents', 'slotLogits', 'slots'].map(call.input),
        ...[losses, dIntents, dSlots],
      ],
      [
        ...[intentRows!, intents!, floatBits(intentShare as number)],
        ...[slotRows!, slots!, floatBits(slotShare as number)],
      ],
      [1, 1, 1],
    )
    return [losses, dIntents, dSlots]
  },
  [names.LABEL_LOSSES_GRADIENT](call) {
    // What tf.grads starts with is known without asking the GPU, and is mostly 1.
    if (call.firstNumber('dy') === 1) return call.same('x')
    const shape = call.shape('x')
    const y = call.output(shape)
    const count = tf.util.sizeFromShape(shape)
    const { stride, workgroups } = wideGrid(count, 256)
    call.run(SCALE_BY_FIRST, [call.input('dy'), call.input('x'), y], [count, stride], workgroups)
    return y
  },
  [names.DENSE](call) {
    const [rows, inputSize] = call.shape('x') as [number, number]
    const outputs = call.shape('kernel')[1]!
    const y = call.output([rows, outputs])
    // Y = X·K + b
    multiply(call, products.PROJECTION, { ...inputs(call, ['x', 'kernel', 'bias']), y }, [
      {
        ...{ m: rows, n: outputs, k: inputSize },
        a: { row: inputSize, column: 1 },
        b: { row: outputs, column: 1 },
        c: { row: outputs },
      },
    ])
    return y
  },
  [names.DENSE_GRADIENT](call) {
    const [rows, inputSize] = call.shape('x') as [number, number]
    const outputs = call.shape('kernel')[1]!
    const dx = call.output([rows, inputSize])
    const dKernel = call.output([inputSize, outputs])
    const dBias = call.output([outputs])
    // dX = dY·Kᵀ, and dK = Xᵀ·dY with db as the sums of dY's columns, in one dispatch: neither waits for the other.
    multiply(
      call,
      products.DENSE_GRADIENTS,
      { ...inputs(call, ['dy', 'x', 'kernel']), dx, dKernel, dBias },
      [
        {
          ...{ m: rows, n: inputSize, k: outputs },
          a: { row: outputs, column: 1 },
          b: { row: 1, column: outputs },
          c: { row: inputSize },
        },
        {
          ...{ m: inputSize, n: outputs, k: rows },
          a: { row: 1, column: inputSize },
          b: { row: outputs, column: 1 },
          c: { row: outputs },
        },
      ],
    )
    return [dx, dKernel, dBias]
  },
  [names.ADAM_UPDATE](call) {
    const { step, rates, decays, places, ...settings } = call.attributes as unknown as AdamStep
    const sizes = rates.map((_, index) => tf.util.sizeFromShape(call.shape(`weight${index}`)))
    // First the squares of all gradients, seven tensors a dispatch …
    const parts = call.output([Math.max(1, rates.length), NORM_PARTS])
    const norm = call.output([])
    for (let first = 0; first < sizes.length; first += SQUARES_TENSORS) {
      const counts = Array.from({ length: SQUARES_TENSORS }, (_, i) => sizes[first + i] ?? 0)
      // A binding without a tensor must still hold something.
      const gradients = counts.map((count, i) => call.input(`gradient${count > 0 ? first + i : 0}`))
      const tensors = Math.min(SQUARES_TENSORS, sizes.length - first)
      call.run(SQUARES, [...gradients, parts], [first, ...counts], [NORM_PARTS, tensors, 1])
    }
    // … then their norm and what depends on it. "Never clip" is a bound that no norm reaches, as a uniform must be
    // finite.
    const largestFloat = 3.4e38
    const { meanCorrection, varianceCorrection } = biasCorrections(settings, step)
    const highestRate = Math.max(...rates)
    const stepValues = call.output(
      [4],
      Float32Array.of(0, meanCorrection, varianceCorrection, highestRate),
    )
    const bounds = [Math.min(settings.maxGradientNorm, largestFloat), Number.NaN].map(floatBits)
    call.run(NORM, [parts, norm, stepValues], [rates.length * NORM_PARTS, ...bounds], [1, 1, 1])
    // … then weights and moments, three tensors a dispatch. Of each tensor the shader's struct has eight words: size,
    // place among the moments, first workgroup, learning rate as a share of the highest, decay, and three to fill up 32
    // bytes.
    const { beta1, beta2, epsilon } = settings
    for (let start = 0; start < sizes.length; start += ADAM_TENSORS) {
      const indices = sizes.slice(start, start + ADAM_TENSORS).map((_, i) => start + i)
      const uniforms = [...[beta1, beta2, epsilon].map(floatBits), 0]
      let groups = 0
      for (const index of indices) {
        const numbers = [rates[index]! / highestRate, decays[index]!].map(floatBits)
        uniforms.push(sizes[index]!, places[index]!, groups, ...numbers, 0, 0, 0)
        groups += Math.ceil(sizes[index]! / 256)
      }
      uniforms[3] = groups
      call.run(
        adamShader(indices.length),
        [
          ...[stepValues, call.input('moments')],
          ...indices.flatMap((index) => [
            call.input(`gradient${index}`),
            call.input(`weight${index}`),
          ]),
        ],
        uniforms,
        [Math.min(groups, ADAM_ACROSS), Math.ceil(groups / ADAM_ACROSS), 1],
      )
    }
    call.dispose(parts)
    call.dispose(stepValues)
    // The end of a training step: see DISPATCHES_PER_SUBMIT in webgpu-dispatch.ts.
    call.submit()
    return norm
  },
}

/** Inputs by the names that a shader has for them: `kernel:inputKernel` is the input `inputKernel`, called `kernel`. */
function inputs(call: WebgpuCall, wanted: readonly string[]): Record<string, tf.TensorInfo> {
  return Object.fromEntries(
    wanted.map((entry) => {
      const [name, input = name] = entry.split(':') as [string, string?]
      return [name, call.input(input)]
    }),
  )
}

/**
 * Runs the products of a shader over tensors given by the shader's names. The sizes decide which of its two tiles is
 * used, and with that how many workgroups there are.
 */
function multiply(
  call: WebgpuCall,
  shaders: ReturnType<typeof productShader>,
  tensors: Record<string, tf.TensorInfo>,
  sizes: readonly ProductSize[],
) {
  const { shader, names: order, layOut } = shaders.choose(sizes)
  const { uniforms, workgroups } = layOut(sizes)
  call.run(
    shader,
    order.map((name) => tensors[name]!),
    uniforms,
    workgroups,
  )
}

/** One invocation per number, in rows short enough for the 65,535 workgroups that a dimension may have. */
function wideGrid(count: number, workgroupSize: number) {
  const groups = Math.ceil(count / workgroupSize)
  const across = Math.min(groups, 32_768)
  const workgroups: [number, number, number] = [across, Math.ceil(groups / across), 1]
  return { stride: across * workgroupSize, workgroups }
}

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
      const webgpu = backend as WebgpuBackend & {
        disposeData: (dataId: object) => boolean
        incRef: (dataId: object) => void
      }
      return kernel({
        input: (name) => inputs[name]!,
        optionalInput: (name) => inputs[name],
        shape: (name) => inputs[name]!.shape,
        attributes: attrs ?? {},
        firstNumber: (name) => {
          const { values } = webgpu.tensorMap.get(inputs[name]!.dataId)
          return values instanceof Float32Array ? values[0] : undefined
        },
        same: (name) => {
          const { dataId, shape, dtype } = inputs[name]!
          webgpu.incRef(dataId)
          return { dataId, shape, dtype }
        },
        output: (shape, values) => webgpu.makeTensorInfo(shape, 'float32', values),
        dispose: (tensor) => webgpu.disposeData(tensor.dataId),
        run: (shader, tensors, uniforms, workgroups) =>
          dispatch(webgpu, shader, { tensors, uniforms, workgroups }),
        submit: () => submit(webgpu),
      })
    },
  })
}
