import { type ComponentType, lazy } from 'react'
import type { SkillScreen } from '@/store/route'
import { EmptyState } from '@/ui/EmptyState'

/** Screens by their path, loaded when first shown. */
const FOUND = import.meta.glob<Record<string, ComponentType>>('/src/screens/*/*Screen.tsx')

export const SkillsScreen = screen('skills', 'SkillsScreen')

/** The screen of a skill that each name in the address stands for. */
export const SCREENS: Record<SkillScreen, ComponentType> = {
  annotate: screen('annotate', 'AnnotateScreen'),
  train: screen('train', 'TrainScreen'),
  evaluate: screen('evaluate', 'EvaluateScreen'),
  try: screen('try', 'TryScreen'),
  export: screen('export', 'ExportScreen'),
}

function screen(folder: string, name: string): ComponentType {
  const load = FOUND[`/src/screens/${folder}/${name}.tsx`]
  if (!load) return NotBuilt
  return lazy(async () => {
    const found = (await load())[name]
    if (!found) throw new Error(`${folder}/${name}.tsx does not export ${name}`)
    return { default: found }
  })
}

function NotBuilt() {
  return <EmptyState icon="flask" title="This screen is being built" />
}
