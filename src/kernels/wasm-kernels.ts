/**
 * Puts our WASM SIMD module behind TensorFlow.js's `wasm` backend: where an operation's numbers lie, how much scratch
 * it needs, and how its work is cut in two. What is computed is said in assembly/*.ts.
 *
 * Tensors lie in the memory that both modules share, row-major; a kernel gets their byte offsets. Making a tensor or
 * borrowing memory may make it grow, which moves it from under every view of it: `memory()` is asked each time.
 *
 * All but the loss are two calls of a kernel that write nothing in common, on two threads or in turn, with the same
 * results (helper-thread.ts):
 *
 *     LSTM            cells that read forward, cells that read backward
 *     task features   the first half of the texts, the others; bags and their gradient, dense: likewise of their rows
 *     Adam            half of each tensor
 */
import * as tf from '@tensorflow/tfjs-core'
import { type AdamStep, biasCorrections, clipScale } from './adam-reference'
import {
  ADAM_CALL,
  ADAM_TENSOR,
  DENSE_BACKWARD_CALL,
  LSTM_BACKWARD_CALL,
  LSTM_FORWARD_CALL,
  writeCall,
} from './calls'
import * as names from './kernel-names'
import { createPanelCache, type PanelCache } from './panel-cache'
import {
  type CompiledKernels,
  compileKernels,
  type EmscriptenModule,
  linkKernels,
  type WasmKernels,
} from './wasm-module'

/** The members of tfjs-backend-wasm that a kernel needs. */
type WasmBackend = {
  wasm: EmscriptenModule
  dataIdMap: { get: (dataId: object) => { id: number; memoryOffset: number } }
  makeOutput: (shape: number[], dtype: 'float32') => tf.TensorInfo
  incRef: (dataId: object) => void
  disposeData: (dataId: object, force?: boolean) => boolean
}

/** Our module in one backend, and what it remembers there. */
type Linked = { kernels: WasmKernels; panels: PanelCache }

type WasmCall = {
  kernels: WasmKernels
  pointer: (name: string) => number
  /** 0 for an input that was not given. */
  optionalPointer: (name: string) => number
  shape: (name: string) => number[]
  attributes: tf.NamedAttrMap
  /** A new tensor, its content undefined, and where it lies. */
  output: (shape: number[]) => { tensor: tf.TensorInfo; pointer: number }
  memory: () => ArrayBuffer
  /** Lends memory with a call's fields in it for the time of that call. */
  lend: <Field extends string, T>(
    fields: readonly Field[],
    values: Readonly<Record<Field, number>>,
    run: (pointer: number) => T,
  ) => T
  /** A copy of an input for the kernel to fill, in one `layout`, unless it is filled and the input has not changed. */
  panels: (name: string, layout: string, bytes: number) => { pointer: number; isFilled: boolean }
  /** To be called when an input was written to in place: then copies of it are stale. */
  markChanged: (name: string) => void
}

/** Compiles our module and registers all our kernels for `wasm`. Harmless when called again. */
export async function registerWasmKernels(): Promise<{ hasRelaxedSimd: boolean }> {
  compiled ??= compileKernels().catch((error) => {
    // It may have been the network: the next try starts anew.
    compiled = undefined
    throw error
  })
  const loaded = await compiled
  for (const [kernelName, run] of Object.entries(KERNELS)) register(kernelName, run, loaded)
  return { hasRelaxedSimd: loaded.hasRelaxedSimd }
}

/** Forbids or allows the second thread, for measurements; results are the same. */
export function allowSecondThread(isAllowed: boolean): void {
  linked.get(tf.backend())?.kernels.allowSecondThread(isAllowed)
}

/** Whether the current backend's kernels have a second thread by now; it starts in the background. */
export function hasSecondThread(): boolean {
  return linked.get(tf.backend())?.kernels.hasSecondThread() ?? false
}

let compiled: Promise<CompiledKernels> | undefined
const linked = new WeakMap<object, Linked>()

