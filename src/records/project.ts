import * as v from 'valibot'
import { migrateProject } from '@/project/migrations'
import {
  intentSchema,
  looseProjectSchema,
  looseUtteranceSchema,
  type Project,
  slotTypeSchema,
  templateSchema,
} from '@/project/project'
import { type Repair, repairProject } from '@/project/repair-project'
import { readAs } from '@/project/schema-parts'
import { damaged, isDocument, newer, placeOf, type ReadRecord } from './record'

/** The snapshot of a skill. Its version is that of the project inside. */
export type ProjectRecord = {
  id: string
  revision: number
  project: Project
  /** Whether the project was written by an older version, whose history does not fit any more. */
  isMigrated: boolean
}

/**
 * Reads the snapshot of a skill. One bad utterance (intent, slot type, template) costs that one and
 * not the skill; `losses` names each, and the raw record is what to offer for them.
 */
export function readProjectRecord(raw: unknown): ReadRecord<ProjectRecord> {
  if (!isDocument(raw) || typeof raw.id !== 'string') return damaged(raw, 'This is no skill.')
  const { id } = raw
  const migrated = migrateProject(raw.project)
  if (migrated.kind === 'failed') {
    return migrated.reason === 'too-new'
      ? newer(raw, 'skill')
      : damaged(raw, 'This skill holds no utterances and intents that could be read.')
  }
  const losses: string[] = []
  const hasRevision = typeof raw.revision === 'number' && Number.isInteger(raw.revision)
  const revision = hasRevision ? Number(raw.revision) : 0
  if (!hasRevision) losses.push('It did not say which of its versions this is.')
  const whole = readAs(looseProjectSchema, migrated.document)
  const found = whole ?? salvage(migrated.document, id, losses)
  const { project, repairs } = repairProject(found)
  const isMigrated = migrated.from !== project.schemaVersion
  return {
    kind: 'read',
    value: { id, revision, project: { ...project, id }, isMigrated },
    losses: [...losses, ...repairs.map(sayRepair)],
  }
}

/** All of a document that can be read. */
function salvage(document: Record<string, unknown>, id: string, losses: string[]): Project {
  const text = (field: 'name' | 'locale', otherwise: string) => {
    const value = document[field]
    if (typeof value === 'string') return value
    losses.push(`The ${field} could not be read.`)
    return otherwise
  }
  const list = <Member>(
    field: string,
    what: string,
    schema: v.GenericSchema<unknown, Member>,
  ): Member[] => {
    const members: unknown = document[field]
    if (!Array.isArray(members)) {
      losses.push(`The list of ${what}s could not be read.`)
      return []
    }
    return members.flatMap((member: unknown, index) => {
      const read = v.safeParse(schema, member)
      if (read.success) return [read.output]
      losses.push(
        `${nameOf(member, what)} (number ${index + 1}) is damaged at ${placeOf(read.issues)}.`,
      )
      return []
    })
  }
  if (!isDocument(document.extras))
    losses.push('What only its file format knows could not be read.')
  return {
    schemaVersion: 1,
    id,
    name: text('name', 'Recovered skill'),
    locale: text('locale', 'en-US'),
    intents: list('intents', 'intent', intentSchema),
    slotTypes: list('slotTypes', 'slot type', slotTypeSchema),
    templates: list('templates', 'template', templateSchema),
    utterances: list('utterances', 'utterance', looseUtteranceSchema),
    extras: isDocument(document.extras) ? document.extras : {},
  }
}

function nameOf(member: unknown, what: string): string {
  const name = isDocument(member) ? (member.text ?? member.name) : undefined
  return typeof name === 'string'
    ? `The ${what} “${name.slice(0, 80)}”`
    : `An ${what}`.replace(/^An ([^aeiou])/, 'A $1')
}

/** A repair as one sentence. */
export function sayRepair({ text, message }: Repair): string {
  return text === '' ? message : `“${text.slice(0, 80)}”: ${message}`
}
