/** The types that the published package shows. This file imports nothing: as it stands it is part of the package. */

/** A model that answers. */
export type Skill = {
  name: string
  /** BCP 47 tag, for example `en-US`; `und` when the model does not say. */
  locale: string
  /** All intents that it tells apart, with the slots that they declare. */
  intents: readonly SkillIntent[]
  /** The types of the slots, with their values and synonyms. */
  types: readonly SkillType[]
  /** Below this confidence of the best intent a text is not understood. */
  threshold: number
  /** How it was made and what it is worth; null in files of version 1. */
  card: SkillCard | null
  /** What runs the network: WASM SIMD, or plain JavaScript where there is none. */
  engine: 'wasm' | 'plain'
  /** What a text means; takes about a millisecond. */
  understand: (text: string, options?: UnderstandOptions) => Understanding
  /** The same of several texts, in their order: together they take less time than one by one. */
  understandAll: (texts: readonly string[], options?: UnderstandOptions) => Understanding[]
  /** Answers the golden utterances of the file, and says where this runtime differs. */
  selfCheck: () => SelfCheck
  /** Lets go of the memory; `understand` throws afterwards. */
  dispose: () => void
}

/** What is understood of a text. Plain JSON. */
export type Understanding = {
  text: string
  /** Null: not understood. The best intent is below the threshold, stands for "none of these", or there is nothing to read. */
  intent: IntentConfidence | null
  /** Best first: the best, even when it is below the threshold, and all others above a hundredth. Empty when there is nothing to read. */
  alternatives: IntentConfidence[]
  /** In order of `start`, never overlapping; only slots that the intent declares. Empty when not understood. */
  slots: SlotUnderstanding[]
}

export type IntentConfidence = { name: string; confidence: number }

export type SlotUnderstanding = {
  slot: string
  /** The slot's type; empty when the model does not know it. */
  type: string
  /** The words as they stand in the text. */
  raw: string
  /** What they stand for: the first of `values`, or `raw`. */
  value: string
  /** All listed values that the words name, best first; empty when the type lists none of them. */
  values: string[]
  /** UTF-16 offsets in the text, `end` exclusive. */
  start: number
  end: number
  confidence: number
}

export type UnderstandOptions = {
  /** Another threshold than the model's; 0 takes every answer. */
  threshold?: number
}

export type SkillIntent = {
  name: string
  /** `outOfScope` stands for "none of these": its texts are not understood. */
  kind: 'custom' | 'builtIn' | 'outOfScope'
  /** The slots that it declares; null when the model does not know: then it may have any. */
  slots: { name: string; type: string }[] | null
}

export type SkillType = {
  name: string
  /** One of a platform's own (`AMAZON.DATE`), whose values are not listed. */
  isBuiltIn: boolean
  /** Whether values outside the list are welcome. */
  isExtensible: boolean
  values: { value: string; synonyms: string[] }[]
}

/** How a model was made and what it is worth. */
export type SkillCard = {
  /** The day, `2026-11-26`. */
  createdAt: string
  /** The version of Skillet that made it. */
  skillet: string
  /** Changes with any text, intent or slot of the data. */
  fingerprint: string
  /** How many utterances it has learned from, and on how many others it was tested. */
  learned: number
  tested: number
  /** Null when nothing was tested. */
  scores: {
    intentAccuracy: ScoreInterval
    slotF1: ScoreInterval
    frameAccuracy: ScoreInterval
    semanticErrorRate: ScoreInterval
  } | null
}

/** A score with its 95% interval. */
export type ScoreInterval = { value: number; low: number; high: number }

/** Whether a runtime answers as the one that wrote the file. */
export type SelfCheck = {
  /** How many utterances were asked; 0 in files of version 1. */
  asked: number
  /** Those that were answered otherwise. */
  differing: { text: string; expected: Omit<Understanding, 'text'>; actual: Understanding }[]
}

/** Bytes, a URL, or a string: a URL, in a browser also a relative one, elsewhere also a path. */
export type ModelSource = Uint8Array | ArrayBuffer | URL | string

export type LoadOptions = {
  /** For a model that was written without its words: `vocabulary.bin` of the network that it was made from. */
  words?: ModelSource
  /** `plain` leaves WASM out. */
  engine?: 'auto' | 'plain'
}

/** Why a model was not loaded; `message` has both parts. */
export type LoadError = Error & {
  name: 'SkilletLoadError'
  reason: string
  /** What to do about it. */
  remedy: string
}
