import { type Project, slotNames } from '@/project/project'
import { useProjectStore } from './project-store'

/** How many slot colours `tokens.css` has. */
const COLORS = 12

const known = new WeakMap<Project['intents'], ReadonlyMap<string, number>>()

/** The colour of each slot of a skill: an index of `data-slot-color`. Equal in all places and screens. */
export function slotColors(project: Project): ReadonlyMap<string, number> {
  const found = known.get(project.intents)
  if (found) return found
  const colors = new Map(slotNames(project).map((name, index) => [name, index % COLORS]))
  known.set(project.intents, colors)
  return colors
}

const NONE: ReadonlyMap<string, number> = new Map()

/** The slot colours of the open skill; a component that uses them redraws only when its slots change. */
export function useSlotColors(): ReadonlyMap<string, number> {
  return useProjectStore((state) => (state.project ? slotColors(state.project) : NONE))
}
