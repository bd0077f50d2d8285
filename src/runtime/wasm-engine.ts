/** The network over the WASM SIMD kernels, in a memory that holds one model and has room to work on a few texts at once. */

import { LSTM_FORWARD_CALL, writeCall } from '@/kernels/calls'
import { raggedRows } from '@/kernels/embedding-bag-reference'
import { createBatch, type EncodedText, MAX_TOKENS } from '@/model/encoding'
import { type Layers, type LstmWeights, passForward } from '@/model/forward-pass'
import { tagCount } from '@/model/labels'
import type { ModelBundle } from '@/model/model-bundle'
import { SKILL_HEAD } from '@/model/network-shapes'
import type { RawOutput } from '@/model/run-network'
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

/** Places for tokens in a batch, padding included; a text of the greatest length fills them alone. */
const MOST_PLACES = MAX_TOKENS

/** Runs a model's network on WASM; null where that is not to be had. */
export async function createWasmEngine(
  bundle: Pick<ModelBundle, 'network' | 'weights' | 'labels'>,
  vocabulary: Vocabulary,
  kernels?: Uint8Array<ArrayBuffer>,
): Promise<Engine | null> {
  const memory = await startKernels(kernels)
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

  const lengths = take(4 * MOST_PLACES)
  const words = take(4 * MOST_PLACES * wordDimensions)
  const offsets = take(4 * (MOST_PLACES + 1))
  const subwords = take(4 * MOST_PLACES * MOST_SUBWORDS)
  const vectors = take(4 * MOST_PLACES * width)
  const slotStates = take(4 * MOST_PLACES * 2 * units)
  const intentSummary = take(4 * MOST_PLACES * 4 * units)
  const slotLogits = take(4 * MOST_PLACES * tags)
  const intentLogits = take(4 * MOST_PLACES * classes)
  // Rows of gates are padded, see gateStride in assembly/lstm-forward.ts.
  const gates = take(4 * MOST_PLACES * 4 * (4 * units + 16))
  const cellStates = take(4 * MOST_PLACES * 4 * units)
  const call = take(4 * LSTM_FORWARD_CALL.length)
  // Batches between the narrowest and the widest need no more than the larger of both.
  const scratchBytes = Math.max(
    ...[width, 2 * units].flatMap((inputs) => [
      kernels.lstmForwardScratch(1, MOST_PLACES, inputs, units),
      kernels.lstmForwardScratch(MOST_PLACES, 1, inputs, units),
    ]),
    kernels.denseScratch(MOST_PLACES, 2 * units, tags),
    kernels.denseScratch(MOST_PLACES, 4 * units, classes),
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
      states: take(4 * MOST_PLACES * cells * units),
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
      runLevel(level, vectors, { size: 1, time: 1 }, { inputKernel, recurrentKernel })
    }
  }

  function runLevel(
    level: Level,
    x: number,
    { size, time }: Sides,
    unpacked?: { inputKernel: number; recurrentKernel: number },
  ): number {
    const { cells, inputs, inputPanels, recurrentPanels, bias, states } = levels[level]
    const isPacked = Number(!unpacked)
    const { inputKernel = 0, recurrentKernel = 0 } = unpacked ?? {}
    writeCall(
      LSTM_FORWARD_CALL,
      {
        ...{ x, mask: 0, lengths, inputKernel, recurrentKernel, bias },
        ...{ inputPanels, isInputPacked: isPacked, recurrentPanels, isRecurrentPacked: isPacked },
        ...{ y: states, gates, cellStates, batch: size, time, inputs, units, cells },
      },
      { memory: memory.buffer(), pointer: call },
    )
    for (const direction of [0, 1]) kernels.lstmForward(direction, call)
    return states
  }

  function layersFor(sides: Sides): Layers<number> {
    const { size, time } = sides
    const places = size * time
    return {
      embed: (table) => {
        kernels.bagForward(
          ...[table, offsets, subwords, words, vectors],
          ...[0, places, subwordDimensions, wordDimensions],
        )
        return vectors // [size, time, wordDimensions + subwordDimensions]
      },
      recur: (level: Level, x: number, _: LstmWeights<number>) => runLevel(level, x, sides), // [size, time, cells · units]
      features: (x) => {
        kernels.featuresForward(x, 0, lengths, slotStates, intentSummary, 0, size, time, units)
        return { slotStates, intentSummary } // [size, time, 2 · units], [size, 4 · units]
      },
      output: (kind, x, kernel, bias) => {
        const isSlot = kind === 'slot'
        const y = isSlot ? slotLogits : intentLogits
        const [rows, inputs, outputs] = isSlot
          ? [places, 2 * units, tags]
          : [size, 4 * units, classes]
        kernels.denseForward(x, kernel, bias, y, 0, rows, inputs, outputs)
        return y // [rows, outputs]
      },
    }
  }

  function runBatch(texts: readonly EncodedText[]): RawOutput[] {
    const batch = createBatch(
      texts.map((text) => ({ ...text, intent: -1, tags: null })),
      vocabulary,
    )
    const { size, time } = batch
    const bags = raggedRows(batch.bags)
    integers(lengths, size).set(batch.lengths)
    floats(words, size * time * wordDimensions).set(batch.wordVectors)
    integers(offsets, size * time + 1).set(bags.offsets)
    integers(subwords, bags.values.length).set(bags.values)
    const output = passForward(layersFor({ size, time }), pointers, SKILL_HEAD)
    return texts.map((text, row) => ({
      intentLogits: copyOf(output.intentLogits, row * classes, classes),
      slotLogits: copyOf(output.slotLogits, row * time * tags, text.words.length * tags),
    }))
  }

  /** An array of its own: the memory is written to by the next text. */
  function copyOf(pointer: number | null, from: number, count: number): Float32Array {
    return pointer === null ? new Float32Array() : floats(pointer + 4 * from, count).slice()
  }

  return { kind: 'wasm', run: (texts) => batchesOf(texts).flatMap(runBatch) }
}

/** Of a batch: texts, and places for the tokens of each. */
type Sides = { size: number; time: number }

/** The texts in their order, as many together as there are places for. */
function batchesOf(texts: readonly EncodedText[]): EncodedText[][] {
  const batches: EncodedText[][] = []
  let longest = 0
  for (const text of texts) {
    const length = Math.max(1, text.words.length)
    const last = batches.at(-1)
    longest = Math.max(longest, length)
    if (last && (last.length + 1) * longest <= MOST_PLACES) last.push(text)
    else {
      batches.push([text])
      longest = length
    }
  }
  return batches
}
