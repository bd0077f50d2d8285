/** Which slots may stand in an answer: those that its intent declares, and no others. */
import type { LabelSet } from './labels'

/** Slots by the intent that declares them. An intent that is not listed may have any slot. */
export type DeclaredSlots = Readonly<Record<string, readonly string[]>>

/** For each slot class 1 when it may be decoded, else 0; null when all may. */
export type AllowedSlots = Uint8Array | null

/** Looks up, by intent class, which slot classes may be decoded; without declarations all may. */
export function createAllowedSlots(
  { intents, slots }: LabelSet,
  declared: DeclaredSlots | null,
): (intent: number) => AllowedSlots {
  if (!declared) return () => null
  const byIntent = intents.map((intent): AllowedSlots => {
    const own = Object.hasOwn(declared, intent) ? new Set(declared[intent]) : null
    return own && Uint8Array.from(slots, (slot) => (own.has(slot) ? 1 : 0))
  })
  return (intent) => byIntent[intent] ?? null
}
