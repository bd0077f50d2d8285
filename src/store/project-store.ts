import { create, type StoreApi, type UseBoundStore } from 'zustand'
import { type Change, diffProjects, invertChange } from '@/project/change'
import { mergeChange } from '@/project/merge-change'
import type { Project } from '@/project/project'
import type { SkillSummary } from '@/records/summary'
import type { StorageState } from './database'
import { changeOf, type ProjectStep, type Timeline, takeStep } from './project-steps'
import type { SaveState } from './saver'
import type { Lost } from './skill-records'

export type { SaveState, SkillSummary }

/** A skill that lies in the database and cannot be opened. */
export type DamagedSkill = {
  id: string
  name: string
  reason: string
  isNewer: boolean
  raw: unknown
}

/** A skill with work that only this tab has; it waits in memory while another one is open. */
export type UnsavedSkill = { projectId: string; project: Project; save: SaveState }

/** Something that a person has to know of, and that nothing else on the screen says. */
export type StoreNotice = { id: number; title: string; text: string }

export type ProjectState = {
  storage: StorageState | null
  /** Null until the browser has told us. */
  skills: readonly SkillSummary[] | null
  damagedSkills: readonly DamagedSkill[]
  /** Why the list of skills could not be read. */
  listProblem: string | null
  /** The open skill. */
  project: Project | null
  /** Why the skill in the address could not be opened. */
  problem: { projectId: string; title: string; remedy: string; raw?: unknown } | null
  past: readonly Change[]
  future: readonly Change[]
  save: SaveState
  /** What of the open skill could not be read. */
  lost: (Lost & { ids: readonly string[] }) | null
  /** Other skills whose work is not saved. */
  unsaved: readonly UnsavedSkill[]
  notices: readonly StoreNotice[]
}

/** An edit that was made, so that it can be taken back later, by itself. */
export type MadeEdit = { projectId: string; change: Change }

/**
 * What became of taking one edit back. `nothing-left`: it was taken back already. `built-upon`: what was done
 * since stands on it, and would be lost. `not-open`: its skill is not the one on the screen.
 */
export type TakenBack =
  | { kind: 'undone'; change: Change }
  | { kind: 'nothing-left' | 'built-upon' | 'not-open' }

/** Hears of each step after it was taken, with the timeline from before it. */
type StepListener = (before: Timeline, step: ProjectStep) => void

/** What a tab shows of its skills, and how the open one is edited. */
export type ProjectStore = {
  state: UseBoundStore<StoreApi<ProjectState>>
  edit: (label: string, edit: (project: Project) => Project) => boolean
  undo: () => Change | null
  redo: () => Change | null
  /** The edit that was made just now; null when the latest attempt changed nothing. */
  lastEdit: () => MadeEdit | null
  /** Takes back this one edit, whatever was done since; as long as it is the last one, by undo. */
  takeBack: (edit: MadeEdit) => TakenBack
  listen: (listener: StepListener) => () => void
  /** Says something that nothing else on the screen says. */
  say: (title: string, text: string) => void
  /** Takes a notice away. */
  dismissNotice: (id: number) => void
}

/** The skills of a tab, before anything was read; the desk (`desk.ts`) fills and changes it. */
export function createProjectStore(): ProjectStore {
  const state = create<ProjectState>(() => ({
    storage: null,
    skills: null,
    damagedSkills: [],
    listProblem: null,
    project: null,
    problem: null,
    past: [],
    future: [],
    save: { kind: 'saved' },
    lost: null,
    unsaved: [],
    notices: [],
  }))
  const listeners = new Set<StepListener>()
  let nextNotice = 1
  let latest: MadeEdit | null = null

  function take(taken: ProjectStep): Change | null {
    const { project, past, future } = state.getState()
    if (!project) return null
    const before = { project, past, future }
    const after = takeStep(before, taken)
    if (!after) return null
    state.setState(after)
    for (const listener of listeners) listener(before, taken)
    return changeOf(before, taken)
  }

  return {
    state,
    edit(label, edit) {
      latest = null
      const { project } = state.getState()
      if (!project) return false
      const next = edit(project)
      const change = next === project ? null : diffProjects(project, next, label)
      if (change === null || take({ kind: 'edit', change }) === null) return false
      latest = { projectId: project.id, change }
      return true
    },
    undo: () => take({ kind: 'undo' }),
    redo: () => take({ kind: 'redo' }),
    lastEdit: () => latest,
    takeBack(edit) {
      const { project, past, future } = state.getState()
      if (project?.id !== edit.projectId) return { kind: 'not-open' }
      const { change } = edit
      if (future.includes(change)) return { kind: 'nothing-left' }
      if (past.at(-1) === change) take({ kind: 'undo' })
      else {
        const without = mergeChange(project, invertChange(change))
        if (!without) return { kind: 'built-upon' }
        const back = diffProjects(project, without, `Take back: ${change.label}`)
        if (!back) return { kind: 'nothing-left' }
        take({ kind: 'edit', change: back })
      }
      return { kind: 'undone', change }
    },
    listen(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    say(title, text) {
      const notice = { id: nextNotice, title, text }
      nextNotice += 1
      state.setState(({ notices }) => ({ notices: [...notices, notice] }))
    },
    dismissNotice: (id) =>
      state.setState(({ notices }) => ({ notices: notices.filter((one) => one.id !== id) })),
  }
}

/** The skills of this page. */
export const pageProjects = createProjectStore()

/** The skills of this browser, and the one that is open. */
export const useProjectStore = pageProjects.state

/** The open skill, for screens that exist only while there is one. */
export function useProject(): Project {
  const project = useProjectStore((state) => state.project)
  if (!project) throw new Error('A screen of a skill was drawn while no skill is open')
  return project
}

/**
 * Puts the open skill through a pure edit and remembers how to take it back.
 * Returns whether anything changed.
 */
export function editProject(label: string, edit: (project: Project) => Project): boolean {
  return pageProjects.edit(label, edit)
}

/** Takes the last edit back; returns it, or null when there is none. */
export function undo(): Change | null {
  return pageProjects.undo()
}

/** Does the last undone edit again; returns it, or null when there is none. */
export function redo(): Change | null {
  return pageProjects.redo()
}

/** The edit that was made just now; null when the latest attempt changed nothing. */
export function lastEdit(): MadeEdit | null {
  return pageProjects.lastEdit()
}

/** Takes back this one edit of the open skill, whatever was done since. */
export function takeBack(edit: MadeEdit): TakenBack {
  return pageProjects.takeBack(edit)
}

/** Calls back once, when a skill is open for the first time; at once where one is. */
export function onFirstProject(run: () => void): void {
  if (useProjectStore.getState().project) {
    run()
    return
  }
  const stop = useProjectStore.subscribe(({ project }) => {
    if (!project) return
    stop()
    run()
  })
}
