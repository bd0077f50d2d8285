import type { Change } from '@/project/change'
import { diffProjects } from '@/project/change'
import { isMadeOn, mergeChange } from '@/project/merge-change'
import { repairProject } from '@/project/repair-project'
import { historyRecord, recentChanges } from '@/records/history'
import { type JournalRecord, journalId, journalRecord } from '@/records/journal'
import { readProjectRecord, sayRepair } from '@/records/project'
import { summarise } from '@/records/summary'
import type { Database } from './database'
import { forwardChangeOf, type ProjectStep, type Timeline, takeStep } from './project-steps'
import { latestRevision, type Write } from './record-store'

/**
 * How a skill lies in the database: a snapshot of it (`projects`, `histories`), a journal of the steps
 * since (`journals`), and a summary with the latest revision (`skills`). An edit thus writes what it
 * changed and not ten thousand utterances.
 */

/** What could not be read of a skill, in words and as it lay there. */
export type Lost = { losses: string[]; raw: unknown }

/** A skill as it was read; `journalSize` is the number of steps since the snapshot. */
export type StoredSkill =
  | {
      kind: 'read'
      revision: number
      /** What the database says the revision is: an earlier one where the card of the skill is damaged or gone. */
      told: number | null
      timeline: Timeline
      journalSize: number
      lost: Lost | null
    }
  | { kind: 'missing' }
  | { kind: 'damaged'; reason: string; isNewer: boolean; raw: unknown }
  | { kind: 'failed'; remedy: string }

/** The whole skill as records; what the journal held is in it. */
export function snapshotWrites(
  { project, past, future }: Timeline,
  options: { revision: number; now: number; lost: Lost | null },
): Write[] {
  const { revision, now, lost } = options
  const { id } = project
  const put = (store: Write['store'], record: { id: string; [field: string]: unknown }) =>
    ({ kind: 'put', store, record }) as const
  return [
    { kind: 'deleteOf', store: 'journals', projectId: id },
    put('projects', { id, revision, project }),
    put('histories', { id, revision, past: recentChanges(past), future: recentChanges(future) }),
    put('skills', { ...summarise(project, now), revision }),
    ...(lost
      ? [
          put('lostParts', {
            schemaVersion: 1,
            id: `${id}/${now}`,
            projectId: id,
            foundAt: now,
            losses: lost.losses,
            raw: lost.raw,
          }),
        ]
      : []),
  ]
}

/** The steps since the last revision as records. */
export function journalWrites(
  { project }: Timeline,
  options: { revision: number; now: number; steps: readonly ProjectStep[] },
): Write[] {
  const { revision, now, steps } = options
  const journal: JournalRecord = {
    schemaVersion: 1,
    id: journalId(project.id, revision),
    projectId: project.id,
    revision,
    steps: [...steps],
  }
  return [
    { kind: 'put', store: 'journals', record: journal },
    { kind: 'put', store: 'skills', record: { ...summarise(project, now), revision } },
  ]
}

/** Reads a skill: the snapshot, then every step since. What cannot be read is left out and named. */
export async function readSkill(database: Database, projectId: string): Promise<StoredSkill> {
  const stored = await database.read([
    { store: 'projects', id: projectId },
    { store: 'histories', id: projectId },
    { store: 'journals', projectId },
    { store: 'skills', id: projectId },
  ])
  if (stored.kind === 'failed') return { kind: 'failed', remedy: stored.remedy }
  const [[snapshot], [history], journals, [summary]] = stored.value
  const raw = { snapshot, history, journals, summary }
  if (snapshot === undefined) {
    return summary === undefined && journals.length === 0
      ? { kind: 'missing' }
      : {
          kind: 'damaged',
          reason: 'Of this skill only its name and its latest edits are left.',
          isNewer: false,
          raw,
        }
  }
  const read = readProjectRecord(snapshot)
  if (read.kind === 'damaged') {
    return { kind: 'damaged', reason: read.reason, isNewer: read.isNewer, raw }
  }
  const { project, revision, isMigrated } = read.value
  const losses = [...read.losses]
  const past = { past: [] as Change[], future: [] as Change[] }
  const undoable = history === undefined ? null : historyRecord.read(history)
  if (undoable?.kind === 'damaged') losses.push('What could be undone before could not be read.')
  // Changes of another version, or of what had to be repaired, would be undone in the wrong places.
  const isFitting =
    undoable?.kind === 'read' &&
    undoable.value.revision === revision &&
    !isMigrated &&
    losses.length === 0
  const start = { project, ...(isFitting ? undoable.value : past) }
  const end = replay(
    { project: start.project, past: start.past, future: start.future },
    revision,
    journals,
    losses,
  )
  if (losses.length > read.losses.length && end.journalSize > 0) {
    const { project: sound, repairs } = repairProject(end.timeline.project)
    end.timeline = { ...end.timeline, project: sound }
    losses.push(...repairs.map(sayRepair))
  }
  // A summary that is ahead of everything else knows of saves that are gone.
  const told = latestRevision(summary, snapshot)
  const latest = Math.max(end.revision, told ?? 0)
  if (latest > end.revision) losses.push('Some of the latest edits are gone.')
  return {
    kind: 'read',
    ...end,
    revision: latest,
    told,
    lost: losses.length > 0 ? { losses, raw } : null,
  }
}

/** Takes the steps of the journals after a snapshot. A bad step is skipped and named; later ones still count. */
function replay(
  start: Timeline,
  firstRevision: number,
  journals: readonly unknown[],
  losses: string[],
): { timeline: Timeline; revision: number; journalSize: number } {
  let timeline = start
  let revision = firstRevision
  let journalSize = 0
  let isWhole = losses.length === 0
  const skip = (what: string) => {
    losses.push(what)
    isWhole = false
  }
  const read = journals.flatMap((raw) => {
    const journal = journalRecord.read(raw)
    if (journal.kind === 'read') return [journal.value]
    skip('Edits of one save could not be read.')
    return []
  })
  const later = read
    .filter((journal) => journal.revision > firstRevision)
    .sort((a, b) => a.revision - b.revision)
  for (const journal of later) {
    if (journal.revision !== revision + 1 && isWhole) skip('Edits of a save in between are gone.')
    for (const step of journal.steps) {
      journalSize += 1
      const next = step && (isWhole ? takeStep(timeline, step) : takeElsewhere(timeline, step))
      if (next) timeline = next
      // An undo that has nothing to undo any more follows from what was lost before.
      else if (step?.kind !== 'undo' && step?.kind !== 'redo') {
        skip('An edit could not be read.')
        timeline = { ...timeline, past: [...timeline.past, NOTHING], future: [] }
      }
    }
    revision = journal.revision
  }
  return {
    timeline: {
      ...timeline,
      past: timeline.past.filter((change) => change !== NOTHING),
      future: timeline.future.filter((change) => change !== NOTHING),
    },
    revision,
    journalSize,
  }
}

/** Stands for an edit that is lost, so that its undo undoes nothing else. */
const NOTHING: Change = {
  label: 'A lost edit',
  before: {},
  after: {},
  utterances: { kind: 'replaced', places: [] },
}

/** A step on a version that it was not made on; null where it does not fit. */
function takeElsewhere(timeline: Timeline, step: ProjectStep): Timeline | null {
  const change = forwardChangeOf(timeline, step)
  if (!change) return null
  if (isMadeOn(timeline.project, change)) return takeStep(timeline, step)
  const project = mergeChange(timeline.project, change)
  if (!project) return null
  const merged = diffProjects(timeline.project, project, change.label)
  return merged ? takeStep(timeline, { kind: 'edit', change: merged }) : timeline
}
