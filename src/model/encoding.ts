/** Text to the numbers that the network reads: word rows and subword buckets, and batches of them. */
import { hashText } from '@/project/random'
import {
  TOKENIZER_VERSION,
  type Token,
  type TokenizerVersion,
  tokenize,
  tokenTexts,
} from '@/project/tokenizer'
import { createWordCutter, type WordCuts } from '@/project/word-cuts'
import { createSpelling } from './spelling'
import { subwordBuckets, wordShape } from './subwords'
import { findWord, readVector, type Vocabulary } from './vocabulary'

export type EncodedText = {
  /** Row of each token in the vocabulary, or -1. `[tokens]` */
  words: Int32Array
  /** Subword buckets of each token. `[tokens][…]` */
  subwords: readonly (readonly number[])[]
  /** Each token's shape, hashed: which word it is, for the lexical model. `[tokens]` */
  forms: Int32Array
}

/** An encoded text with its labels. -1 and null mean that the source says nothing about them. */
export type Example = EncodedText & {
  intent: number
  /** One tag a token, or null. */
  tags: Int32Array | null
  /** What a teacher says of the text, in pretraining only. */
  taught?: Int8Array
}

export type Encoder = {
  vocabulary: Vocabulary
  /** Number of subword buckets. */
  buckets: number
  /** The word that a word is read as: itself, but for slips of the fingers. Looked up once, as all of a word is. */
  meantBy: (word: string) => string
  /** Encodes tokens; words are looked up once and remembered. */
  encodeTokens: (tokens: readonly string[]) => EncodedText
  /** Tokenizes and encodes; the edges of known spans are borders of tokens, too. */
  encode: (
    text: string,
    spans?: readonly Token[],
  ) => { tokens: readonly Token[]; encoded: EncodedText }
}

/** Longest text that the network reads, in tokens; what follows is cut off and tagged `O`. */
export const MAX_TOKENS = 64

/** How a model finds the tokens of a text. */
export type TokenRules = {
  /** The rules that it was trained with; a stored model that says nothing has the first. */
  tokenizer?: TokenizerVersion
  /** Where words of its skill come apart; none do by default. */
  cuts?: WordCuts | null
  /** Words of its skill, hashed (`formsSeen`): by rules 3, slips are read as these. Older models know none. */
  seen?: readonly number[] | null
}

/** What is known of a word once it was looked up. */
type ReadWord = { meant: string; row: number; subwords: readonly number[]; form: number }

/** An encoder for one vocabulary, by today's rules or by those of a model. */
export function createEncoder(
  vocabulary: Vocabulary,
  buckets: number,
  { tokenizer = 1, cuts = null, seen = null }: TokenRules = { tokenizer: TOKENIZER_VERSION },
): Encoder {
  const cutWords = createWordCutter(cuts)
  const readAs = tokenizer >= 3 && seen ? createSpelling(vocabulary, seen) : (word: string) => word
  const lookedUp = new Map<string, ReadWord>()
  function lookUp(word: string) {
    let known = lookedUp.get(word)
    if (!known) {
      const meant = readAs(word)
      known = {
        meant,
        row: findWord(vocabulary, meant),
        subwords: subwordBuckets(meant, buckets),
        form: hashText(wordShape(meant)),
      }
      if (lookedUp.size < 200_000) lookedUp.set(word, known)
    }
    return known
  }
  function encodeTokens(tokens: readonly string[]): EncodedText {
    const entries = tokens.slice(0, MAX_TOKENS).map(lookUp)
    return {
      words: Int32Array.from(entries, (entry) => entry.row),
      subwords: entries.map((entry) => entry.subwords),
      forms: Int32Array.from(entries, (entry) => entry.form),
    }
  }
  return {
    vocabulary,
    buckets,
    meantBy: (word) => lookUp(word).meant,
    encodeTokens,
    encode: (text, spans = []) => {
      const tokens = cutWords(text, tokenize(text, { spans, version: tokenizer }))
      return { tokens, encoded: encodeTokens(tokenTexts(text, tokens)) }
    },
  }
}

/** Many examples in one block, padded to the longest of them. Plain arrays: no tensors yet. */
export type Batch = {
  size: number
  /** Tokens of the longest example. */
  time: number
  /** `[size]`, each at least 1. */
  lengths: Int32Array
  /** Word vectors, `[size · time · dimensions]`; zero for unknown words and padding. */
  wordVectors: Float32Array
  /** Subword buckets of each place, `[size · time]`; empty for padding. */
  bags: (readonly number[])[]
  /** `[size]`; class of the intent, 0 where weight is 0. */
  intents: Int32Array
  intentWeights: Float32Array
  /** `[size · time]`; tags and weights (0 for padding and for examples without tags). */
  tags: Int32Array
  tagWeights: Float32Array
}

const NO_SUBWORDS: readonly number[] = []

/**
 * Puts examples into one batch.
 * `hidesWord(example, token)` makes a known word unknown, so that the network learns to read
 * subwords too (word dropout).
 */
export function createBatch(
  examples: readonly Example[],
  vocabulary: Vocabulary,
  hidesWord?: () => boolean,
): Batch {
  const size = examples.length
  const time = Math.max(1, ...examples.map((example) => example.words.length))
  const { dimensions } = vocabulary
  const batch: Batch = {
    size,
    time,
    lengths: new Int32Array(size),
    wordVectors: new Float32Array(size * time * dimensions),
    bags: new Array<readonly number[]>(size * time).fill(NO_SUBWORDS),
    intents: new Int32Array(size),
    intentWeights: new Float32Array(size),
    tags: new Int32Array(size * time),
    tagWeights: new Float32Array(size * time),
  }
  examples.forEach((example, row) => {
    const length = example.words.length
    batch.lengths[row] = Math.max(1, length)
    if (example.intent >= 0) {
      batch.intents[row] = example.intent
      batch.intentWeights[row] = 1
    }
    for (let t = 0; t < length; t += 1) {
      const place = row * time + t
      batch.bags[place] = example.subwords[t] ?? NO_SUBWORDS
      const word = example.words[t] ?? -1
      if (word >= 0 && !hidesWord?.()) {
        readVector(vocabulary, word, batch.wordVectors, place * dimensions)
      }
      if (example.tags) {
        batch.tags[place] = example.tags[t] ?? 0
        batch.tagWeights[place] = 1
      }
    }
  })
  return batch
}
