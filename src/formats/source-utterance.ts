import type { Span, SplitChoice } from '@/project/project'

/** Where in which file something stands: a line number or a JSON path. */
export type Place = { file: string; place: string }

/** A span as a file states it: perhaps with the type of its slot and its canonical value. */
export type SourceSpan = Span & { type?: string; value?: string }

export type SourceUtterance = {
  at: Place
  text: string
  intent: string | null
  spans?: readonly SourceSpan[]
  split?: SplitChoice
  note?: string
  /** What the reader could not make sense of, in sentences: the utterance is to be checked. */
  doubts?: readonly string[]
}
