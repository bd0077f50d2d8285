import type { Project } from '@/project/project'
import { writeProjectRecords } from './database'
import { journalRecords, type StoredSkill, snapshotRecords } from './project-records'
import { type ProjectStep, stepsSize, type Timeline } from './project-steps'
import { listenToSteps, type SaveState, useProjectStore } from './project-store'

/** Keeps the open skill: soon after each edit its steps, now and then, when nobody waits, the whole of it. */

const SAVE_DELAY_MS = 500
/** A journal longer than this is folded into a snapshot even while somebody works. */
const LONGEST_JOURNAL = 1000

/** What the database has of the open skill; null while none is open. */
type Kept = { projectId: string; revision: number | null; journalSize: number }

let kept: Kept | null = null
/** Steps that are not in the database yet. */
let waiting: ProjectStep[] = []
let saveTimer: ReturnType<typeof setTimeout> | null = null
let saving: Promise<void> | null = null
let onKept: (projectId: string, revision: number) => void = () => {}

const get = useProjectStore.getState
const set = useProjectStore.setState

listenToSteps((_before, step) => {
  waiting.push(step)
  saveSoon()
})

/** Calls back whenever a skill was kept under a new revision. */
export function tellOfSaves(listener: typeof onKept): void {
  onKept = listener
}

/** Says what the database has of the skill that is open from now on. */
export function beginSaving(stored: Extract<StoredSkill, { kind: 'read' }>): void {
  const { revision, journalSize, timeline } = stored
  kept = { projectId: timeline.project.id, revision, journalSize }
  waiting = []
}

/** The revision of the open skill in the database. */
export function knownRevision(): number | null {
  return kept?.revision ?? null
}

/** Forgets what waits to be saved. */
export function dropUnsaved(): void {
  cancelSave()
  waiting = []
}

/** Saves now what waits to be saved. */
export async function flushSave(): Promise<void> {
  if (saveTimer !== null) {
    cancelSave()
    await saveNow()
  }
  await saving
}

/** Folds the journal of the open skill into a snapshot; for moments in which nobody waits. */
export async function foldJournal(): Promise<void> {
  await flushSave()
  if (kept && kept.journalSize > 0 && get().save.kind === 'saved') await saveNow({ isWhole: true })
}

/** Tries again to save after a failure. */
export async function retrySave(): Promise<void> {
  await saveNow({ isWhole: true })
}

/** Keeps a whole skill. The revision is the one that the database should have: null for a new skill. */
export async function saveWhole(
  timeline: Timeline,
  expectedRevision: number | null,
): Promise<SaveState> {
  const { project } = timeline
  const revision = (expectedRevision ?? 0) + 1
  const result = await writeProjectRecords(
    project.id,
    expectedRevision,
    snapshotRecords(timeline, revision),
    { clearsJournal: true },
  )
  return outcomeOf(result, project, revision, 0)
}

function saveSoon(): void {
  if (get().save.kind !== 'conflict') set({ save: { kind: 'pending' } })
  cancelSave()
  saveTimer = setTimeout(() => {
    saveTimer = null
    void saveNow()
  }, SAVE_DELAY_MS)
}

function cancelSave(): void {
  if (saveTimer !== null) clearTimeout(saveTimer)
  saveTimer = null
}

async function saveNow({ isWhole = false } = {}): Promise<void> {
  await saving
  const { project, past, future, save } = get()
  if (!project || save.kind === 'conflict') return
  const steps = waiting
  waiting = []
  const size = stepsSize(steps)
  const isJournalled =
    !isWhole &&
    kept?.projectId === project.id &&
    kept.revision !== null &&
    kept.journalSize + steps.length <= LONGEST_JOURNAL &&
    size <= Math.max(50, project.utterances.length / 4)
  const writing = isJournalled
    ? saveSteps(project, steps)
    : saveWhole({ project, past, future }, knownRevision())
  saving = writing.then((state) => {
    saving = null
    if (get().project?.id !== project.id) return
    if (state.kind !== 'saved') waiting = [...steps, ...waiting]
    if (state.kind !== 'saved' || waiting.length === 0) set({ save: state })
  })
  await saving
}

async function saveSteps(project: Project, steps: readonly ProjectStep[]): Promise<SaveState> {
  const expected = knownRevision()
  const revision = (expected ?? 0) + 1
  const result = await writeProjectRecords(
    project.id,
    expected,
    journalRecords(project, revision, steps),
    { clearsJournal: false },
  )
  return outcomeOf(result, project, revision, (kept?.journalSize ?? 0) + steps.length)
}

function outcomeOf(
  result: Awaited<ReturnType<typeof writeProjectRecords>>,
  project: Project,
  revision: number,
  journalSize: number,
): SaveState {
  if (result.kind === 'failed') {
    return { kind: result.reason === 'conflict' ? 'conflict' : 'failed', remedy: result.remedy }
  }
  if (kept?.projectId === project.id) kept = { projectId: project.id, revision, journalSize }
  onKept(project.id, revision)
  return { kind: 'saved' }
}
