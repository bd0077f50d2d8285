import { create } from 'zustand'
import type { Skill } from '@/runtime/public-types'
import { createOpener } from './opener'

/** A model file that was opened to be tried, without a skill in the app; gone with the page. */
export type VisitingModel =
  | { kind: 'none' }
  | { kind: 'opening'; file: string }
  | { kind: 'open'; file: string; skill: Skill }
  | { kind: 'failed'; file: string; reason: string; remedy: string }

const NONE: VisitingModel = { kind: 'none' }

/** The model that is tried now. */
export const useVisitingModel = create<{ model: VisitingModel }>(() => ({ model: NONE }))

/** The model among files that were dropped or chosen; null when there is none. */
export function modelAmong(files: readonly { name: string }[]): File | null {
  const found = files.find((file) => /\.skillet$/i.test(file.name))
  return found instanceof File ? found : null
}

const opener = createOpener<VisitingModel, File>({
  load: read,
  show: (_file, model) => show(model),
  fail: () => show(NONE),
  drop(model) {
    if (model.kind === 'open') model.skill.dispose()
  },
})

/** Opens a model file; whichever was asked for last is the one that opens. */
export async function openModelFile(file: File): Promise<void> {
  show({ kind: 'opening', file: file.name })
  await opener.open(file)
}

/** Lets go of it. */
export function closeModelFile(): void {
  opener.cancel()
  show(NONE)
}

function show(model: VisitingModel): void {
  const { model: before } = useVisitingModel.getState()
  useVisitingModel.setState({ model })
  if (before.kind === 'open') before.skill.dispose()
}

async function read(file: File): Promise<VisitingModel> {
  try {
    // Nobody who only teaches skills needs it.
    const [{ load }, bytes] = await Promise.all([import('@/runtime/skill'), file.arrayBuffer()])
    return { kind: 'open', file: file.name, skill: await load(bytes) }
  } catch (error) {
    const { reason, remedy } = error as { reason?: unknown; remedy?: unknown }
    return {
      kind: 'failed',
      file: file.name,
      reason: typeof reason === 'string' ? reason : `It could not be opened: ${String(error)}.`,
      remedy: typeof remedy === 'string' ? remedy : 'Try again, or export the model once more.',
    }
  }
}
