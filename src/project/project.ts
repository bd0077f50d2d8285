import * as v from 'valibot'
import { count, finite, named, recordOf, size } from './schema-parts'

/**
 * The document that a developer owns: a skill with its intents, slots and annotated utterances.
 *
 * It is immutable; `edits.ts` holds the pure functions that make the next one. Names identify
 * intents, slots and slot types (they are what files and people use); ids identify utterances
 * and templates, which may repeat.
 */
export type Project = {
  schemaVersion: 1
  id: string
  name: string
  /** BCP 47 tag, for example `en-US`. */
  locale: string
  intents: Intent[]
  slotTypes: SlotType[]
  templates: Template[]
  utterances: Utterance[]
  /**
   * What a file held that Skillet itself does not use (dialogs, prompts, responses…), by format id,
   * kept as it came so that the exported file still deploys.
   */
  extras: Record<string, unknown>
}

/** What the user wants done, for example `OrderDrink`. */
export type Intent = {
  name: string
  /** The slots that its utterances may hold. A slot name is the label that the network learns. */
  slots: Slot[]
  /** `outOfScope` gathers what the skill must reject (Alexa: `AMAZON.FallbackIntent`). */
  kind: 'custom' | 'builtIn' | 'outOfScope'
  /** Free text for people. */
  note: string
}

/** A labelled piece of an intent: `size` of type `DrinkSize`. */
export type Slot = { name: string; type: string }

/** A list of values that a slot can take (the gazetteer), or a built-in type such as `AMAZON.DATE`. */
export type SlotType = {
  name: string
  values: SlotValue[]
  /** Whether values outside the list are welcome. */
  isExtensible: boolean
}

/** A canonical value and the other ways to say it. */
export type SlotValue = { value: string; synonyms: string[] }

/** A pattern with `{slot}` placeholders, from which utterances are made. */
export type Template = {
  id: string
  intent: string
  text: string
  /** How many utterances somebody wants of it; without it, as many as fit a skill of its size. */
  count?: number
}

/** What a person says, with its intent and its slots. */
export type Utterance = {
  id: string
  text: string
  /** Name of the intent; null until somebody has chosen one. */
  intent: string | null
  /** In order of `start`, never overlapping, of whole characters without white space at the edges. */
  spans: Span[]
  status: UtteranceStatus
  /** Which side of the evaluation it is on; `auto` leaves it to the seeded split. */
  split: SplitChoice
  /** The template that it was made from, or null when a person wrote it. */
  templateId: string | null
  note: string
}

export type UtteranceStatus = 'todo' | 'done' | 'check'
export type SplitChoice = 'auto' | 'train' | 'test'

/** A slot in a text: UTF-16 offsets, `end` exclusive. Its text is always `text.slice(start, end)`. */
export type Span = { start: number; end: number; slot: string }

export const spanSchema = v.object({
  start: count,
  end: size,
  slot: named,
})

/** A span of a file that nobody has checked: `repairProject` makes a sound one of it, or none. */
const looseSpanSchema = v.object({ start: finite, end: finite, slot: v.string() })

export const utteranceSchema = v.object({
  id: named,
  text: v.string(),
  intent: v.nullable(named),
  spans: v.array(spanSchema),
  status: v.picklist(['todo', 'done', 'check']),
  split: v.picklist(['auto', 'train', 'test']),
  templateId: v.nullable(v.string()),
  note: v.string(),
})

export const intentSchema = v.object({
  name: named,
  slots: v.array(v.object({ name: named, type: v.string() })),
  kind: v.picklist(['custom', 'builtIn', 'outOfScope']),
  note: v.string(),
})

export const slotTypeSchema = v.object({
  name: named,
  values: v.array(v.object({ value: v.string(), synonyms: v.array(v.string()) })),
  isExtensible: v.boolean(),
})

export const templateSchema = v.object({
  id: v.string(),
  intent: v.string(),
  text: v.string(),
  count: v.exactOptional(size),
})

/** Reads a project of the current `schemaVersion` from data that came from outside. */
export const projectSchema: v.GenericSchema<unknown, Project> = projectSchemaOf(utteranceSchema)

/** An utterance from outside, whatever its spans; only for `repairProject`. */
export const looseUtteranceSchema: v.GenericSchema<unknown, Utterance> = v.object({
  ...utteranceSchema.entries,
  spans: v.array(looseSpanSchema),
})

/** Reads a project from a file, whatever its spans; only for `repairProject`. */
export const looseProjectSchema: v.GenericSchema<unknown, Project> =
  projectSchemaOf(looseUtteranceSchema)

function projectSchemaOf(
  utterance: v.GenericSchema<unknown, Utterance>,
): v.GenericSchema<unknown, Project> {
  return v.object({
    schemaVersion: v.literal(1),
    id: named,
    name: v.string(),
    locale: v.string(),
    intents: v.array(intentSchema),
    slotTypes: v.array(slotTypeSchema),
    templates: v.array(templateSchema),
    utterances: v.array(utterance),
    extras: recordOf(v.unknown()),
  })
}

/** An empty skill. */
export function createProject(options: { id: string; name: string; locale?: string }): Project {
  return {
    schemaVersion: 1,
    id: options.id,
    name: options.name,
    locale: options.locale ?? 'en-US',
    intents: [],
    slotTypes: [],
    templates: [],
    utterances: [],
    extras: {},
  }
}

/** A new utterance: unlabelled, to do, on the side of the split that the seed decides. */
export function createUtterance(options: {
  id: string
  text: string
  intent?: string | null
  spans?: Span[]
  status?: UtteranceStatus
  split?: SplitChoice
  templateId?: string | null
}): Utterance {
  return {
    id: options.id,
    text: options.text,
    intent: options.intent ?? null,
    spans: options.spans ?? [],
    status: options.status ?? 'todo',
    split: options.split ?? 'auto',
    templateId: options.templateId ?? null,
    note: '',
  }
}

/** The names of all slots of a project, in the order in which intents declare them. */
export function slotNames(project: Pick<Project, 'intents'>): string[] {
  return [...new Set(project.intents.flatMap((intent) => intent.slots.map((slot) => slot.name)))]
}

/** Names of the intents that stand for "none of these". */
export function outOfScopeNames({ intents }: Pick<Project, 'intents'>): string[] {
  return intents.filter(({ kind }) => kind === 'outOfScope').map(({ name }) => name)
}
