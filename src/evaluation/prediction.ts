import type { Span } from '@/project/project'
import type { Token } from '@/project/tokenizer'

/** What the network says about one text. Plain numbers, so that it can cross threads and be stored. */
export type Prediction = {
  text: string
  /**
   * All intents, most probable first. The probabilities sum to how likely the text is any of the skill's business,
   * which is 1 in models of before that was asked.
   */
  intents: IntentScore[]
  /** In order of `start`, never overlapping; always whole tokens. */
  spans: PredictedSpan[]
  /** One entry a token: the most probable tag, for showing where the network hesitates. */
  tokens: TokenScore[]
}

export type IntentScore = { intent: string; probability: number }

/** `probability` is the smallest tag probability of its tokens: how sure the weakest link is. */
export type PredictedSpan = Span & { probability: number }

/**
 * `slot` is null for the tag `O`; `probability` is of the chosen slot (B and I together) or of `O`. `meant` is the word
 * that a slip of the fingers was read as.
 */
export type TokenScore = Token & { slot: string | null; probability: number; meant?: string }

/** An annotated utterance, and what the network said of its text. */
export type JudgedUtterance = {
  utteranceId: string
  text: string
  intent: string
  spans: Span[]
  prediction: Prediction
}
