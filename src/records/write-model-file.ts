/** Writes a model file. The same model gives the same bytes. */
import { zipSync } from 'fflate'
import type { ModelBundle } from '@/model/model-bundle'
import { packVocabulary } from '@/model/vocabulary-file'
import { packWeights, unpackWeights, type WeightEncoding } from '@/model/weight-files'
import { withChecksum } from './file-checksum'
import { joinWeights, splitWeights } from './lexical-weights'
import {
  CARD_FILE,
  MODEL_FILE_VERSION,
  type ModelFile,
  type SecondCard,
  VOCABULARY_FILE,
  WEIGHTS_FILE,
} from './model-file'

/**
 * How each weight is kept: `compact` has bytes for all that are many, and few different ones for the network's, so
 * that the zip packs them into some 6 bits each.
 */
export type ModelPrecision = 'full' | 'compact'

/** Packs a model whose facts fit its labels (`factsOfModel`); its golden answers must be those of the rounded weights (`roundWeights`). */
export function writeModelFile(
  model: Omit<ModelFile, 'version' | 'story'> & { story: NonNullable<ModelFile['story']> },
  precision: ModelPrecision = 'full',
): Uint8Array<ArrayBuffer> {
  const { vocabulary, story, bundle } = model
  const weights = packWeights(joinWeights(bundle), encodingFor(precision), stepsFor(precision))
  const { golden, ...facts } = cardFacts(model)
  const card: SecondCard = { ...facts, weights: weights.entries, card: story, golden }
  const zip = zipSync(
    {
      [CARD_FILE]: new TextEncoder().encode(`${JSON.stringify(card, null, 1)}\n`),
      [WEIGHTS_FILE]: weights.bytes,
      ...(vocabulary ? { [VOCABULARY_FILE]: packVocabulary(vocabulary) } : {}),
    },
    // A fixed date, the earliest that a zip can hold.
    { mtime: '1980-01-01T00:00:00' },
  )
  return withChecksum(zip)
}

/** All of a card but where the weights lie, and the model's story. */
export function cardFacts({
  bundle,
  skill,
  golden,
}: Pick<ModelFile, 'bundle' | 'skill' | 'golden'>): Omit<SecondCard, 'weights' | 'card'> {
  const { labels, network, vocabularyId, temperature, adjacency, threshold } = bundle
  return {
    format: 'skillet-model',
    version: MODEL_FILE_VERSION,
    name: skill.name,
    locale: skill.locale,
    tokenizer: bundle.tokenizer ?? 1,
    intents: skill.intents,
    slots: labels.slots,
    types: skill.types,
    threshold,
    network,
    vocabularyId,
    temperature,
    adjacency,
    cuts: bundle.cuts ?? null,
    seen: bundle.seen ? [...bundle.seen] : null,
    golden,
  }
}

/** The model with the numbers that its file will have. */
export function roundWeights(bundle: ModelBundle, precision: ModelPrecision = 'full'): ModelBundle {
  const how = [encodingFor(precision), stepsFor(precision)] as const
  const { bytes, entries } = packWeights(joinWeights(bundle), ...how)
  return { ...bundle, ...splitWeights(unpackWeights(bytes, entries)) }
}

function encodingFor(precision: ModelPrecision): (name: string) => WeightEncoding {
  return (name) =>
    name === 'subword/table' ||
    name.startsWith('lexical/') ||
    (precision === 'compact' && name.endsWith('ernel'))
      ? 'int8'
      : 'float16'
}

function stepsFor(precision: ModelPrecision): (name: string) => number {
  return (name) => (precision === 'compact' && !name.startsWith('lexical/') ? 31 : 127)
}
