/** What every import and export format offers, and what reading and writing give back. */
import type { Project } from '@/project/project'
import type { Loss } from './losses'
import type { ProjectBuilder } from './project-builder'

export type FormatId =
  | 'skillet'
  | 'alexa'
  | 'bracket'
  | 'rasa-yaml'
  | 'rasa-markdown'
  | 'rasa-json'
  | 'snips-yaml'
  | 'snips-json'
  | 'dialogflow'
  | 'dialogflow-cx'
  | 'lex'
  | 'watson'
  | 'home-assistant'
  | 'ovos'
  | 'luis-json'
  | 'luis-lu'
  | 'clu'
  | 'wit'
  | 'jovo'
  | 'nlpjs'
  | 'massive'
  | 'doccano'
  | 'label-studio'
  | 'tagged-jsonl'
  | 'conll'
  | 'csv'
  | 'skillet-unsure'

/** One file that a user gave: dropped, pasted, or unpacked from a zip. `name` may hold a path. */
export type InputFile = { name: string; content: Uint8Array | string }

/** A file once decoded. `json` parses on first use and gives undefined where the text is no JSON. */
export type SourceFile = { name: string; text: string; json: () => unknown }

/** A file to download. */
export type OutputFile = { name: string; bytes: Uint8Array }

/** Which columns of a table hold what; an index, or null where there is no such column. */
export type TableColumns = {
  text: number
  intent: number | null
  /** `train`, `test`… */
  split: number | null
  hasHeader: boolean
  /** Whether the texts hold `[value](slot)` and `{slot}`; else they are texts as they stand. */
  isAnnotated: boolean
}

export type ReadOptions = {
  /** Overrules the detection. */
  format?: FormatId
  /** Decides which values fill the placeholders of templates; default 1. */
  seed?: number
  /** Name of the skill; by default what the file says, else the name of the file. */
  name?: string
  /** The intent of what names none; by default it has none. */
  intent?: string
  /** The skill that it is added to: its slots have these types, and patterns take their values. */
  known?: Pick<Project, 'intents' | 'slotTypes'>
  /** Id of the project; by default a random one. */
  projectId?: string
  /** Chosen columns of CSV and TSV; by default guessed (see `guessColumns`). */
  columns?: TableColumns
  /** At most so many utterances are made from templates; default 5,000. */
  maxExpanded?: number
  /** Called now and then with what has been done. */
  onProgress?: (progress: ReadProgress) => void
}

/** What a reader is given: the options, and the way to files that its own files refer to. */
export type Reading = ReadOptions & {
  /** The file that a path means, if it was given too; it then counts as read. */
  findBeside: (path: string) => SourceFile | null
}

/** Files while unpacking, samples while reading, templates while expanding; `total` is 0 where nobody knows it. */
export type ReadProgress = {
  phase: 'unpacking' | 'reading' | 'expanding'
  done: number
  total: number
  /** What is read, where it is one file. */
  file?: string
}

export type ImportOutcome =
  | { kind: 'imported'; project: Project; report: ImportReport }
  | {
      kind: 'failed'
      reason:
        | 'empty'
        | 'too-large'
        | 'unknown-format'
        | 'unreadable'
        | 'nothing-found'
        | 'newer-version'
        | 'cancelled'
        | 'crashed'
      /** One sentence about what happened. */
      message: string
      /** One sentence about what to do. */
      remedy: string
      /** What was found before it failed; empty where nothing was. */
      entries: ReportEntry[]
    }

/** Accounts for every sample of every file. */
export type ImportReport = {
  /** The formats that the files were read as. */
  files: { name: string; format: FormatId; label: string }[]
  counts: ReportCounts
  /** One for each sample, in order of files and lines. */
  entries: ReportEntry[]
}

export type ReportCounts = Record<ReportEntry['kind'], number> & {
  /** Utterances made from templates. */
  made: number
}

/**
 * What became of one sample: `imported` as an utterance, `expanded` into utterances, `changed`
 * (imported after a repair), `kept` (not used by Skillet, but written back on export) or `skipped`.
 */
export type ReportEntry = {
  kind: 'imported' | 'expanded' | 'changed' | 'kept' | 'skipped'
  file: string
  /** A line (`12`) or a JSON path (`intents[2].samples[0]`). */
  place: string
  text: string
  /** Why it was changed, kept or skipped; empty for what was simply read. */
  reason: string
  /** What the user can do about it; may be empty. */
  remedy: string
  /** How many utterances it became. */
  made: number
}

/**
 * What a format can hold. One record feeds the table in docs/formats.md, the losses that an export states and
 * the round-trip tests, so that they cannot disagree.
 */
export type Holds = {
  /** Annotated texts; without it they become patterns with `{slot}` placeholders. */
  utterances: boolean
  /** Patterns with placeholders; without it only the utterances made from them are written. */
  templates: boolean
  intents: boolean
  /** Which intent gathers what is out of scope. */
  outOfScope: boolean
  /** Utterances that have no intent yet. */
  unlabelled: boolean
  /** Intents without utterances. */
  emptyIntents: boolean
  /** Slots that no utterance uses. */
  unusedSlots: boolean
  /** Which type each slot has, apart from its name. */
  slotTypes: boolean
  /** Values and synonyms of slot types. */
  values: boolean
  /** Whether a type takes values outside its list. */
  isExtensible: boolean
  /** Which utterances are for training and which for testing. */
  split: boolean
  /** Name and locale of the skill. */
  identity: boolean
  /** The exact white space of a text. */
  spacing: boolean
  /** Status and notes of utterances, notes of intents. */
  review: boolean
}

/** A file format: how to recognise, read and write it. */
export type Format = {
  id: FormatId
  label: string
  extensions: readonly string[]
  /** A word on what it is, for the list of formats. */
  about: string
  holds: Holds
  /** Whose extras (see `Project.extras`) it gives back; by default nobody's. */
  keeps?: readonly string[] | 'all'
  /** What else a file of this format cannot say. */
  alsoLost?: readonly Loss[]
  /**
   * How surely this file is of this format, 0 to 1, judged by its content and, where that says
   * nothing, its name. `recognise.ts` says what becomes of it: 0.8 is sure, below 0.3 is a guess.
   */
  sniff: (file: SourceFile) => number
  /** Reads all files of this format at once into the builder, which also keeps the report. */
  read: (files: readonly SourceFile[], builder: ProjectBuilder, reading: Reading) => void
  /**
   * What must change in a project for the platform to take it: names that it forbids, languages and
   * built-in types by its own words. By default nothing.
   */
  fit?: (project: Project) => Fitted
  /** Writes a project; `losses` says what of this very project could not be held. */
  write: (project: Project) => WriteOutcome
}

/** A format that is only read: nobody hands a skill over in it. */
export type ReadableFormat = Pick<
  Format,
  'id' | 'label' | 'extensions' | 'about' | 'sniff' | 'read'
>

/** A project as a platform takes it, and in sentences what had to be changed for it. */
export type Fitted = { project: Project; changes: string[] }

export type WriteOutcome = { files: OutputFile[]; losses: string[] }
