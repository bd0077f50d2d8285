import { z } from 'zod'
import { createProject, type Project } from '@/project/project'
import { deleteProjectRecords, storageState } from './database'
import { readSkill, readSummaries } from './project-records'
import {
  beginSaving,
  dropUnsaved,
  flushSave,
  foldJournal,
  knownRevision,
  saveWhole,
  tellOfSaves,
} from './project-saving'
import { editProject, useProjectStore } from './project-store'

/** Which skills there are and which one is open, in this tab and in step with the others. */

const messageSchema = z.object({
  kind: z.enum(['saved', 'deleted']),
  projectId: z.string(),
  revision: z.number(),
})

let channel: BroadcastChannel | null = null

const get = useProjectStore.getState
const set = useProjectStore.setState

/** Lists the skills and listens to other tabs; returns how to stop. Call it once, at the start. */
export function startProjectStore(): () => void {
  void storageState().then((storage) => set({ storage }))
  void listSkills()
  tellOfSaves((projectId, revision) => channel?.postMessage({ kind: 'saved', projectId, revision }))
  const flush = () => void flushSave()
  const onVisibility = () => {
    if (document.visibilityState === 'hidden') void foldJournal()
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
  set({ skills: await readSummaries() })
}

/** Makes a skill the current one. A skill that is already open stays as it is. */
export async function openProject(projectId: string): Promise<void> {
  if (get().project?.id === projectId) return
  await foldJournal()
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
  await saveWhole({ project: own, past: [], future: [] }, null)
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
    const stored = await readSkill(projectId)
    if (stored.kind === 'failed') return
    const { project } = stored.timeline
    await saveWhole({ project: { ...project, name }, past: [], future: [] }, stored.revision)
  }
  await listSkills()
}

/** Forgets a skill; returns how to bring it back (what was trained from it is kept until then). */
export async function deleteSkill(projectId: string): Promise<() => Promise<void>> {
  const project = await fetchProject(projectId)
  if (get().project?.id === projectId) {
    dropUnsaved()
    set({ project: null, past: [], future: [], save: { kind: 'saved' } })
  }
  await deleteProjectRecords(projectId, { withRuns: false })
  channel?.postMessage({ kind: 'deleted', projectId, revision: 0 })
  await listSkills()
  return async () => {
    if (project) await saveWhole({ project, past: [], future: [] }, null)
    await listSkills()
  }
}

/** A skill as it is now: the open one from memory, another one from the database. */
export async function fetchProject(projectId: string): Promise<Project | null> {
  const { project } = get()
  if (project?.id === projectId) return project
  const stored = await readSkill(projectId)
  return stored.kind === 'read' ? stored.timeline.project : null
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

async function loadProject(projectId: string): Promise<void> {
  const stored = await readSkill(projectId)
  if (stored.kind === 'failed') {
    const { title, remedy } = stored
    set({ project: null, problem: { projectId, title, remedy } })
    return
  }
  dropUnsaved()
  beginSaving(stored)
  set({ ...stored.timeline, problem: null, save: { kind: 'saved' } })
}

async function onOtherTab(message: unknown): Promise<void> {
  const { data, success } = messageSchema.safeParse(message)
  if (!success) return
  const { project, save } = get()
  if (
    data.kind === 'saved' &&
    project?.id === data.projectId &&
    data.revision !== knownRevision()
  ) {
    if (save.kind === 'saved') await loadProject(project.id)
    else {
      dropUnsaved()
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
