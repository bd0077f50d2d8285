/**
 * The first values of a skill's output layers: what its labels' names say, and what its examples show.
 *
 *     names      ─ named-layers.ts ─▶ a layer [features, classes] that knows no example
 *     examples   ─ trunk, once     ─▶ features of texts and tokens ─ imprinting.ts ─▶ a layer of class means, on top
 *
 * No step of training: one pass of the examples through the trunk, without dropout, and plain arithmetic. It is where
 * training starts; without training it is what suggests labels while somebody annotates.
 */
import * as tf from '@tensorflow/tfjs-core'
import { createBatch, type Encoder, type Example } from '@/model/encoding'
import { embedNames } from '@/model/label-names'
import type { LabelSet } from '@/model/labels'
import { namedIntentLayer, namedSlotLayer, type OutputLayer } from '@/model/named-layers'
import { forward, type Weights } from '@/model/network'
import { SKILL_HEAD } from '@/model/network-shapes'
import { disposeBatch, uploadBatch } from '@/model/tensors'
import { uploadWeights, type WeightValues } from '@/model/weight-values'
import { imprintLayer, type LabelledFeatures, type LinearLayer } from './imprinting'

type Layers = { intent: LinearLayer | null; slot: LinearLayer | null }

/**
 * Replaces the skill's output layers in `weights` by ones that start from the labels' names and from the class means of
 * the trunk's features on the examples. Without examples, only the names count. Layers for which there is neither stay
 * as they are. The old tensors are freed; the new ones belong to `weights`, as those did.
 *
 * @param names `Pretrained.names`; without any, only the examples count
 */
export async function startHead(options: {
  weights: Weights
  names: WeightValues
  examples: readonly Example[]
  labels: LabelSet
  encoder: Encoder
}): Promise<void> {
  const { weights, labels, encoder } = options
  const named = await layersOfNames(options.names, labels, encoder)
  // From the trunk below, so that it does not matter what the output layers are at this time.
  const rows = await labelledFeatures(weights, options.examples, encoder)
  const start = (part: 'intent' | 'slot', count: number) => {
    const layer = `head/${SKILL_HEAD}/${part}`
    const hasRows = rows[part].classes.length > 0
    const first = hasRows ? imprintLayer(rows[part], count, named[part]) : named[part]
    if (!first || !weights[`${layer}/kernel`]) return
    tf.dispose([weights[`${layer}/kernel`]!, weights[`${layer}/bias`]!])
    weights[`${layer}/kernel`] = tf.tensor(first.kernel, [first.kernel.length / count, count])
    weights[`${layer}/bias`] = tf.tensor(first.bias, [count])
  }
  start('intent', labels.intents.length)
  // Tags: O, then B and I of each slot.
  start('slot', 1 + 2 * labels.slots.length)
}

/** Output layers made of names alone; null where there are no such labels or the network has not learned names. */
async function layersOfNames(
  names: WeightValues,
  labels: LabelSet,
  encoder: Encoder,
): Promise<Layers> {
  if (Object.keys(names).length === 0) return { intent: null, slot: null }
  const weights = uploadWeights(names)
  // One layer from the names of some labels, read back to the host, where the means join it.
  const make = async (
    members: readonly string[],
    layerOf: (weights: Weights, names: tf.Tensor2D) => OutputLayer,
  ): Promise<LinearLayer | null> => {
    if (members.length === 0) return null
    const { kernel, bias } = tf.tidy(() => {
      const table = embedNames(members, encoder.vocabulary)
      return layerOf(weights, tf.tensor2d(table, [table.length / members.length, members.length]))
    })
    const layer = { kernel: await kernel.data<'float32'>(), bias: await bias.data<'float32'>() }
    tf.dispose([kernel, bias])
    return layer
  }
  const layers = {
    intent: await make(labels.intents, namedIntentLayer),
    slot: await make(labels.slots, namedSlotLayer),
  }
  tf.dispose(weights)
  return layers
}

/**
 * What the trunk says of each labelled text and token, before the output layers: `intentSummary` [4 · units] of a text
 * with an intent, `slotStates` [2 · units] of a token with a tag. Padding and texts without labels are left out. 64
 * texts at a time, and each batch is read before the next, so that memory stays small.
 */
async function labelledFeatures(
  weights: Weights,
  examples: readonly Example[],
  encoder: Encoder,
): Promise<{ intent: LabelledFeatures; slot: LabelledFeatures }> {
  const intents: Rows = { features: [], classes: [] }
  const slots: Rows = { features: [], classes: [] }
  for (let from = 0; from < examples.length; from += 64) {
    const members = examples.slice(from, from + 64)
    const batch = createBatch(members, encoder.vocabulary)
    const tensors = uploadBatch(batch, encoder.buckets)
    const [summary, states] = tf.tidy(() => {
      const output = forward(weights, tensors, SKILL_HEAD, null)
      return [output.intentSummary, output.slotStates]
    }) as [tf.Tensor2D, tf.Tensor3D]
    const [summaries, tokens] = [await summary.data<'float32'>(), await states.data<'float32'>()]
    const width = summary.shape[1]
    const tokenWidth = states.shape[2]
    members.forEach((example, row) => {
      if (example.intent >= 0) {
        intents.features.push(summaries.slice(row * width, (row + 1) * width))
        intents.classes.push(example.intent)
      }
      example.tags?.forEach((tag, token) => {
        const at = (row * batch.time + token) * tokenWidth
        slots.features.push(tokens.slice(at, at + tokenWidth))
        slots.classes.push(tag)
      })
    })
    tf.dispose([summary, states])
    disposeBatch(tensors)
  }
  return { intent: packed(intents), slot: packed(slots) }
}

type Rows = { features: Float32Array[]; classes: number[] }

/** Rows put into one array, `[rows, width]`. */
function packed({ features: rows, classes }: Rows): LabelledFeatures {
  const width = rows[0]?.length ?? 0
  const features = new Float32Array(rows.length * width)
  rows.forEach((row, index) => {
    features.set(row, index * width)
  })
  return { features, width, classes: Int32Array.from(classes) }
}
