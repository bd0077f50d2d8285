/**
 * A trained model as one file: a zip of a card, weights and words. The command line writes and reads
 * it, and the export screen offers the same file for download.
 */

import { unzipSync, zipSync } from 'fflate'
import { z } from 'zod'
import { type LabelSet, tagCount } from '@/model/labels'
import { LEXICAL_BUCKETS } from '@/model/lexical-model'
import { answerRuleShapes, type ModelBundle, wordCutsSchema } from '@/model/model-bundle'
import { networkConfigSchema } from '@/model/model-card'
import type { Vocabulary } from '@/model/vocabulary'
import { packVocabulary, unpackVocabulary } from '@/model/vocabulary-file'
import { packWeights, unpackWeights, type WeightEncoding } from '@/model/weight-files'
import type { WeightValues } from '@/model/weight-values'

/** Usual ending of a model file. */
export const BUNDLE_EXTENSION = '.skillet'

const CARD_FILE = 'card.json'
const WEIGHTS_FILE = 'weights.bin'
const VOCABULARY_FILE = 'vocabulary.bin'

/** Far beyond any model that Skillet makes: a larger part is refused instead of filling memory. */
const MOST_BYTES = 256 * 1024 * 1024

const cardSchema = z.object({
  format: z.literal('skillet-model'),
  version: z.literal(1),
  labels: z.object({ intents: z.array(z.string()), slots: z.array(z.string()) }),
  network: networkConfigSchema,
  vocabularyId: z.string(),
  temperature: z.number().positive(),
  adjacency: z.number().max(0).default(0),
  tokenizer: z.literal([1, 2]).default(1),
  cuts: wordCutsSchema,
  ...answerRuleShapes,
  weights: z.array(
    z.object({
      name: z.string(),
      shape: z.array(z.int().positive()),
      encoding: z.enum(['float16', 'int8']),
      offset: z.int().nonnegative(),
      bytes: z.int().positive(),
    }),
  ),
})

export type BundleOutcome =
  | {
      kind: 'read'
      bundle: ModelBundle
      /** Null when the file was written without it: then the pretrained network's is needed. */
      vocabulary: Vocabulary | null
    }
  | { kind: 'failed'; reason: string; remedy: string }

/**
 * Packs a model. With its vocabulary the file answers on its own; without, it is smaller and needs the
 * pretrained network `vocabularyId`. The same model gives the same bytes.
 *
 * @param encodingOf by default as the pretrained network: 8 bits for the subword table, 16 for the rest
 */
export function packBundle(
  bundle: ModelBundle,
  vocabulary: Vocabulary | null,
  encodingOf: (name: string) => WeightEncoding = (name) =>
    name === 'subword/table' ? 'int8' : 'float16',
): Uint8Array {
  const {
    format,
    version,
    labels,
    network,
    vocabularyId,
    temperature,
    adjacency,
    tokenizer,
    cuts,
  } = bundle
  const { declared, threshold, outOfScope } = bundle
  const weights = packWeights({ ...bundle.weights, ...lexicalWeights(bundle) }, (name) =>
    name.startsWith('lexical/') ? 'int8' : encodingOf(name),
  )
  const card = {
    format,
    version,
    labels,
    network,
    vocabularyId,
    temperature,
    adjacency,
    ...(tokenizer ? { tokenizer } : {}),
    ...(cuts ? { cuts } : {}),
    declared,
    threshold,
    outOfScope,
    weights: weights.entries,
  }
  return zipSync(
    {
      [CARD_FILE]: new TextEncoder().encode(`${JSON.stringify(card, null, 1)}\n`),
      // Numbers that look random do not get smaller: they are stored as they are.
      [WEIGHTS_FILE]: [weights.bytes, { level: 0 }],
      ...(vocabulary ? { [VOCABULARY_FILE]: packVocabulary(vocabulary) } : {}),
    },
    // A fixed date, the earliest that a zip can hold.
    { mtime: '1980-01-01T00:00:00' },
  )
}

/** Reads what `packBundle` wrote; anything else is refused with a reason. */
export function unpackBundle(bytes: Uint8Array): BundleOutcome {
  let files: Record<string, Uint8Array>
  let isTooLarge = false
  try {
    files = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        if (originalSize > MOST_BYTES) isTooLarge = true
        return !isTooLarge && [CARD_FILE, WEIGHTS_FILE, VOCABULARY_FILE].includes(name)
      },
    })
  } catch {
    return failed('It is no model file, or it is cut off.', 'Save or export the model again.')
  }
  if (isTooLarge) return failed('It is larger than any model.', 'Choose a model of Skillet.')
  const card = readCard(files[CARD_FILE])
  const weights = files[WEIGHTS_FILE]
  if (!card || !weights) {
    return failed(
      'It holds no model that this version of Skillet can read.',
      'Make the model with this version, or update Skillet.',
    )
  }
  try {
    const { labels, weights: _, ...rest } = card
    const words = files[VOCABULARY_FILE]
    return {
      kind: 'read',
      bundle: {
        ...rest,
        labels,
        ...splitWeights(unpackWeights(weights, card.weights), labels),
      },
      vocabulary: words ? unpackVocabulary(words) : null,
    }
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error)
    return failed(`The model is damaged: ${said}.`, 'Save or export the model again.')
  }
}

/** The lexical model as named weights, beside those of the network. */
function lexicalWeights({ lexical, labels }: ModelBundle): WeightValues {
  if (!lexical) return {}
  const { intents, tags } = lexical
  const shapeOf = (values: Float32Array) => [LEXICAL_BUCKETS, values.length / LEXICAL_BUCKETS]
  return {
    'lexical/intents': { shape: shapeOf(intents), values: intents },
    ...(labels.slots.length > 0 ? { 'lexical/tags': { shape: shapeOf(tags), values: tags } } : {}),
  }
}

/** Throws when the lexical model is not one for these labels. */
function splitWeights(
  all: WeightValues,
  labels: LabelSet,
): Pick<ModelBundle, 'weights' | 'lexical'> {
  const { 'lexical/intents': intents, 'lexical/tags': tags, ...weights } = all
  if (!intents) return { weights, lexical: null }
  const lexical = { intents: intents.values, tags: tags?.values ?? new Float32Array() }
  const tagClasses = labels.slots.length > 0 ? tagCount(labels) : 0
  if (
    lexical.intents.length !== LEXICAL_BUCKETS * labels.intents.length ||
    lexical.tags.length !== LEXICAL_BUCKETS * tagClasses
  ) {
    throw new Error('its lexical model is for other labels')
  }
  return { weights, lexical }
}

function readCard(bytes: Uint8Array | undefined): z.infer<typeof cardSchema> | null {
  try {
    return cardSchema.parse(JSON.parse(new TextDecoder().decode(bytes)))
  } catch {
    return null
  }
}

function failed(reason: string, remedy: string): Extract<BundleOutcome, { kind: 'failed' }> {
  return { kind: 'failed', reason, remedy }
}
