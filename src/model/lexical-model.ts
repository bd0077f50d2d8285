/**
 * The lexical model: a linear model on exact words and their neighbours that answers beside the network.
 * The network knows what words mean and so takes "on" and "off" for much the same; this one knows nothing
 * but which words stood in the examples. Their answers are averaged.
 */
import type { EncodedText } from './encoding'
import type { RawOutput } from './run-network'

/** Weights of hashed features, row by row. */
export type LexicalModel = {
  /** `[LEXICAL_BUCKETS, intents]` */
  intents: Float32Array
  /** `[LEXICAL_BUCKETS, tags]`; empty for a skill without slots. */
  tags: Float32Array
}

/** A text or a token as this model sees it: buckets that may repeat, and how much each counts. */
export type LexicalFeatures = { buckets: Int32Array; values: Float32Array }

/** Rows of the weights. Half as many cost .1 to .3 points of frame accuracy, twice as many gain .2 at most. */
export const LEXICAL_BUCKETS = 8192

/**
 * Share of the lexical model in an answer; the network has the rest (log-linear pooling, Heskes 1998). Of
 * tags it knows less. Shares that add up to one keep confidences honest, where a plain product would
 * be sure twice.
 */
export const INTENT_SHARE = 1 / 2
export const TAG_SHARE = 1 / 3

/** Stand for the places before and after a text. */
const BEFORE = 1
const AFTER = 2

/** What a feature is made of; numbers are part of stored models. */
const KIND = {
  always: 0,
  word: 1,
  pair: 2,
  subword: 3,
  tokenAlways: 16,
  token: 17,
  tokenSubword: 18,
  /** From here on, one for each entry of `CONTEXT`. */
  context: 32,
} as const

/** Words around a token, alone and in pairs, by their distance from it; and how much each counts. */
const CONTEXT: readonly { first: number; second: number | null; value: number }[] = [
  { first: -1, second: null, value: 0.7 },
  { first: 1, second: null, value: 0.7 },
  { first: -2, second: null, value: 0.4 },
  { first: 2, second: null, value: 0.4 },
  { first: -1, second: 0, value: 0.7 },
  { first: 0, second: 1, value: 0.7 },
  { first: -1, second: 1, value: 0.5 },
  { first: -2, second: -1, value: 0.5 },
  { first: 1, second: 2, value: 0.5 },
]

/** Features of a whole text: its words, pairs of neighbours, and character n-grams; each sort has the length √½. */
export function intentFeatures({ forms, subwords }: EncodedText): LexicalFeatures {
  const words = new Set<number>()
  for (let token = 0; token <= forms.length; token += 1) {
    if (token < forms.length) words.add(bucketOf(KIND.word, formAt(forms, token)))
    words.add(bucketOf(KIND.pair, formAt(forms, token - 1), formAt(forms, token)))
  }
  const grams = new Set(subwords.flat().map((subword) => bucketOf(KIND.subword, subword)))
  const features = createFeatures(words.size + grams.size + 1)
  for (const bucket of words) features.add(bucket, Math.SQRT1_2 / Math.sqrt(words.size))
  for (const bucket of grams) features.add(bucket, Math.SQRT1_2 / Math.sqrt(grams.size))
  features.add(bucketOf(KIND.always), 0.3)
  return features
}

/** Features of one token: its word, its character n-grams, and the two words on either side. */
export function tokenFeatures({ forms, subwords }: EncodedText, token: number): LexicalFeatures {
  const grams = subwords[token] ?? []
  const features = createFeatures(2 + CONTEXT.length + grams.length)
  features.add(bucketOf(KIND.tokenAlways), 1)
  features.add(bucketOf(KIND.token, formAt(forms, token)), 1)
  for (let place = 0; place < CONTEXT.length; place += 1) {
    const { first, second, value } = CONTEXT[place]!
    const other = second === null ? null : formAt(forms, token + second)
    features.add(bucketOf(KIND.context + place, formAt(forms, token + first), other), value)
  }
  for (const subword of grams) {
    features.add(bucketOf(KIND.tokenSubword, subword), 1 / Math.sqrt(grams.length))
  }
  return features
}

function createFeatures(size: number) {
  const buckets = new Int32Array(size)
  const values = new Float32Array(size)
  let place = 0
  return {
    buckets,
    values,
    add(bucket: number, value: number): void {
      buckets[place] = bucket
      values[place] = value
      place += 1
    },
  }
}

/** Adds the logits of each class to `logits` from `offset` on, times `share`. */
export function addLogits(
  { buckets, values }: LexicalFeatures,
  weights: Float32Array,
  logits: Float32Array | Float64Array,
  options: { classes: number; offset?: number; share?: number },
): void {
  const { classes, offset = 0, share = 1 } = options
  for (let feature = 0; feature < buckets.length; feature += 1) {
    const row = (buckets[feature] ?? 0) * classes
    const value = share * (values[feature] ?? 0)
    for (let label = 0; label < classes; label += 1) {
      logits[offset + label]! += value * (weights[row + label] ?? 0)
    }
  }
}

/** The answer of both: the network's logits and the lexical model's, averaged. Without one, the network's. */
export function poolLogits(
  output: RawOutput,
  text: EncodedText,
  lexical: LexicalModel | null,
): RawOutput {
  if (!lexical) return output
  const intentLogits = output.intentLogits.map((logit) => (1 - INTENT_SHARE) * logit)
  addLogits(intentFeatures(text), lexical.intents, intentLogits, {
    classes: intentLogits.length,
    share: INTENT_SHARE,
  })
  if (lexical.tags.length === 0) return { ...output, intentLogits }
  const classes = lexical.tags.length / LEXICAL_BUCKETS
  const slotLogits = output.slotLogits.map((logit) => (1 - TAG_SHARE) * logit)
  text.forms.forEach((_, token) => {
    addLogits(tokenFeatures(text, token), lexical.tags, slotLogits, {
      classes,
      offset: token * classes,
      share: TAG_SHARE,
    })
  })
  return { intentLogits, slotLogits }
}

function formAt(forms: Int32Array, token: number): number {
  return token < 0 ? BEFORE : (forms[token] ?? AFTER)
}

/** Hashes a feature to its bucket, mixing as MurmurHash3 does (Austin Appleby, public domain). */
function bucketOf(kind: number, first: number | null = null, second: number | null = null): number {
  let hash = kind
  let parts = 0
  if (first !== null) {
    hash = mix(hash ^ first)
    parts = 1
  }
  if (second !== null) {
    hash = mix(hash ^ second)
    parts = 2
  }
  return mix(hash ^ parts) % LEXICAL_BUCKETS
}

function mix(value: number): number {
  let hash = Math.imul(value ^ (value >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
