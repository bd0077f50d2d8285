import { create } from 'zustand'
import { type Change, diffProjects } from '@/project/change'
import type { Project } from '@/project/project'
import type { StorageState } from './database'
import type { SkillSummary } from './project-records'
import { changeOf, type ProjectStep, type Timeline, takeStep } from './project-steps'

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

/**
 * The skills of this browser, and the one that is open. It changes only through the functions of this
 * file (edits), `project-library` (which skill) and `project-saving` (whether it is kept).
 */
export const useProjectStore = create<ProjectState>(() => ({
  storage: null,
  skills: null,
  project: null,
  problem: null,
  past: [],
  future: [],
  save: { kind: 'saved' },
}))

const get = useProjectStore.getState
const set = useProjectStore.setState

/** Hears of each step after it was taken, with the timeline from before it. */
type StepListener = (before: Timeline, step: ProjectStep) => void

const listeners = new Set<StepListener>()

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
  const { project } = get()
  if (!project) return false
  const next = edit(project)
  const change = next === project ? null : diffProjects(project, next, label)
  return change !== null && step({ kind: 'edit', change }) !== null
}

/** Takes the last edit back; returns it, or null when there is none. */
export function undo(): Change | null {
  return step({ kind: 'undo' })
}

/** Does the last undone edit again; returns it, or null when there is none. */
export function redo(): Change | null {
  return step({ kind: 'redo' })
}

/** Tells of each step from now on; returns how to stop. */
export function listenToSteps(listener: StepListener): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

function step(taken: ProjectStep): Change | null {
  const { project, past, future } = get()
  if (!project) return null
  const before = { project, past, future }
  const after = takeStep(before, taken)
  if (!after) return null
  set(after)
  for (const listener of listeners) listener(before, taken)
  return changeOf(before, taken)
}