const KERNELS: Record<string, (call: WasmCall) => tf.TensorInfo | tf.TensorInfo[]> = {
  [names.LSTM_SEQUENCE]({ kernels, pointer, optionalPointer, shape, output, panels, lend }) {
    const [batch, time, inputs] = shape('x') as [number, number, number]
    const [cells, units] = shape('recurrentKernel') as [number, number]
    const y = output([batch, time, cells * units])
    // Rows of gates are padded, see gateStride in assembly/lstm-forward.ts.
    const gates = output([batch, time, cells * (4 * units + 16)])
    const cellStates = output([batch, time, cells * units])
    const panelsOf = (name: string, rows: number) =>
      panels(name, `${[rows, units, cells]}`, kernels.lstmPackedBytes(rows, units, cells))
    const inputPanels = panelsOf('inputKernel', inputs)
    const recurrentPanels = panelsOf('recurrentKernel', units)
    kernels.prepareScratch(kernels.lstmForwardScratch(batch, time, inputs, units))
    lend(
      LSTM_FORWARD_CALL,
      {
        x: pointer('x'),
        mask: optionalPointer('mask'),
        lengths: pointer('lengths'),
        inputKernel: pointer('inputKernel'),
        recurrentKernel: pointer('recurrentKernel'),
        bias: pointer('bias'),
        inputPanels: inputPanels.pointer,
        isInputPacked: Number(inputPanels.isFilled),
        recurrentPanels: recurrentPanels.pointer,
        isRecurrentPacked: Number(recurrentPanels.isFilled),
        y: y.pointer,
        gates: gates.pointer,
        cellStates: cellStates.pointer,
        ...{ batch, time, inputs, units, cells },
      },
      (call) => kernels.callTwice('lstmForward', [0, call], [1, call]),
    )
    return [y.tensor, gates.tensor, cellStates.tensor]
  },
  [names.LSTM_SEQUENCE_GRADIENT](given) {
    const { kernels, pointer, optionalPointer, shape, attributes, output, lend } = given
    const [batch, time, inputs] = shape('x') as [number, number, number]
    const [cells, units] = shape('recurrentKernel') as [number, number]
    // Of the columns of x, the first so many are word vectors that nobody learns.
    const constants = Math.min(inputs, attributes.constantColumns as number)
    const dInputKernel = output(shape('inputKernel'))
    const dRecurrentKernel = output(shape('recurrentKernel'))
    const dBias = output([cells * 4 * units])
    const slopes = [dInputKernel, dRecurrentKernel, dBias].map(({ tensor }) => tensor)
    kernels.prepareScratch(kernels.lstmBackwardScratch(batch, time, inputs, units))
    return lend(
      LSTM_BACKWARD_CALL,
      {
        dy: pointer('dy'),
        x: pointer('x'),
        mask: optionalPointer('mask'),
        lengths: pointer('lengths'),
        inputKernel: pointer('inputKernel'),
        recurrentKernel: pointer('recurrentKernel'),
        y: pointer('y'),
        gates: pointer('gates'),
        cellStates: pointer('cellStates'),
        dInputKernel: dInputKernel.pointer,
        dRecurrentKernel: dRecurrentKernel.pointer,
        dBias: dBias.pointer,
        ...{ batch, time, inputs, units, cells, constants },
      },
      (call) => {
        if (constants === inputs) {
          kernels.callTwice('lstmBackward', [0, 0, call], [1, 0, call])
          return slopes
        }
        // x is read by the cells of both directions, so that dx is the sum of what each finds. Each has one of its own,
        // as two threads must not add to the same numbers; the second one is borrowed, and added at the end.
        const dx = output(shape('x'))
        const count = batch * time * inputs
        kernels.borrow(4 * count, (second) => {
          kernels.callTwice('lstmBackward', [0, dx.pointer, call], [1, second, call])
          if (cells > 1) kernels.addInto(dx.pointer, second, count)
        })
        return [...slopes, dx.tensor]
      },
    )
  },
  [names.TASK_FEATURES]({ kernels, pointer, shape, attributes, output }) {
    const [batch, time, width] = shape('x') as [number, number, number]
    const slots = output([batch, time, width / 2])
    const summary = output([batch, width])
    const call = (from: number, to: number) => [
      ...[pointer('x'), attributes.hasMask ? pointer('mask') : 0, pointer('lengths')],
      ...[slots.pointer, summary.pointer, from, to, time, width / 4],
    ]
    const half = batch >> 1
    const options = { work: COPYING * batch * time * width }
    kernels.callTwice('featuresForward', call(0, half), call(half, batch), options)
    return [slots.tensor, summary.tensor]
  },
  [names.TASK_FEATURES_GRADIENT]({ kernels, pointer, shape, attributes, output }) {
    const [batch, time, width] = shape('x') as [number, number, number]
    const dx = output([batch, time, width])
    const call = (from: number, to: number) => [
      ...['dSlotStates', 'dIntentSummary', 'x'].map(pointer),
      ...[attributes.hasMask ? pointer('mask') : 0, pointer('lengths'), dx.pointer],
      ...[from, to, time, width / 4],
    ]
    const half = batch >> 1
    const options = { work: COPYING * batch * time * width }
    kernels.callTwice('featuresBackward', call(0, half), call(half, batch), options)
    return dx.tensor
  },
  [names.EMBEDDING_BAG]({ kernels, pointer, optionalPointer, shape, attributes, output }) {
    const count = shape('offsets')[0]! - 1
    const width = shape('table')[1]!
    const prefixWidth = attributes.prefixWidth as number
    const vectors = output([count, prefixWidth + width])
    const inputs = [...['table', 'offsets', 'values'].map(pointer), optionalPointer('prefix')]
    const call = (from: number, to: number) => [
      ...[...inputs, vectors.pointer],
      ...[from, to, width, prefixWidth],
    ]
    const half = count >> 1
    const options = { work: COPYING * count * (prefixWidth + width) }
    kernels.callTwice('bagForward', call(0, half), call(half, count), options)
    return vectors.tensor
  },
  [names.EMBEDDING_BAG_GRADIENT]({ kernels, pointer, shape, attributes, output }) {
    const buckets = shape('useOffsets')[0]! - 1
    const prefixWidth = attributes.prefixWidth as number
    const width = shape('dy')[1]! - prefixWidth
    const dTable = output([buckets, width])
    const inputs = ['dy', 'offsets', 'useOffsets', 'uses'].map(pointer)
    const call = (from: number, to: number) => [
      ...[...inputs, dTable.pointer],
      ...[from, to, width, prefixWidth],
    ]
    const half = buckets >> 1
    const options = { work: COPYING * buckets * width }
    kernels.callTwice('bagBackward', call(0, half), call(half, buckets), options)
    return dTable.tensor
  },
  [names.SOFTMAX_CROSS_ENTROPY]({ kernels, pointer, shape, output }) {
    const [rows, classes] = shape('logits') as [number, number]
    const loss = output([])
    const inputs = ['logits', 'labels', 'weights'].map(pointer)
    kernels.crossEntropyForward(...inputs, loss.pointer, rows, classes)
    return loss.tensor
  },
  [names.SOFTMAX_CROSS_ENTROPY_GRADIENT]({ kernels, pointer, shape, output }) {
    const [rows, classes] = shape('logits') as [number, number]
    const dLogits = output([rows, classes])
    const inputs = ['dy', 'logits', 'labels', 'weights'].map(pointer)
    kernels.crossEntropyBackward(...inputs, dLogits.pointer, rows, classes)
    return dLogits.tensor
  },
  [names.DENSE]({ kernels, pointer, shape, output }) {
    const [rows, inputSize] = shape('x') as [number, number]
    const outputSize = shape('kernel')[1]!
    const y = output([rows, outputSize])
    const inputs = ['x', 'kernel', 'bias'].map(pointer)
    kernels.prepareScratch(kernels.denseScratch(rows, inputSize, outputSize))
    const call = (from: number, to: number) => [
      ...[...inputs, y.pointer],
      ...[from, to, inputSize, outputSize],
    ]
    const half = rows >> 1
    const options = { work: rows * inputSize * outputSize }
    kernels.callTwice('denseForward', call(0, half), call(half, rows), options)
    return y.tensor
  },
  [names.DENSE_GRADIENT]({ kernels, pointer, shape, output, lend }) {
    const [rows, inputSize] = shape('x') as [number, number]
    const outputSize = shape('kernel')[1]!
    const dx = output(shape('x'))
    const dKernel = output(shape('kernel'))
    const dBias = output([outputSize])
    kernels.prepareScratch(kernels.denseScratch(rows, inputSize, outputSize))
    const options = { work: 2 * rows * inputSize * outputSize }
    // The first call makes the first half of dX's rows, that of dK's rows, and db; the second one the other halves.
    lend(
      DENSE_BACKWARD_CALL,
      {
        dy: pointer('dy'),
        x: pointer('x'),
        kernel: pointer('kernel'),
        dx: dx.pointer,
        dKernel: dKernel.pointer,
        dBias: dBias.pointer,
        ...{ rows, inputs: inputSize, outputs: outputSize },
      },
      (call) => kernels.callTwice('denseBackward', [0, call], [1, call], options),
    )
    return [dx.tensor, dKernel.tensor, dBias.tensor]
  },
  [names.ADAM_UPDATE]({ kernels, pointer, shape, attributes, output, memory, markChanged }) {
    const { step, rates, decays, places, ...settings } = attributes as unknown as AdamStep
    const sizes = rates.map((_, index) => tf.util.sizeFromShape(shape(`weight${index}`)))
    const work = 2 * COPYING * sizes.reduce((sum, size) => sum + size, 0)
    // Borrowed: two sums (f64), what all tensors share, and the table of tensors, as assembly/calls.ts has them.
    const sumsBytes = 16
    const callBytes = 4 * ADAM_CALL.length
    const tensorBytes = 4 * ADAM_TENSOR.length
    const norm = kernels.borrow(sumsBytes + callBytes + tensorBytes * sizes.length, (sums) => {
      const call = sums + sumsBytes
      const table = call + callBytes
      for (const [index, count] of sizes.entries()) {
        const mean = pointer('moments') + 4 * places[index]!
        const tensor = {
          weight: pointer(`weight${index}`),
          gradient: pointer(`gradient${index}`),
          ...{ mean, variance: mean + 4 * count, count },
          ...{ learningRate: rates[index]!, decay: decays[index]! },
        }
        const place = { memory: memory(), pointer: table + index * tensorBytes }
        writeCall(ADAM_TENSOR, tensor, place)
      }
      const { beta1, beta2, epsilon, maxGradientNorm } = settings
      const write = (scale: number) => {
        const shared = { table, tensors: sizes.length, scale, beta1, beta2, epsilon }
        const values = { ...shared, ...biasCorrections(settings, step) }
        writeCall(ADAM_CALL, values, { memory: memory(), pointer: call })
      }
      // All squares first: their sum says by how much gradients are clipped, and then weights move.
      write(1)
      kernels.callTwice('sumsOfSquares', [0, sums, call], [1, sums, call], { work })
      const [first, second] = new Float64Array(memory(), sums, 2)
      const norm = Math.sqrt(first! + second!)
      write(clipScale(norm, maxGradientNorm))
      kernels.callTwice('adamSteps', [0, call], [1, call], { work })
      return norm
    })
    // Packed copies of what was written to are no longer copies.
    for (const index of rates.keys()) markChanged(`weight${index}`)
    const result = output([])
    new Float32Array(memory(), result.pointer, 1)[0] = norm
    return result.tensor
  },
}

