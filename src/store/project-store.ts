import { z } from 'zod'
import { create } from 'zustand'
import { type Change, changeSize, diffProjects, redoChange, undoChange } from '@/project/change'
import { readProject } from '@/project/migrations'
import { createProject, type Project } from '@/project/project'
import {
  deleteProjectRecords,
  readRecord,
  readRecords,
  type StorageState,
  storageState,
  writeProjectRecords,
} from './database'

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

/** Whether the work is safe. `failed` and `conflict` lose nothing: the skill stays in memory until it can be kept. */
export type SaveState =
  | { kind: 'saved' }
  | { kind: 'pending' }
  | { kind: 'failed'; remedy: string }
  | { kind: 'conflict'; remedy: string }

export type ProjectState = {
  storage: StorageState | null
  /** Null until the browser has told us. */
  skills: readonly SkillSummary[] | null
  /** The open skill. */
  project: Project | null
  /** Why the skill in the address could not be opened. */
  problem: { projectId: string; title: string; remedy: string } | null
  past: readonly Change[]
  future: readonly Change[]
  save: SaveState
}

/** The skills of this browser, and the one that is open. Change it only through the functions of this file. */
export const useProjectStore = create<ProjectState>(() => ({
  storage: null,
  skills: null,
  project: null,
  problem: null,
  past: [],
  future: [],
  save: { kind: 'saved' },
}))

const HISTORY_LENGTH = 200
/** Utterances in all the changes that are kept over a reload. */
const HISTORY_ROOM = 4000
const SAVE_DELAY_MS = 500

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
const projectRecordSchema = z.object({ id: z.string(), revision: z.number(), project: z.unknown() })
const changeSchema = z.custom<Change>(
  (value) => typeof value === 'object' && value !== null && 'utterances' in value,
)
const historySchema = z.object({
  id: z.string(),
  revision: z.number(),
  past: z.array(changeSchema),
  future: z.array(changeSchema),
})
const messageSchema = z.object({
  kind: z.enum(['saved', 'deleted']),
  projectId: z.string(),
  revision: z.number(),
})

/** The revision in the database that the open skill came from or was last saved as. */
let knownRevision: number | null = null
let saveTimer: ReturnType<typeof setTimeout> | null = null
let saving: Promise<void> | null = null
let channel: BroadcastChannel | null = null

const get = useProjectStore.getState
const set = useProjectStore.setState

/** The open skill, for screens that exist only while there is one. */
export function useProject(): Project {
  const project = useProjectStore((state) => state.project)
  if (!project) throw new Error('A screen of a skill was drawn while no skill is open')
  return project
}

/** Lists the skills and listens to other tabs; returns how to stop. Call it once, at the start. */
export function startProjectStore(): () => void {
  void storageState().then((storage) => set({ storage }))
  void listSkills()
  const flush = () => void flushSave()
  const onVisibility = () => {
    if (document.visibilityState === 'hidden') flush()
  }
  document.addEventListener('visibilitychange', onVisibility)
  addEventListener('pagehide', flush)
  channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('skillet')
  channel?.addEventListener('message', (event) => void onOtherTab(event.data))
  return () => {
    document.removeEventListener('visibilitychange', onVisibility)
    removeEventListener('pagehide', flush)
    channel?.close()
    channel = null
  }
}

/** Reads the list of skills anew, latest first. */
export async function listSkills(): Promise<void> {
  const stored = await readRecords('skills', summarySchema)
  const skills = stored.kind === 'ok' ? stored.value.records : []
  set({ skills: skills.toSorted((a, b) => b.savedAt - a.savedAt) })
}

/** Makes a skill the current one. A skill that is already open stays as it is. */
export async function openProject(projectId: string): Promise<void> {
  if (get().project?.id === projectId) return
  await flushSave()
  set({ project: null, problem: null, past: [], future: [], save: { kind: 'saved' } })
  await loadProject(projectId)
}

/** A new skill without utterances; returns its id. */
export async function createSkill(name: string): Promise<string> {
  return addSkill(createProject({ id: crypto.randomUUID(), name }))
}

/** Keeps a skill from elsewhere (an import, a sample, a copy) under a new id; returns that id. */
export async function addSkill(project: Project): Promise<string> {
  const own = { ...project, id: crypto.randomUUID() }
  await store(own, null, [], [])
  await listSkills()
  return own.id
}

/** A copy of a skill, named after it; null when it cannot be read. */
export async function duplicateSkill(projectId: string): Promise<string | null> {
  const project = await fetchProject(projectId)
  return project ? addSkill({ ...project, name: `${project.name} (copy)` }) : null
}

/** Gives a skill another name. */
export async function renameSkill(projectId: string, name: string): Promise<void> {
  if (get().project?.id === projectId) {
    editProject(`Rename the skill to ${name}`, (project) => ({ ...project, name }))
    await flushSave()
  } else {
    const record = await fetchRecord(projectId)
    if (!record) return
    await store({ ...record.project, name }, record.revision, [], [])
  }
  await listSkills()
}

/** Forgets a skill; returns how to bring it back (what was trained from it is kept until then). */
export async function deleteSkill(projectId: string): Promise<() => Promise<void>> {
  const project = await fetchProject(projectId)
  if (get().project?.id === projectId) {
    cancelSave()
    set({ project: null, past: [], future: [], save: { kind: 'saved' } })
  }
  await deleteProjectRecords(projectId, { withRuns: false })
  channel?.postMessage({ kind: 'deleted', projectId, revision: 0 })
  await listSkills()
  return async () => {
    if (project) await store(project, null, [], [])
    await listSkills()
  }
}

