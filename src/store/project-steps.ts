import { type Change, changeSize, invertChange, redoChange, undoChange } from '@/project/change'
import type { Project } from '@/project/project'
import type { ProjectStep } from '@/records/journal'

export type { ProjectStep }

/** A skill with what was done to it and what was taken back. */
export type Timeline = {
  project: Project
  past: readonly Change[]
  future: readonly Change[]
}

/** Edits that can be taken back. */
const HISTORY_LENGTH = 200

/** The timeline after a step, or null when there is nothing to undo or redo. */
export function takeStep(timeline: Timeline, step: ProjectStep): Timeline | null {
  const { project, past, future } = timeline
  const change = changeOf(timeline, step)
  if (!change) return null
  switch (step.kind) {
    case 'edit':
      return {
        project: redoChange(project, change),
        past: [...past.slice(1 - HISTORY_LENGTH), change],
        future: [],
      }
    case 'undo':
      return {
        project: undoChange(project, change),
        past: past.slice(0, -1),
        future: [...future, change],
      }
    case 'redo':
      return {
        project: redoChange(project, change),
        past: [...past, change],
        future: future.slice(0, -1),
      }
  }
}

/** The change that a step makes, takes back or makes again. */
export function changeOf({ past, future }: Timeline, step: ProjectStep): Change | null {
  if (step.kind === 'edit') return step.change
  return (step.kind === 'undo' ? past : future).at(-1) ?? null
}

/** What a step does to the project, as a change that leads forwards. */
export function forwardChangeOf(timeline: Timeline, step: ProjectStep): Change | null {
  const change = changeOf(timeline, step)
  return change && step.kind === 'undo' ? invertChange(change) : change
}

/** How much room steps take: the utterances that they hold. */
export function stepsSize(steps: readonly ProjectStep[]): number {
  return steps.reduce((sum, step) => sum + (step.kind === 'edit' ? changeSize(step.change) : 0), 0)
}
