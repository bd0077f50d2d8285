/** The network in plain TypeScript: where there is no WASM SIMD, and to compare with. */
import { denseForward } from '@/kernels/dense-reference'
import { bagForward, raggedRows } from '@/kernels/embedding-bag-reference'
import { lstmForward } from '@/kernels/lstm-sequence-reference'
import { featuresForward } from '@/kernels/task-features-reference'
import { createBatch, type EncodedText } from '@/model/encoding'
import { type Layers, passForward } from '@/model/forward-pass'
import type { ModelBundle } from '@/model/model-bundle'
import { SKILL_HEAD } from '@/model/network-shapes'
import type { Vocabulary } from '@/model/vocabulary'
import type { Engine } from './engine'

/** Runs a model's network on plain arrays. */
export function createPlainEngine(
  { network, weights, labels }: Pick<ModelBundle, 'network' | 'weights' | 'labels'>,
  vocabulary: Vocabulary,
): Engine {
  const { units, subwordDimensions } = network
  const arrays = Object.fromEntries(
    Object.entries(weights).map(([name, { values }]) => [name, values]),
  )
  function runOne(text: EncodedText) {
    const { time, lengths, wordVectors, bags } = createBatch(
      [{ ...text, ...UNLABELLED }],
      vocabulary,
    )
    const layers: Layers<Float32Array> = {
      embed: (table) =>
        bagForward(subwordDimensions, table, raggedRows(bags), {
          values: wordVectors,
          width: vocabulary.dimensions,
        }), // [time, wordDimensions + subwordDimensions]
      recur: (level, x, lstm) => {
        const cells = level === 'shared' ? 2 : 4
        const sizes = { batch: 1, time, inputSize: x.length / time, units, cells }
        return lstmForward(sizes, { x, lengths, ...lstm }).y // [time, cells · units]
      },
      features: (x) => featuresForward({ batch: 1, time, units }, { x, lengths, mask: null }), // [time, 2 · units], [4 · units]
      output: (_, x, kernel, bias) => {
        const outputs = bias.length
        const inputs = kernel.length / outputs
        return denseForward({ rows: x.length / inputs, inputs, outputs }, x, kernel, bias) // [rows, classes]
      },
    }
    const { intentLogits, slotLogits } = passForward(layers, arrays, SKILL_HEAD)
    const tokens = text.words.length
    return {
      intentLogits: intentLogits ?? new Float32Array(),
      slotLogits:
        slotLogits?.subarray(0, tokens * (1 + 2 * labels.slots.length)) ?? new Float32Array(),
    }
  }
  return { kind: 'plain', run: (texts) => texts.map(runOne) }
}

const UNLABELLED = { intent: -1, tags: null }
