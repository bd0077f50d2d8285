import { z } from 'zod'
import { type Change, changeSize } from '@/project/change'
import { readProject } from '@/project/migrations'
import type { Project } from '@/project/project'
import { statisticsOf } from '@/project/statistics'
import { type ProjectStoreName, readRecord, readRecords, type StoredRecord } from './database'
import { type ProjectStep, type Timeline, takeStep } from './project-steps'

/**
 * How a skill lies in the database: a snapshot of it (`projects`, `histories`), a journal of the steps
 * since (`journals`), and a summary with the latest revision (`skills`). An edit thus writes what it
 * changed and not ten thousand utterances.
 */

/** What a skill's card shows, kept apart from the skill so that the list opens at once. */
export type SkillSummary = {
  id: string
  name: string
  locale: string
  intents: number
  slots: number
  utterances: number
  done: number
  /** Milliseconds since 1970. */
  savedAt: number
}

/** A skill as it was read; `journalSize` is the number of steps since the snapshot. */
export type StoredSkill =
  | { kind: 'read'; revision: number; timeline: Timeline; journalSize: number }
  | { kind: 'failed'; title: string; remedy: string }

/** Utterances in all the changes that are kept over a reload. */
const HISTORY_ROOM = 4000

const summarySchema: z.ZodType<SkillSummary> = z.object({
  id: z.string(),
  name: z.string(),
  locale: z.string(),
  intents: z.number(),
  slots: z.number(),
  utterances: z.number(),
  done: z.number(),
  savedAt: z.number(),
})
const snapshotSchema = z.object({ id: z.string(), revision: z.number(), project: z.unknown() })
const changeSchema = z.custom<Change>(
  (value) => typeof value === 'object' && value !== null && 'utterances' in value,
)
const historySchema = z.object({
  id: z.string(),
  revision: z.number(),
  past: z.array(changeSchema),
  future: z.array(changeSchema),
})
const stepSchema: z.ZodType<ProjectStep> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('edit'), change: changeSchema }),
  z.object({ kind: z.literal('undo') }),
  z.object({ kind: z.literal('redo') }),
])
const journalSchema = z.object({
  id: z.string(),
  projectId: z.string(),
  revision: z.number(),
  steps: z.array(stepSchema),
})

type Entry = { store: ProjectStoreName; record: StoredRecord }

/** The whole skill as records; what the journal held is in it. */
export function snapshotRecords({ project, past, future }: Timeline, revision: number): Entry[] {
  return [
    { store: 'projects', record: { id: project.id, revision, project } },
    {
      store: 'histories',
      record: { id: project.id, revision, past: recent(past), future: recent(future) },
    },
    { store: 'skills', record: { ...summarise(project), revision } },
  ]
}

/** The steps since the last revision as records. */
export function journalRecords(
  project: Project,
  revision: number,
  steps: readonly ProjectStep[],
): Entry[] {
  const id = `${project.id}/${String(revision).padStart(9, '0')}`
  return [
    { store: 'journals', record: { id, projectId: project.id, revision, steps: [...steps] } },
    { store: 'skills', record: { ...summarise(project), revision } },
  ]
}

/** The summaries of all skills, latest first. */
export async function readSummaries(): Promise<SkillSummary[]> {
  const stored = await readRecords('skills', summarySchema)
  const skills = stored.kind === 'ok' ? stored.value.records : []
  return skills.toSorted((a, b) => b.savedAt - a.savedAt)
}

/** Reads a skill: the snapshot, then every step since. */
export async function readSkill(projectId: string): Promise<StoredSkill> {
  const snapshot = await readRecord('projects', projectId, snapshotSchema)
  if (snapshot.kind === 'failed') return unreadable(snapshot.remedy)
  if (!snapshot.value) {
    return {
      kind: 'failed',
      title: 'There is no such skill here',
      remedy:
        'Skills live in the browser in which they were made. It may have been deleted, or belong to another browser.',
    }
  }
  const read = readProject(snapshot.value.project)
  if (read.kind === 'failed') return unreadable(read.remedy)
  const history = await readRecord('histories', projectId, historySchema)
  const { revision } = snapshot.value
  const isFitting =
    history.kind === 'ok' && history.value?.revision === revision && read.migratedFrom === null
  const start = {
    project: read.project,
    past: isFitting ? (history.value?.past ?? []) : [],
    future: isFitting ? (history.value?.future ?? []) : [],
  }
  return replay(projectId, start, revision)
}

async function replay(
  projectId: string,
  start: Timeline,
  firstRevision: number,
): Promise<StoredSkill> {
  const journals = await readRecords('journals', journalSchema, { projectId })
  if (journals.kind === 'failed') return unreadable(journals.remedy)
  let timeline = start
  let revision = firstRevision
  let journalSize = 0
  const later = journals.value.records
    .filter((journal) => journal.revision > firstRevision)
    .sort((a, b) => a.revision - b.revision)
  for (const journal of later) {
    // Revisions are written one by one: a gap would mean that what follows belongs to something else.
    if (journal.revision !== revision + 1) break
    for (const step of journal.steps) timeline = takeStep(timeline, step) ?? timeline
    revision = journal.revision
    journalSize += journal.steps.length
  }
  if (journalSize === 0) return { kind: 'read', revision, timeline, journalSize }
  const checked = readProject(timeline.project)
  return checked.kind === 'failed'
    ? unreadable(checked.remedy)
    : { kind: 'read', revision, timeline, journalSize }
}

function unreadable(remedy: string): StoredSkill {
  return { kind: 'failed', title: 'This skill could not be opened', remedy }
}

function summarise(project: Project): SkillSummary {
  const { utterances, statuses } = statisticsOf(project)
  return {
    id: project.id,
    name: project.name,
    locale: project.locale,
    intents: project.intents.length,
    slots: new Set(project.intents.flatMap((intent) => intent.slots.map((slot) => slot.name))).size,
    utterances,
    done: statuses.done,
    savedAt: Date.now(),
  }
}

/** The latest changes that fit into the room for them. */
function recent(changes: readonly Change[]): Change[] {
  let room = HISTORY_ROOM
  let first = changes.length
  while (first > 0) {
    room -= 1 + changeSize(changes[first - 1]!)
    if (room < 0) break
    first--
  }
  return changes.slice(first)
}
