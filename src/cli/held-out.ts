/** The report per source: how the network does on rows that it never learned from, and what storing it in fewer bits costs. */
import * as tf from '@tensorflow/tfjs-core'
import { createEncoder, type Example } from '@/model/encoding'
import type { Weights } from '@/model/network'
import { runNetwork } from '@/model/run-network'
import type { Vocabulary } from '@/model/vocabulary'
import { packWeights, unpackWeights, type WeightEncoding } from '@/model/weight-files'
import { uploadWeights, type WeightValues } from '@/model/weight-values'
import { PRETRAINING } from '@/training/training-config'
import { countValidation, summariseCounts } from '@/training/validation'
import { type HeldOutScores, storedEncoding } from './model-folder'
import { encodeRow } from './pretraining-batches'
import { type PoolSource, readSource } from './pretraining-pool'

/** Rows of a source that are scored, at most. */
const HELD_OUT_ROWS = 1000

/** What the network is read with. */
export type Reading = { weights: Weights; vocabulary: Vocabulary; buckets: number }

/** Scores each source on its held-out rows, by head. */
export async function scoreHeldOut(
  sources: readonly PoolSource[],
  { weights, vocabulary, buckets }: Reading,
): Promise<Record<string, HeldOutScores>> {
  const encoder = createEncoder(vocabulary, buckets)
  const scores: Record<string, HeldOutScores> = {}
  for (const source of sources) {
    const examples: Example[] = []
    for await (const row of readSource(source, 'heldOut')) {
      examples.push(encodeRow(row, source.labels, encoder))
      if (examples.length >= HELD_OUT_ROWS) break
    }
    const outputs = await runNetwork({ weights, head: source.head, examples, vocabulary, buckets })
    const summary = summariseCounts(countValidation(outputs, examples), PRETRAINING)
    scores[source.head] = {
      rows: examples.length,
      intentAccuracy: source.labels.intents.length > 0 ? summary.intentAccuracy : null,
      slotF1: source.labels.slots.length > 0 ? summary.slotF1 : null,
      frameAccuracy: summary.frameAccuracy,
    }
  }
  return scores
}

/** Frame accuracy over all sources, each source counting once. */
export function meanFrameAccuracy(scores: Record<string, HeldOutScores>): number {
  const frames = Object.values(scores).map(({ frameAccuracy }) => frameAccuracy)
  return frames.reduce((sum, value) => sum + value, 0) / Math.max(1, frames.length)
}

/**
 * The same network with its trunk as it will be read back from a file; output layers stay exact.
 * The caller disposes the result.
 */
export function asStored(
  weights: WeightValues,
  encodingOf: (name: string) => WeightEncoding,
): Weights {
  const trunk = Object.entries(weights).filter(([name]) => !name.startsWith('head/'))
  const { bytes, entries } = packWeights(Object.fromEntries(trunk), encodingOf)
  return uploadWeights({ ...weights, ...unpackWeights(bytes, entries) })
}

/** Frame accuracy on held-out rows, exact and for each way to store the trunk, as lines to print. */
export async function reportStorage(
  sources: readonly PoolSource[],
  exact: Record<string, HeldOutScores>,
  weights: WeightValues,
  reading: Omit<Reading, 'weights'>,
): Promise<string[]> {
  const lines = [`  exact              ${percent(meanFrameAccuracy(exact))}`]
  const encodings: Record<string, (name: string) => WeightEncoding> = {
    '16 bits, table 8': storedEncoding,
    '8 bits': () => 'int8',
  }
  for (const [title, encodingOf] of Object.entries(encodings)) {
    const stored = asStored(weights, encodingOf)
    const scores = await scoreHeldOut(sources, { ...reading, weights: stored })
    tf.dispose(stored)
    lines.push(`  ${title.padEnd(18)} ${percent(meanFrameAccuracy(scores))}`)
  }
  return lines
}

function percent(share: number): string {
  return `${(100 * share).toFixed(2)}%`
}