/** Multiplications in the time in which one number is read from memory, changed and written. */
const COPYING = 8

function register(
  kernelName: string,
  run: (call: WasmCall) => tf.TensorInfo | tf.TensorInfo[],
  loaded: CompiledKernels,
) {
  if (tf.getKernel(kernelName, 'wasm')) return
  tf.registerKernel({
    kernelName,
    backendName: 'wasm',
    kernelFunc: ({ inputs, backend, attrs }) => {
      const wasm = backend as WasmBackend
      const offsetOf = (tensor: tf.TensorInfo) => wasm.dataIdMap.get(tensor.dataId).memoryOffset
      const { kernels, panels } = link(wasm, loaded)
      const memory = () => wasm.wasm.asm.memory.buffer as ArrayBuffer
      return run({
        kernels,
        pointer: (name) => offsetOf(inputs[name]!),
        optionalPointer: (name) => (inputs[name] ? offsetOf(inputs[name]) : 0),
        shape: (name) => inputs[name]!.shape,
        attributes: attrs ?? {},
        output: (shape) => {
          const tensor = wasm.makeOutput(shape, 'float32')
          return { tensor, pointer: offsetOf(tensor) }
        },
        memory,
        lend: (fields, values, runWith) =>
          kernels.borrow(4 * fields.length, (pointer) => {
            writeCall(fields, values, { memory: memory(), pointer })
            return runWith(pointer)
          }),
        panels: (name, layout, bytes) =>
          panels.panelsOf(inputs[name]!.dataId, `${name}/${layout}`, bytes),
        markChanged: (name) => {
          const { dataId, shape } = inputs[name]!
          panels.markStale(dataId)
          // tf.matMul too keeps a packed copy (XNNPACK) of its right-hand side, until that tensor is disposed.
          const { id, memoryOffset } = wasm.dataIdMap.get(dataId)
          wasm.wasm.tfjs.disposeData(id)
          wasm.wasm.tfjs.registerTensor(id, tf.util.sizeFromShape(shape), memoryOffset)
        },
      })
    },
  })
}

/**
 * tfjs-backend-wasm copies a tensor's memory for every clone, and the tape clones all that it saves: 10 MB a step.
 * This one counts references, as its `Reshape` and all other backends do.
 */
function shareClones() {
  if (tf.getKernel(tf.Identity, 'wasm')) tf.unregisterKernel(tf.Identity, 'wasm')
  tf.registerKernel({
    kernelName: tf.Identity,
    backendName: 'wasm',
    kernelFunc: ({ inputs, backend }) => {
      const x = inputs.x!
      ;(backend as WasmBackend).incRef(x.dataId)
      return { dataId: x.dataId, shape: x.shape, dtype: x.dtype }
    },
  })
}

function link(backend: WasmBackend, loaded: CompiledKernels): Linked {
  let own = linked.get(backend)
  if (!own) {
    const kernels = linkKernels(loaded, backend.wasm)
    own = { kernels, panels: createPanelCache(backend, kernels) }
    linked.set(backend, own)
    // Only now is it certain that the backend has registered its own kernels: importing it late would undo this.
    shareClones()
  }
  return own
}
