/**
 * The published package: the bytes of a model in, `understand(text)` out. Without TensorFlow.js, React or Node,
 * and the very code by which the app, the command line and the server answer.
 */

import type { ModelBundle } from '@/model/model-bundle'
import type { Vocabulary } from '@/model/vocabulary'
import { readModelFile, readVocabulary } from '@/records/read-model-file'
import { loadError } from './load-error'
import { createPredictor } from './predictor'
import type { LoadError, LoadOptions, ModelSource, Skill } from './public-types'
import { readSource } from './read-source'
import { checkGolden } from './self-check'
import { understand } from './understanding'

/** Loads a model. Throws a `LoadError` with a reason and a remedy when that can't be done. */
export async function load(
  source: ModelSource,
  options: LoadOptions & { kernels?: Uint8Array<ArrayBuffer> } = {},
): Promise<Skill> {
  const read = readModelFile(await readSource(source))
  if (read.kind === 'failed') throw loadError(read.reason, read.remedy)
  const { model } = read
  const { bundle, skill } = model
  const { threshold, outOfScope } = bundle
  const vocabulary = model.vocabulary ?? (await readWords(bundle, options))
  const predictor = await createPredictor(bundle, vocabulary, options)
  const understandAll: Skill['understandAll'] = (texts, { threshold: least = threshold } = {}) =>
    predictor
      .predict(texts)
      .map((prediction) => understand(prediction, skill, { threshold: least, outOfScope }))
  const answer: Skill['understand'] = (text, how) => understandAll([text], how)[0]!
  return {
    name: skill.name,
    locale: skill.locale,
    intents: skill.intents,
    types: skill.types,
    threshold,
    card: model.story,
    engine: predictor.engine,
    understand: answer,
    understandAll,
    selfCheck: () => checkGolden(model.golden, answer),
    dispose: predictor.dispose,
  }
}

async function readWords(
  { vocabularyId, network }: ModelBundle,
  { words }: LoadOptions,
): Promise<Vocabulary> {
  if (!words) {
    throw loadError(
      `The model was written without its words; it needs those of ${vocabularyId}.`,
      'Export it with its vocabulary, or pass `words`.',
    )
  }
  const read = readVocabulary(await readSource(words), network)
  if (read.kind === 'failed') throw loadError(read.reason, read.remedy)
  return read.vocabulary
}

/** Whether something that was thrown says why a model was not loaded. */
export function isLoadError(error: unknown): error is LoadError {
  return error instanceof Error && error.name === 'SkilletLoadError'
}
