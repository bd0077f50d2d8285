/** Reads a model file of any version, and refuses what is damaged, foreign or too large, with a reason. */
import { unzipSync } from 'fflate'
import * as v from 'valibot'
import type { LabelSet } from '@/model/labels'
import { headShapes, type NetworkConfig, SKILL_HEAD, trunkShapes } from '@/model/network-shapes'
import { NewerFileError } from '@/model/newer-file'
import type { Vocabulary } from '@/model/vocabulary'
import { unpackVocabulary } from '@/model/vocabulary-file'
import { packedBytes, unpackWeights, type WeightEntry } from '@/model/weight-files'
import type { WeightValues } from '@/model/weight-values'
import { isLater } from '@/project/later-version'
import type { SkillFacts } from '@/project/skill-facts'
import { TOKENIZER_VERSION } from '@/project/tokenizer'
import { rulesOf } from './answer-rules'
import { verifyChecksum } from './file-checksum'
import { lexicalShapes, splitWeights } from './lexical-weights'
import {
  CARD_FILE,
  type FirstCard,
  MODEL_FILE_VERSION,
  type ModelFile,
  modelCardSchema,
  type SecondCard,
  VOCABULARY_FILE,
  WEIGHTS_FILE,
} from './model-file'

export type ModelFileOutcome = { kind: 'read'; model: ModelFile } | Refused

/** Far beyond any model that Skillet makes: more is refused instead of filling memory. */
const MOST_BYTES = 64 * 1024 * 1024

/** Reads the bytes of a model file. */
export function readModelFile(bytes: Uint8Array): ModelFileOutcome {
  try {
    return { kind: 'read', model: readParts(bytes) }
  } catch (error) {
    return whyRefused(error)
  }
}

/** Reads a vocabulary that stands in a file of its own, for a model that was written without one. */
export function readVocabulary(
  bytes: Uint8Array,
  network: NetworkConfig,
): { kind: 'read'; vocabulary: Vocabulary } | Refused {
  try {
    return { kind: 'read', vocabulary: wordsOf(bytes, network) }
  } catch (error) {
    return whyRefused(error)
  }
}

type Refused = { kind: 'failed'; reason: string; remedy: string }

function whyRefused(error: unknown): Refused {
  if (error instanceof Refusal) {
    return { kind: 'failed', reason: error.message, remedy: error.remedy }
  }
  if (error instanceof NewerFileError) {
    return {
      kind: 'failed',
      reason: `It was made by a newer Skillet (${error.message}).`,
      remedy: UPDATE,
    }
  }
  const said = error instanceof Error ? error.message : String(error)
  return { kind: 'failed', reason: `The model is damaged: ${said}.`, remedy: MAKE_AGAIN }
}

const MAKE_AGAIN = 'Get the file again, or export the model anew.'
const UPDATE = 'Update Skillet, or export the model anew with this version.'

/** Why a file is not read. Thrown here and caught here. */
class Refusal extends Error {
  readonly remedy: string
  constructor(reason: string, remedy = MAKE_AGAIN) {
    super(reason)
    this.remedy = remedy
  }
}

function readParts(bytes: Uint8Array): ModelFile {
  const checksum = verifyChecksum(bytes)
  const parts = unzip(bytes)
  if (checksum === 'wrong') throw new Refusal('The model is damaged: its checksum does not match.')
  const card = readCard(parts[CARD_FILE])
  if (card.version > 1 && checksum === 'missing') {
    throw new Refusal('The model is damaged: its checksum is missing.')
  }
  const weights = parts[WEIGHTS_FILE]
  if (!weights) throw new Refusal(`The model is not whole: ${WEIGHTS_FILE} is missing.`)
  const words = parts[VOCABULARY_FILE]
  const labels = labelsOf(card)
  refuseDuplicates(labels.intents, 'intent')
  refuseDuplicates(labels.slots, 'slot')
  if (labels.intents.length === 0) throw new Refusal('The model has no intents.')
  const { network, vocabularyId, temperature, adjacency, cuts, seen } = card
  const skill = factsOf(card)
  return {
    version: card.version,
    bundle: {
      format: 'skillet-model',
      version: 1,
      labels,
      network,
      vocabularyId,
      temperature,
      adjacency,
      tokenizer: card.version === 1 ? 1 : card.tokenizer,
      cuts,
      seen,
      ...rulesOf(skill, card.version === 1 ? 0 : card.threshold),
      ...splitWeights(readWeights(weights, card.weights, network, labels)),
    },
    vocabulary: words ? wordsOf(words, network) : null,
    skill,
    story: card.version === 1 ? null : card.card,
    golden: card.version === 1 ? [] : card.golden,
  }
}

function unzip(bytes: Uint8Array): Record<string, Uint8Array> {
  const wanted = [CARD_FILE, WEIGHTS_FILE, VOCABULARY_FILE]
  const seen = new Set<string>()
  let total = 0
  let problem = ''
  let parts: Record<string, Uint8Array>
  try {
    parts = unzipSync(bytes, {
      filter: ({ name, originalSize, size, compression }) => {
        if (!wanted.includes(name)) return false
        if (seen.has(name)) problem = `The model is damaged: it holds ${name} twice.`
        seen.add(name)
        total += compression === 0 ? Math.max(originalSize, size) : originalSize
        if (total > MOST_BYTES) {
          problem = `It unpacks to more than ${MOST_BYTES / 1024 / 1024} MB, which no model of Skillet does.`
        }
        return problem === ''
      },
    })
  } catch {
    throw new Refusal('It is no model file, or it is cut off.')
  }
  if (problem !== '') throw new Refusal(problem)
  return parts
}

