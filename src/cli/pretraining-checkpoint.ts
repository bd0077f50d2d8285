/** An interrupted pretraining run on disk, and what another run may take from it. */
import { existsSync } from 'node:fs'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { deserialize, serialize } from 'node:v8'
import * as tf from '@tensorflow/tfjs-core'
import type { Weights } from '@/model/network'
import type { TrainingCheckpoint } from '@/training/train'

type SavedRun = { fingerprint: string; checkpoint: TrainingCheckpoint }

/** The checkpoint at `path`, if there is one and it is of a run with this fingerprint. */
export async function readCheckpoint(
  path: string,
  fingerprint: string,
): Promise<TrainingCheckpoint | null> {
  if (!existsSync(path)) return null
  const saved = deserialize(await readFile(path)) as SavedRun
  return saved.fingerprint === fingerprint ? saved.checkpoint : null
}

/** Writes beside the old one and renames, so that a kill leaves one whole checkpoint. */
export async function writeCheckpoint(path: string, saved: SavedRun): Promise<void> {
  await writeFile(`${path}.new`, serialize(saved))
  await rename(`${path}.new`, path)
}

/** Takes over every weight of another run's checkpoint that this run has in the same shape. */
export async function takeWeights(weights: Weights, path: string): Promise<void> {
  const { checkpoint } = deserialize(await readFile(path)) as SavedRun
  for (const [name, { values, shape }] of Object.entries(checkpoint.weights)) {
    const own = weights[name]
    if (own?.shape.join() !== shape.join()) continue
    own.dispose()
    weights[name] = tf.tensor(values, shape)
  }
}
