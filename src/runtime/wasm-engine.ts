/** The network over the WASM SIMD kernels, one text at a time, in a memory that holds one model. */
import { raggedRows } from '@/kernels/embedding-bag-reference'
import { createBatch, type EncodedText, MAX_TOKENS } from '@/model/encoding'
import { type Layers, type LstmWeights, passForward } from '@/model/forward-pass'
import { tagCount } from '@/model/labels'
import type { ModelBundle } from '@/model/model-bundle'
import { SKILL_HEAD } from '@/model/network-shapes'
import { MOST_SUBWORDS } from '@/model/subwords'
import type { Vocabulary } from '@/model/vocabulary'
import type { Engine } from './engine'
import { type RuntimeMemory, startKernels } from './wasm-module'

type Level = 'shared' | 'task'
type LevelMemory = {
  cells: number
  inputs: number
  inputPanels: number
  recurrentPanels: number
  bias: number
  /** `[time, cells · units]` */
  states: number
}

/** Runs a model's network on WASM; null where that is not to be had. */
export async function createWasmEngine(
  bundle: Pick<ModelBundle, 'network' | 'weights' | 'labels'>,
  vocabulary: Vocabulary,
): Promise<Engine | null> {
  const memory = await startKernels()
  return memory && createEngine(memory, bundle, vocabulary)
}

function createEngine(
  memory: RuntimeMemory,
  { network, weights, labels }: Pick<ModelBundle, 'network' | 'weights' | 'labels'>,
  vocabulary: Vocabulary,
): Engine {
  const { kernels, take, place, floats, integers } = memory
  const { units, subwordDimensions, wordDimensions } = network
  const width = wordDimensions + subwordDimensions
  const tags = tagCount(labels)
  const classes = labels.intents.length

  const lengths = take(4)
  const words = take(4 * MAX_TOKENS * wordDimensions)
  const offsets = take(4 * (MAX_TOKENS + 1))
  const subwords = take(4 * MAX_TOKENS * MOST_SUBWORDS)
  const vectors = take(4 * MAX_TOKENS * width)
  const slotStates = take(4 * MAX_TOKENS * 2 * units)
  const intentSummary = take(4 * 4 * units)
  const slotLogits = take(4 * MAX_TOKENS * tags)
  const intentLogits = take(4 * classes)
  // Rows of gates are padded, see gateStride in assembly/lstm-forward.ts.
  const gates = take(4 * MAX_TOKENS * 4 * (4 * units + 16))
  const cellStates = take(4 * MAX_TOKENS * 4 * units)
  const scratchBytes = Math.max(
    kernels.lstmForwardScratch(1, MAX_TOKENS, width, units),
    kernels.lstmForwardScratch(1, MAX_TOKENS, 2 * units, units),
    kernels.denseScratch(MAX_TOKENS, 2 * units, tags),
    kernels.denseScratch(1, 4 * units, classes),
  )
  kernels.setScratch(take(scratchBytes), scratchBytes)

  const levels = {
    shared: levelMemory('shared', 2, width),
    task: levelMemory('task', 4, 2 * units),
  }
  // The kernels of the LSTMs live on in the order in which they are multiplied with.
  const placed = Object.fromEntries(
    Object.entries(weights)
      .filter(([name]) => !name.startsWith('shared/') && !name.startsWith('task/'))
      .map(([name, { values }]) => [name, place(values)]),
  )
  const pointers = { ...placed, ...lstmWeights('shared'), ...lstmWeights('task') }
  packLevels()

  function levelMemory(level: Level, cells: number, inputs: number): LevelMemory {
    return {
      cells,
      inputs,
      inputPanels: take(kernels.lstmPackedBytes(inputs, units, cells)),
      recurrentPanels: take(kernels.lstmPackedBytes(units, units, cells)),
      bias: place(weights[`${level}/bias`]!.values),
      states: take(4 * MAX_TOKENS * cells * units),
    }
  }

  function lstmWeights(level: Level): Record<string, number> {
    const { inputPanels, recurrentPanels, bias } = levels[level]
    return {
      [`${level}/inputKernel`]: inputPanels,
      [`${level}/recurrentKernel`]: recurrentPanels,
      [`${level}/bias`]: bias,
    }
  }

  /** Lets the kernels pack their weights; where these lie meanwhile is free afterwards, for the other level too. */
  function packLevels(): void {
    const largest = (name: string) =>
      Math.max(weights[`shared/${name}`]!.values.length, weights[`task/${name}`]!.values.length)
    const inputKernel = take(4 * largest('inputKernel'))
    const recurrentKernel = take(4 * largest('recurrentKernel'))
    for (const level of ['shared', 'task'] as const) {
      for (const [name, pointer] of Object.entries({ inputKernel, recurrentKernel })) {
        const { values } = weights[`${level}/${name}`]!
        floats(pointer, values.length).set(values)
      }
      integers(lengths, 1)[0] = 1
      runLevel(level, vectors, 1, { inputKernel, recurrentKernel })
    }
  }

  function runLevel(
    level: Level,
    x: number,
    time: number,
    unpacked?: { inputKernel: number; recurrentKernel: number },
  ): number {
    const { cells, inputs, inputPanels, recurrentPanels, bias, states } = levels[level]
    const isPacked = Number(!unpacked)
    const { inputKernel = 0, recurrentKernel = 0 } = unpacked ?? {}
    for (const direction of [0, 1]) {
      kernels.lstmForward(
        ...[direction, x, 0, lengths, inputKernel, recurrentKernel, bias],
        ...[inputPanels, isPacked, recurrentPanels, isPacked],
        ...[states, gates, cellStates, 1, time, inputs, units, cells],
      )
    }
    return states
  }

  function layersFor(time: number): Layers<number> {
    return {
      embed: (table) => {
        kernels.bagForward(
          ...[table, offsets, subwords, words, vectors],
          ...[0, time, subwordDimensions, wordDimensions],
        )
        return vectors // [time, wordDimensions + subwordDimensions]
      },
      recur: (level: Level, x: number, _: LstmWeights<number>) => runLevel(level, x, time), // [time, cells · units]
      features: (x) => {
        kernels.featuresForward(x, 0, lengths, slotStates, intentSummary, 0, 1, time, units)
        return { slotStates, intentSummary } // [time, 2 · units], [4 · units]
      },
      output: (kind, x, kernel, bias) => {
        const isSlot = kind === 'slot'
        const y = isSlot ? slotLogits : intentLogits
        const [rows, inputs, outputs] = isSlot ? [time, 2 * units, tags] : [1, 4 * units, classes]
        kernels.denseForward(x, kernel, bias, y, 0, rows, inputs, outputs)
        return y // [rows, outputs]
      },
    }
  }

  function run(text: EncodedText) {
    const batch = createBatch([{ ...text, intent: -1, tags: null }], vocabulary)
    const { time } = batch
    const bags = raggedRows(batch.bags)
    integers(lengths, 1).set(batch.lengths)
    floats(words, time * wordDimensions).set(batch.wordVectors)
    integers(offsets, time + 1).set(bags.offsets)
    integers(subwords, bags.values.length).set(bags.values)
    const output = passForward(layersFor(time), pointers, SKILL_HEAD)
    return {
      intentLogits: copyOf(output.intentLogits, classes),
      slotLogits: copyOf(output.slotLogits, text.words.length * tags),
    }
  }

  /** An array of its own: the memory is written to by the next text. */
  function copyOf(pointer: number | null, count: number): Float32Array {
    return pointer === null ? new Float32Array() : floats(pointer, count).slice()
  }

  return { kind: 'wasm', run }
}
