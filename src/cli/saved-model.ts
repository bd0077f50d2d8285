/** Models of skills on disk, and the pretrained network that they may need for its words. */
import { readFile } from 'node:fs/promises'
import { readsBy } from '@/model/find-words'
import type { Pretrained } from '@/model/pretrained'
import type { Vocabulary } from '@/model/vocabulary'
import type { ModelFile } from '@/records/model-file'
import { readModelFile } from '@/records/read-model-file'
import { createPredictor, type Predictor } from '@/runtime/predictor'
import { CommandFailure, wrongUsage } from './command'
import { findWordsBeside, readModelFolder } from './model-folder'
import { whyNotRead } from './read-skill'

/** Reads the pretrained network. Throws a `CommandFailure` when it can't be used. */
export async function readBase(folder: string): Promise<Pretrained> {
  const outcome = await readModelFolder(folder)
  if (outcome.kind === 'loaded') return outcome.pretrained
  throw new CommandFailure(
    `${folder}: ${outcome.message} Name the folder of a pretrained network with --base, or make one with npm run pretrain.`,
  )
}

/** Gets a saved model ready to answer; the caller disposes the predictor. */
export async function openModel(path: string | undefined, base: string): Promise<Predictor> {
  const { bundle, vocabulary } = await readSavedModel(path, base)
  return await createPredictor(bundle, vocabulary)
}

/** Reads a saved model, and its words wherever they are. Throws a `CommandFailure` when it can't be used. */
export async function readSavedModel(
  path: string | undefined,
  base: string,
): Promise<ModelFile & { vocabulary: Vocabulary }> {
  if (!path) throw wrongUsage('Name the model with --model <file>; skillet finetune makes one.')
  let bytes: Uint8Array
  try {
    bytes = new Uint8Array(await readFile(path))
  } catch (error) {
    throw new CommandFailure(whyNotRead(path, error))
  }
  const outcome = readModelFile(bytes)
  if (outcome.kind === 'failed') {
    throw new CommandFailure(`${path}: ${outcome.reason} ${outcome.remedy}`)
  }
  const { bundle } = outcome.model
  const vocabulary = outcome.model.vocabulary ?? (await wordsFor(bundle.vocabularyId, path, base))
  return { ...outcome.model, vocabulary }
}

/** The words of a model that was saved without them. */
async function wordsFor(vocabularyId: string, path: string, base: string): Promise<Vocabulary> {
  const pretrained = await readBase(base)
  if (readsBy(vocabularyId, pretrained)) return pretrained.vocabulary
  const words = await findWordsBeside(base, vocabularyId)
  if (words.kind === 'found') return words.vocabulary
  throw new CommandFailure(
    `${path} needs the words ${vocabularyId}; ${base} has ${pretrained.vocabularyId}, and they are not beside it either. Name the right folder with --base.`,
  )
}
