/**
 * The published package: the bytes of a model in, `understand(text)` out. Without TensorFlow.js, React or Node,
 * and the very code by which the app, the command line and the server answer.
 */

import { unpackVocabulary } from '@/model/vocabulary-file'
import type { IntentFacts, TypeFacts } from '@/project/skill-facts'
import type { ModelStory } from '@/records/model-file'
import { readModelFile } from '@/records/read-model-file'
import { loadError } from './load-error'
import { createPredictor } from './predictor'
import { type ModelSource, readSource } from './read-source'
import { checkGolden, type SelfCheck } from './self-check'
import { type Understanding, understand } from './understanding'

/** A model that answers. */
export type Skill = {
  name: string
  /** BCP 47 tag, for example `en-US`; `und` when the model does not say. */
  locale: string
  /** All intents that it tells apart, with the slots that they declare. */
  intents: readonly IntentFacts[]
  /** The types of the slots, with their values and synonyms. */
  types: readonly TypeFacts[]
  /** Below this confidence of the best intent a text is not understood. */
  threshold: number
  /** How it was made and what it is worth; null in files of version 1. */
  card: ModelStory | null
  /** What runs the network: WASM SIMD, or plain JavaScript where there is none. */
  engine: 'wasm' | 'plain'
  /** What a text means. Takes a fraction of a millisecond and never throws. */
  understand: (text: string, options?: UnderstandOptions) => Understanding
  /** Answers the golden utterances of the file, and says where this runtime differs. */
  selfCheck: () => SelfCheck
  /** Lets go of the memory. `understand` must not be called afterwards. */
  dispose: () => void
}

export type UnderstandOptions = {
  /** Another threshold than the model's; 0 takes every answer. */
  threshold?: number
}

export type LoadOptions = {
  /** For a model that was written without its words: `vocabulary.bin` of the network that it was made from. */
  words?: ModelSource
  /** `plain` leaves WASM out. */
  engine?: 'auto' | 'plain'
}

/** Loads a model. Throws a `LoadError` with a reason and a remedy when that can't be done. */
export async function load(source: ModelSource, options: LoadOptions = {}): Promise<Skill> {
  const read = readModelFile(await readSource(source))
  if (read.kind === 'failed') throw loadError(read.reason, read.remedy)
  const { model } = read
  const { bundle, skill } = model
  const { threshold, outOfScope } = bundle
  const vocabulary =
    model.vocabulary ?? (options.words ? unpackVocabulary(await readSource(options.words)) : null)
  if (!vocabulary) {
    throw loadError(
      `The model was written without its words; it needs those of the network ${bundle.vocabularyId}.`,
      'Export it with its vocabulary, or pass `words`.',
    )
  }
  const predictor = await createPredictor(bundle, vocabulary, options)
  const answer = (text: string, { threshold: least = threshold }: UnderstandOptions = {}) =>
    understand(predictor.predict([text])[0]!, skill, { threshold: least, outOfScope })
  return {
    name: skill.name,
    locale: skill.locale,
    intents: skill.intents,
    types: skill.types,
    threshold,
    card: model.story,
    engine: predictor.engine,
    understand: answer,
    selfCheck: () => checkGolden(model.golden, answer),
    dispose: predictor.dispose,
  }
}
