/** Slots that come to a skill which knows them already take the types that they have there. */
import type { Project, Slot, SlotType } from '@/project/project'

/**
 * The added project with the types of the base: a slot that says no type of its own takes the one
 * that the base declares for its name, in the same intent before others, and its values go along.
 */
export function adoptTypes(added: Project, base: Project): Project {
  const known = new Map<string, string>()
  for (const intent of base.intents) {
    for (const slot of intent.slots) {
      known.set(`${intent.name}\n${slot.name}`, slot.type)
      if (!known.has(slot.name)) known.set(slot.name, slot.type)
    }
  }
  const adopted = new Map<string, string>()
  const adopt = (intent: string, slot: Slot): Slot => {
    const type = known.get(`${intent}\n${slot.name}`) ?? known.get(slot.name)
    if (type === undefined || slot.type !== slot.name) return slot
    adopted.set(slot.type, type)
    return { ...slot, type }
  }
  const intents = added.intents.map((intent) => ({
    ...intent,
    slots: intent.slots.map((slot) => adopt(intent.name, slot)),
  }))
  const used = new Set(intents.flatMap(({ slots }) => slots.map(({ type }) => type)))
  const slotTypes = added.slotTypes.flatMap((type): SlotType[] => {
    const other = adopted.get(type.name)
    if (other === undefined || used.has(type.name)) return [type]
    return type.values.length > 0 ? [{ ...type, name: other }] : []
  })
  return { ...added, intents, slotTypes }
}
