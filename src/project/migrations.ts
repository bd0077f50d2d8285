import * as v from 'valibot'
import { isLater } from './later-version'
import { looseProjectSchema, type Project, projectSchema } from './project'
import { type Repair, repairProject } from './repair-project'

/** A project of any version, read; or why it could not be. `path` leads to the offending place. */
export type ReadResult =
  | { kind: 'read'; project: Project; migratedFrom: number | null }
  | { kind: 'failed'; reason: 'not-a-project' | 'too-new' | 'broken'; path: string; remedy: string }

/** The version that this build writes. */
export const CURRENT_SCHEMA_VERSION = 1

/**
 * Step n turns a document of version n into one of version n + 1. Version 0 is what Skillet's
 * earliest trials wrote: no split, note or templates.
 */
const MIGRATIONS: readonly ((old: Document) => Document)[] = [
  (old) => ({
    ...old,
    templates: old.templates ?? [],
    extras: old.extras ?? {},
    locale: old.locale ?? 'en-US',
    intents: listOf(old.intents).map((intent) => ({
      kind: 'custom',
      note: '',
      slots: [],
      ...intent,
    })),
    slotTypes: listOf(old.slotTypes).map((type) => ({ isExtensible: true, values: [], ...type })),
    utterances: listOf(old.utterances).map((utterance) => ({
      intent: null,
      spans: [],
      status: 'todo',
      split: 'auto',
      templateId: null,
      note: '',
      ...utterance,
    })),
  }),
]

type Document = Record<string, unknown>

type NotRead = Extract<ReadResult, { kind: 'failed' }>

/** Reads a stored project, bringing an older one up to date. */
export function readProject(source: unknown): ReadResult {
  return readWith(projectSchema, source)
}

/**
 * Reads a project of a file that anybody may have written: what breaks the rules of the document is
 * repaired, and every repair is told.
 */
export function readProjectFile(
  source: unknown,
): (Extract<ReadResult, { kind: 'read' }> & { repairs: Repair[] }) | NotRead {
  const result = readWith(looseProjectSchema, source)
  if (result.kind === 'failed') return result
  return { ...result, ...repairProject(result.project) }
}

/** Brings a document of any version up to date; what it holds has still to be read. */
export function migrateProject(
  source: unknown,
): { kind: 'migrated'; document: Document; from: number } | NotRead {
  // First of all: a later version may hold its utterances in another way.
  if (isDocument(source) && isLater(source.schemaVersion, CURRENT_SCHEMA_VERSION)) {
    return {
      kind: 'failed',
      reason: 'too-new',
      path: 'schemaVersion',
      remedy: 'This skill was saved by a newer Skillet. Reload the page to get it.',
    }
  }
  if (!isDocument(source) || !Array.isArray(source.utterances)) {
    return {
      kind: 'failed',
      reason: 'not-a-project',
      path: '',
      remedy: 'Choose a skill that Skillet exported, or import the file as another format.',
    }
  }
  const version = source.schemaVersion ?? 0
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 0) {
    return {
      kind: 'failed',
      reason: 'broken',
      path: 'schemaVersion',
      remedy: 'The skill is damaged at schemaVersion. Open a backup instead.',
    }
  }
  let document = source
  for (let step = version; step < CURRENT_SCHEMA_VERSION; step++) {
    document = { ...MIGRATIONS[step]?.(document), schemaVersion: step + 1 }
  }
  return { kind: 'migrated', document, from: version }
}

function readWith(schema: v.GenericSchema<unknown, Project>, source: unknown): ReadResult {
  const migrated = migrateProject(source)
  if (migrated.kind === 'failed') return migrated
  const { document, from } = migrated
  const result = v.safeParse(schema, document)
  if (result.success) {
    return {
      kind: 'read',
      project: result.output,
      migratedFrom: from === CURRENT_SCHEMA_VERSION ? null : from,
    }
  }
  const [issue] = result.issues
  const path = v.getDotPath(issue) ?? ''
  return {
    kind: 'failed',
    reason: 'broken',
    path,
    remedy: `The skill is damaged at ${path || 'its root'} (${issue.message}). Open a backup instead.`,
  }
}

function isDocument(value: unknown): value is Document {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function listOf(value: unknown): Document[] {
  return Array.isArray(value) ? value.filter(isDocument) : []
}
