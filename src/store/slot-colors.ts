import type { Project } from '@/project/project'
import { statisticsOf } from '@/project/statistics'
import { useProjectStore } from './project-store'

/** How many slot colours `tokens.css` has. */
export const SLOT_COLORS = 12

let last: { names: readonly string[]; colors: ReadonlyMap<string, number> } | null = null

/**
 * The colour of each slot of a skill: an index of `data-slot-color`. Equal in all places and screens;
 * the same object until slots are added or go.
 */
export function slotColors(project: Project): ReadonlyMap<string, number> {
  const names = [...statisticsOf(project).slots.keys()]
  const isSame =
    last?.names.length === names.length && names.every((name, index) => name === last?.names[index])
  if (last && isSame) return last.colors
  const colors = new Map(names.map((name, index) => [name, index % SLOT_COLORS]))
  last = { names, colors }
  return colors
}

const NONE: ReadonlyMap<string, number> = new Map()

/** The slot colours of the open skill; a component that uses them redraws only when its slots change. */
export function useSlotColors(): ReadonlyMap<string, number> {
  return useProjectStore((state) => (state.project ? slotColors(state.project) : NONE))
}
