import type { PlatformId } from '@/project/platform-limits'
import type { Project } from '@/project/project'

/** Something in a skill's data that will hurt, where it is, and what can be done about it. */
export type Finding = {
  /** Stable while the finding stays the same, for lists and for ignoring it. */
  id: string
  ruleId: string
  /** `error` spoils training, `warning` likely costs accuracy, `hint` is worth a look. */
  severity: Severity
  /** One sentence that says what is where. */
  message: string
  /** One sentence that says why it matters. */
  why: string
  places: Places
  fix?: Fix
}

export type Severity = 'error' | 'warning' | 'hint'

/** Where to look. At most 50 utterances are named; `count` says how many there are. */
export type Places = {
  utteranceIds: string[]
  count: number
  intent?: string
  slot?: string
  slotType?: string
}

/** A repair that one click applies; it gives the next project, so undo is the caller's. */
export type Fix = { label: string; apply: (project: Project) => Project }

/** What a model said of an utterance that it was not trained on. */
export type Judgement = { intent: string; probability: number }

/** The platforms whose rules can be checked, and nobody's. */
export const LINT_TARGETS = [
  'alexa',
  'lex',
  'watson',
  'dialogflow-cx',
  'home-assistant',
  'ovos',
  'none',
] as const satisfies readonly (PlatformId | 'alexa' | 'none')[]

export type LintTarget = (typeof LINT_TARGETS)[number]

export type LintOptions = {
  /** Rules of the platform that the skill is meant for; by default of the one that it came from. */
  target?: LintTarget
  /** By utterance id: lets rules that guess without a model use one. */
  judgements?: ReadonlyMap<string, Judgement>
}

export type Rule = {
  id: string
  label: string
  /** Why it matters, for the list of rules. */
  why: string
  check: (index: LintIndex, options: LintOptions) => Omit<Finding, 'ruleId' | 'why' | 'id'>[]
}

/** A project with what most rules need, computed once. */
export type LintIndex = {
  project: Project
  /** Utterances with an intent, with their facts. */
  labelled: readonly IndexedUtterance[]
  byIntent: ReadonlyMap<string, readonly IndexedUtterance[]>
}

export type IndexedUtterance = {
  utterance: Project['utterances'][number]
  intent: string
  facts: UtteranceFacts
}

/** What depends on one utterance alone; kept as long as the utterance is the same object. */
export type UtteranceFacts = {
  tokens: readonly { start: number; end: number }[]
  /** Lower-case tokens. */
  words: readonly string[]
  /** The words without punctuation, joined: equal for texts that a listener can't tell apart. */
  textKey: string
  /** Words with `{slot}` for each span, without punctuation. */
  pattern: readonly string[]
  patternKey: string
  /** The members of the pattern, each once. */
  distinct: readonly string[]
  /** The lower-case texts of the spans. */
  spanTexts: readonly string[]
}

const MOST_PLACES = 50

/** Places from utterances, at most 50 of them named. */
export function placesOf(
  utterances: readonly IndexedUtterance[],
  more: Omit<Places, 'utteranceIds' | 'count'> = {},
): Places {
  return {
    utteranceIds: utterances.slice(0, MOST_PLACES).map(({ utterance }) => utterance.id),
    count: utterances.length,
    ...more,
  }
}
