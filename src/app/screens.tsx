import { type ComponentType, lazy } from 'react'
import type { SkillScreen } from '@/store/route'
import { hearAlso } from './shortcuts'

/** The list of skills; loaded when first shown, as every screen is. */
export const SkillsScreen = lazy(loadSkillsScreen)

/** Loads it ahead of time, for who knows that it will be shown. */
export async function loadSkillsScreen(): Promise<{ default: ComponentType }> {
  return { default: (await import('@/screens/skills/SkillsScreen')).SkillsScreen }
}

/** The screen of a skill that each name in the address stands for. */
export const SCREENS: Record<SkillScreen, ComponentType> = {
  annotate: lazy(async () => {
    const [{ AnnotateScreen }, { annotateCommands }] = await Promise.all([
      import('@/screens/annotate/AnnotateScreen'),
      import('@/screens/annotate/commands/annotate-commands'),
    ])
    hearAlso(annotateCommands)
    return { default: AnnotateScreen }
  }),
  train: lazy(async () => ({
    default: (await import('@/screens/train/TrainScreen')).TrainScreen,
  })),
  evaluate: lazy(async () => ({
    default: (await import('@/screens/evaluate/EvaluateScreen')).EvaluateScreen,
  })),
  try: lazy(async () => ({ default: (await import('@/screens/try/TryScreen')).TryScreen })),
  export: lazy(async () => ({
    default: (await import('@/screens/export/ExportScreen')).ExportScreen,
  })),
}