/** A skill as it is now: the open one from memory, another one from the database. */
export async function fetchProject(projectId: string): Promise<Project | null> {
  const { project } = get()
  if (project?.id === projectId) return project
  return (await fetchRecord(projectId))?.project ?? null
}

/**
 * Puts the open skill through a pure edit and remembers how to take it back.
 * Returns whether anything changed.
 */
export function editProject(label: string, edit: (project: Project) => Project): boolean {
  const { project, past } = get()
  if (!project) return false
  const next = edit(project)
  const change = next === project ? null : diffProjects(project, next, label)
  if (!change) return false
  set({ project: next, past: [...past.slice(1 - HISTORY_LENGTH), change], future: [] })
  saveSoon()
  return true
}

/** Takes the last edit back; returns it, or null when there is none. */
export function undo(): Change | null {
  const { project, past, future } = get()
  const change = past.at(-1)
  if (!project || !change) return null
  set({
    project: undoChange(project, change),
    past: past.slice(0, -1),
    future: [...future, change],
  })
  saveSoon()
  return change
}

/** Does the last undone edit again; returns it, or null when there is none. */
export function redo(): Change | null {
  const { project, past, future } = get()
  const change = future.at(-1)
  if (!project || !change) return null
  set({
    project: redoChange(project, change),
    past: [...past, change],
    future: future.slice(0, -1),
  })
  saveSoon()
  return change
}

/** Saves now what waits to be saved. */
export async function flushSave(): Promise<void> {
  if (saveTimer !== null) {
    cancelSave()
    await saveNow()
  }
  await saving
}

/** After a conflict: drop this tab's edits and show what the other tab saved. */
export async function takeOtherVersion(): Promise<void> {
  const projectId = get().project?.id
  if (projectId) await loadProject(projectId)
}

/** After a conflict or failure: keep this tab's version as a skill of its own; returns its id. */
export async function keepAsCopy(): Promise<string | null> {
  const { project } = get()
  if (!project) return null
  return addSkill({ ...project, name: `${project.name} (from this tab)` })
}

/** Tries again to save after a failure. */
export async function retrySave(): Promise<void> {
  await saveNow()
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

async function saveNow(): Promise<void> {
  await saving
  const { project, past, future, save } = get()
  if (!project || save.kind === 'conflict') return
  saving = store(project, knownRevision, past, future).then((state) => {
    saving = null
    if (get().project === project) set({ save: state })
    else if (state.kind !== 'saved' && get().project?.id === project.id) set({ save: state })
  })
  await saving
}

async function store(
  project: Project,
  expectedRevision: number | null,
  past: readonly Change[],
  future: readonly Change[],
): Promise<SaveState> {
  const revision = (expectedRevision ?? 0) + 1
  const result = await writeProjectRecords(project.id, expectedRevision, [
    { store: 'projects', record: { id: project.id, revision, project } },
    { store: 'skills', record: summarise(project) },
    {
      store: 'histories',
      record: { id: project.id, revision, past: recent(past), future: recent(future) },
    },
  ])
  if (result.kind === 'failed') {
    return result.reason === 'conflict'
      ? { kind: 'conflict', remedy: result.remedy }
      : { kind: 'failed', remedy: result.remedy }
  }
  if (get().project?.id === project.id) knownRevision = revision
  channel?.postMessage({ kind: 'saved', projectId: project.id, revision })
  return { kind: 'saved' }
}

async function loadProject(projectId: string): Promise<void> {
  const stored = await readRecord('projects', projectId, projectRecordSchema)
  if (stored.kind === 'failed' || !stored.value) {
    set({
      project: null,
      problem: {
        projectId,
        title:
          stored.kind === 'failed'
            ? 'This skill could not be opened'
            : 'There is no such skill here',
        remedy:
          stored.kind === 'failed'
            ? stored.remedy
            : 'Skills live in the browser in which they were made. It may have been deleted, or belong to another browser.',
      },
    })
    return
  }
  const read = readProject(stored.value.project)
  if (read.kind === 'failed') {
    set({
      project: null,
      problem: { projectId, title: 'This skill could not be opened', remedy: read.remedy },
    })
    return
  }
  const history = await readRecord('histories', projectId, historySchema)
  const isFitting =
    history.kind === 'ok' &&
    history.value?.revision === stored.value.revision &&
    read.migratedFrom === null
  knownRevision = stored.value.revision
  set({
    project: read.project,
    problem: null,
    past: isFitting ? (history.value?.past ?? []) : [],
    future: isFitting ? (history.value?.future ?? []) : [],
    save: { kind: 'saved' },
  })
}

async function fetchRecord(
  projectId: string,
): Promise<{ revision: number; project: Project } | null> {
  const stored = await readRecord('projects', projectId, projectRecordSchema)
  if (stored.kind === 'failed' || !stored.value) return null
  const read = readProject(stored.value.project)
  return read.kind === 'read' ? { revision: stored.value.revision, project: read.project } : null
}

async function onOtherTab(message: unknown): Promise<void> {
  const { data, success } = messageSchema.safeParse(message)
  if (!success) return
  const { project, save } = get()
  if (data.kind === 'saved' && project?.id === data.projectId && data.revision !== knownRevision) {
    if (save.kind === 'saved') await loadProject(project.id)
    else {
      cancelSave()
      set({
        save: {
          kind: 'conflict',
          remedy:
            'This skill was changed in another tab. Take that version, or keep yours as a copy.',
        },
      })
    }
  }
  await listSkills()
}

function summarise(project: Project): SkillSummary {
  return {
    id: project.id,
    name: project.name,
    locale: project.locale,
    intents: project.intents.length,
    slots: new Set(project.intents.flatMap((intent) => intent.slots.map((slot) => slot.name))).size,
    utterances: project.utterances.length,
    done: project.utterances.filter((utterance) => utterance.status === 'done').length,
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
