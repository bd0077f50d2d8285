/** What every protocol makes its answer of. */
import type { Understanding } from '@/runtime/public-types'
import type { ShelvedModel } from './model-shelf'

export type Answer = { understanding: Understanding; model: ShelvedModel; locale: string }

/** All slots that the understood intent declares, with what was found for each; null where nothing was. */
export function slotsOf({ understanding, model }: Answer) {
  const { intent, slots } = understanding
  const declared = model.skill.intents.find(({ name }) => name === intent?.name)?.slots ?? []
  const names = new Set([...declared.map(({ name }) => name), ...slots.map(({ slot }) => slot)])
  return [...names].map((name) => {
    const type = declared.find((slot) => slot.name === name)?.type ?? ''
    return { name, type, found: slots.filter(({ slot }) => slot === name) }
  })
}

/** Whether a type lists values, so that words can match one of them or none. */
export function hasValues({ model }: Answer, type: string): boolean {
  return (model.skill.types.find(({ name }) => name === type)?.values.length ?? 0) > 0
}