function readCard(bytes: Uint8Array | undefined): FirstCard | SecondCard {
  if (!bytes) throw new Refusal(`It is no model file: it holds no ${CARD_FILE}.`)
  let card: unknown
  try {
    card = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw new Refusal(`The model is damaged: ${CARD_FILE} is no JSON.`)
  }
  const { format, version, tokenizer } = (card ?? {}) as Record<string, unknown>
  if (format !== 'skillet-model') throw new Refusal(`It is no model file: ${CARD_FILE} says so.`)
  // Whatever else a later one holds otherwise: it is whole for the Skillet that wrote it.
  if (isLater(version, MODEL_FILE_VERSION)) {
    throw new NewerFileError(`version ${version} of the file, this one reads ${MODEL_FILE_VERSION}`)
  }
  if (isLater(tokenizer, TOKENIZER_VERSION)) {
    throw new NewerFileError(`its texts are cut into words by rules ${tokenizer}`)
  }
  const read = v.safeParse(modelCardSchema, card)
  if (!read.success) {
    const place = v.getDotPath(read.issues[0]) ?? 'something'
    throw new Refusal(`The model is damaged: ${place} of ${CARD_FILE} is not as it must be.`)
  }
  return read.output
}

function labelsOf(card: FirstCard | SecondCard): LabelSet {
  if (card.version === 1) return card.labels
  return { intents: card.intents.map(({ name }) => name), slots: card.slots }
}

function factsOf(card: FirstCard | SecondCard): SkillFacts {
  if (card.version === 2) {
    const { name, locale, intents, types } = card
    return { name, locale, intents, types }
  }
  return {
    name: '',
    locale: 'und',
    intents: card.labels.intents.map((name) => ({ name, kind: 'custom', slots: null })),
    types: [],
  }
}

function refuseDuplicates(names: readonly string[], what: string): void {
  const twice = names.find((name, place) => names.indexOf(name) !== place)
  if (twice !== undefined) throw new Refusal(`The model has the ${what} “${twice}” twice.`)
}

/** All weights, each of the shape that the network and the labels demand, and all of them numbers. */
function readWeights(
  bytes: Uint8Array,
  entries: readonly WeightEntry[],
  network: NetworkConfig,
  labels: LabelSet,
): WeightValues {
  const required: Record<string, number[]> = {
    ...trunkShapes(network),
    ...headShapes(network, SKILL_HEAD, labels),
  }
  const lexical = lexicalShapes(labels)
  const names = entries.map(({ name }) => name)
  const hasLexical = Object.keys(lexical).some((name) => names.includes(name))
  const shapes = hasLexical ? { ...required, ...lexical } : required
  refuseDuplicates(names, 'weight')
  const missing = Object.keys(shapes).find((name) => !names.includes(name))
  if (missing) throw new Refusal(`The model is not whole: its weight ${missing} is missing.`)
  let end = 0
  for (const { name, shape, encoding, offset, bytes: length } of entries) {
    const wanted = Object.hasOwn(shapes, name) ? shapes[name] : undefined
    if (!wanted) throw new Refusal(`The model is damaged: it has a weight ${name} too many.`)
    if (wanted.join() !== shape.join()) {
      throw new Refusal(
        `The model is damaged: its weight ${name} is ${shape.join(' × ')}, and must be ${wanted.join(' × ')} for its labels and network.`,
      )
    }
    if (offset !== end || length !== packedBytes(shape, encoding)) {
      throw new Refusal(`The model is damaged: its weight ${name} does not lie where it must.`)
    }
    end += length
  }
  if (end !== bytes.length) {
    throw new Refusal(
      `The model is damaged: ${WEIGHTS_FILE} has ${bytes.length} bytes instead of ${end}.`,
    )
  }
  const values = unpackWeights(bytes, entries)
  for (const name of names) {
    if (!values[name]!.values.every(Number.isFinite)) {
      throw new Refusal(`The model is damaged: its weight ${name} holds what is no number.`)
    }
  }
  return values
}

/** Reads words and their vectors as a model file holds them. Throws when they don't fit the network. */
function wordsOf(bytes: Uint8Array, { wordDimensions }: NetworkConfig): Vocabulary {
  const vocabulary = unpackVocabulary(bytes)
  const { words, dimensions, scales, likened, rowOf } = vocabulary
  if (words.length === 0) throw new Refusal('The model is damaged: it has no words.')
  if (dimensions !== wordDimensions) {
    throw new Refusal(
      `The model is damaged: its word vectors have ${dimensions} components, and its network reads ${wordDimensions}.`,
    )
  }
  if (rowOf.size !== words.length + likened.size)
    throw new Refusal('The model is damaged: it has a word twice.')
  if (!scales.every(Number.isFinite)) {
    throw new Refusal('The model is damaged: its word vectors hold what is no number.')
  }
  return vocabulary
}
