import type { Project } from '@/project/project'
import { pageClock } from './clock'
import { createDesk } from './desk'
import { pageChannel, pageDatabase, pageStoragePromise, pageTrash } from './page'
import { pageProjects } from './project-store'
import { useTrainingStore } from './training-store'
import type { Discarded } from './trash'

/** The skills of this page: which there are, which one is open, and that none of their work is lost. */

const desk = createDesk({
  database: pageDatabase,
  clock: pageClock,
  channel: pageChannel,
  projects: pageProjects,
  trash: pageTrash,
  onWorkKept: () => void pageStoragePromise.ask(),
})

/** Lists the skills, listens to other tabs and to the end of the page; returns how to stop. Call it once, at the start. */
export function startProjectStore(): () => void {
  const stop = desk.start()
  const onVisibility = () => {
    if (document.visibilityState === 'hidden') void desk.fold()
  }
  const onBeforeUnload = (event: BeforeUnloadEvent) => {
    if (!desk.hasUnsaved() && !useTrainingStore.getState().unkept) return
    void desk.flush()
    event.preventDefault()
  }
  const onPageHide = () => {
    void desk.flush()
    void pageTrash.empty()
  }
  document.addEventListener('visibilitychange', onVisibility)
  addEventListener('beforeunload', onBeforeUnload)
  addEventListener('pagehide', onPageHide)
  return () => {
    stop()
    document.removeEventListener('visibilitychange', onVisibility)
    removeEventListener('beforeunload', onBeforeUnload)
    removeEventListener('pagehide', onPageHide)
  }
}

/** Makes a skill the current one. A skill that is already open stays as it is. */
export function openProject(projectId: string): Promise<void> {
  return desk.open(projectId)
}

/** A new skill without utterances; returns its id. */
export function createSkill(name: string): Promise<string> {
  return desk.create(name)
}

/** Keeps a skill from elsewhere (an import, a sample, a copy) under a new id; returns that id. */
export function addSkill(project: Project): Promise<string> {
  return desk.add(project)
}

/** A copy of a skill, named after it; null when it cannot be read. */
export function duplicateSkill(projectId: string): Promise<string | null> {
  return desk.duplicate(projectId)
}

/** Gives a skill another name. */
export function renameSkill(projectId: string, name: string): Promise<void> {
  return desk.rename(projectId, name)
}

/** Deletes a skill with all that was trained from it; for a while it can be brought back. */
export function deleteSkill(projectId: string): Promise<Discarded> {
  return desk.discard(projectId)
}

/** Forgets a skill at once: nobody has worked on it yet. */
export function forgetSkill(projectId: string): Promise<void> {
  return desk.forget(projectId)
}

/** A skill as it is now: from memory, or from the database. */
export function fetchProject(projectId: string): Promise<Project | null> {
  return desk.fetch(projectId)
}

/** Tries again to save after a failure; what was deleted makes room for it. */
export function retrySave(): Promise<void> {
  return desk.retry()
}

/** After a conflict: drop this tab's edits and show what the other tab saved. */
export function takeOtherVersion(): Promise<void> {
  return desk.takeOther()
}

/** After a conflict: keep this tab's version as a skill of its own; returns its id. */
export function keepAsCopy(): Promise<string | null> {
  return desk.keepAsCopy()
}

/** Keeps the open skill although another tab has deleted it. */
export function keepDeletedSkill(): Promise<void> {
  return desk.keepDeleted()
}

/** Lets go of a skill that another tab has deleted. */
export function letGoOfSkill(projectId: string): void {
  desk.letGo(projectId)
}

/** Forgets what of the open skill could not be read. */
export function dismissLost(): Promise<void> {
  return desk.dismissLost()
}

/** Takes a notice away. */
export function dismissNotice(id: number): void {
  pageProjects.dismissNotice(id)
}
