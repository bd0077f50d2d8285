/** Intents, slots, types and values as an import declares or uses them. */
import type { Intent, Project, SlotType } from '@/project/project'
import { kindOfIntent } from './intent-kind'
import type { Names } from './names'

/** `type` is empty while the slot is only used and nothing has said what it takes. */
type SlotDraft = { type: string; isDeclared: boolean }
type IntentDraft = { kind: Intent['kind']; note: string; slots: Map<string, SlotDraft> }
type TypeDraft = { isExtensible: boolean | null; values: Map<string, Set<string>> }

export type ImportDeclarations = ReturnType<typeof createImportDeclarations>

/**
 * Declarations of one import; `known` are those of the project that it goes into. Everything is held in
 * maps, so that no name can reach a prototype.
 */
export function createImportDeclarations({
  names,
  known,
}: {
  names: Names
  known: Pick<Project, 'intents' | 'slotTypes'> | undefined
}) {
  const intents = new Map<string, IntentDraft>()
  const slotTypes = new Map<string, TypeDraft>()
  /** Values of slots whose type may still be declared. */
  const pending: { intent: string; slot: string; value: string; said: string }[] = []

  function intentDraft(given: string): IntentDraft {
    const intent = names.clean(given)
    let draft = intents.get(intent)
    if (!draft) {
      draft = { kind: kindOfIntent(intent), note: '', slots: new Map() }
      intents.set(intent, draft)
    }
    return draft
  }

  function typeDraft(given: string) {
    const type = names.clean(given)
    let draft = slotTypes.get(type)
    if (!draft) {
      const before = known?.slotTypes.find((one) => one.name === type)
      draft = {
        isExtensible: before?.isExtensible ?? null,
        values: new Map(before?.values.map(({ value, synonyms }) => [value, new Set(synonyms)])),
      }
      slotTypes.set(type, draft)
    }
    return draft
  }

  function addSlot(intent: string, givenSlot: string, givenType: string): void {
    if (!intent.trim()) return
    const draft = intentDraft(intent)
    const slot = names.clean(givenSlot)
    if (!slot) return
    const type = names.clean(givenType) || slot
    if (draft.slots.get(slot)?.isDeclared) return
    draft.slots.set(slot, { type, isDeclared: true })
    typeDraft(type)
  }

  /** Notes that an intent uses a slot, of a type where the file says one. */
  function noteSlot(intent: string, slot: string, type = ''): void {
    if (type.trim()) addSlot(intent, slot, type)
    else {
      const { slots } = intentDraft(intent)
      if (!slots.has(slot)) slots.set(slot, { type: '', isDeclared: false })
    }
  }

  /** Gives slots that are only used the type that other intents declare for their name. */
  function settleSlots(): void {
    const declared = new Map<string, Set<string>>()
    const all = [...intents.values()].flatMap(({ slots }) => [...slots])
    const before = (known?.intents ?? []).flatMap(({ slots }) => slots)
    for (const { name: slot, type } of before) {
      declared.set(slot, (declared.get(slot) ?? new Set()).add(type))
    }
    for (const [slot, { type }] of all) {
      if (type) declared.set(slot, (declared.get(slot) ?? new Set()).add(type))
    }
    for (const [slot, draft] of all) {
      if (draft.type) continue
      const [only, ...others] = declared.get(slot) ?? []
      draft.type = only !== undefined && others.length === 0 ? only : slot
      typeDraft(draft.type)
    }
    for (const { intent, slot, value, said } of pending) {
      addValue(intents.get(intent)?.slots.get(slot)?.type || slot, value, [said])
    }
  }

  function addValue(type: string, value: string, synonyms: readonly string[]): void {
    const clean = value.trim()
    if (!clean || !type.trim()) return
    const values = typeDraft(type).values
    const known = values.get(clean) ?? new Set<string>()
    for (const synonym of synonyms) {
      const other = synonym.trim()
      if (other && other !== clean) known.add(other)
    }
    values.set(clean, known)
  }

  return {
    addSlot,
    noteSlot,
    addValue,
    addIntent(intent: string, details: { kind?: Intent['kind']; note?: string } = {}): void {
      if (!intent.trim()) return
      const draft = intentDraft(intent)
      if (details.kind) draft.kind = details.kind
      if (details.note) draft.note = details.note
    },
    addSlotType(type: string, details: { isExtensible?: boolean } = {}): void {
      if (!type.trim()) return
      const draft = typeDraft(type)
      if (details.isExtensible !== undefined) draft.isExtensible = details.isExtensible
    },
    /** Notes what was said for a value of a slot, now or when the slot has its type. */
    noteValue(
      at: { intent: string | null; slot: string; type?: string | undefined },
      value: string,
      said: string,
    ): void {
      const type = at.type || intents.get(at.intent ?? '')?.slots.get(at.slot)?.type
      if (type) addValue(type, value, [said])
      else pending.push({ intent: at.intent ?? '', slot: at.slot, value, said })
    },
    hasIntent: (intent: string) => intents.has(names.clean(intent)),
    /** The name that an intent declares a slot by, whatever its case; null when it declares none. */
    findSlot(intent: string, slot: string): string | null {
      const { slots } = intentDraft(intent)
      if (slots.has(slot)) return slot
      const folded = slot.toLowerCase()
      return [...slots.keys()].find((other) => other.toLowerCase() === folded) ?? null
    },
    /** The slots of an intent: name → type, where one is known by now. */
    slotsOf: (intent: string): ReadonlyMap<string, string> =>
      new Map(
        [...(intents.get(names.clean(intent))?.slots ?? [])].map(([slot, { type }]) => [
          slot,
          type || slot,
        ]),
      ),
    /** How many names and values there are. */
    size: () =>
      [...slotTypes.values()].reduce((sum, { values }) => sum + values.size, 0) +
      [...intents.values()].reduce((sum, { slots }) => sum + slots.size, 0) +
      intents.size +
      slotTypes.size,
    /** What was declared, when everything has been read. */
    finish(): Pick<Project, 'intents' | 'slotTypes'> {
      settleSlots()
      return {
        intents: [...intents].map(([intent, { kind, note, slots }]) => ({
          name: intent,
          kind,
          note,
          slots: [...slots].map(([slot, { type }]) => ({ name: slot, type })),
        })),
        slotTypes: [...slotTypes].map(
          ([type, { isExtensible, values }]): SlotType => ({
            name: type,
            isExtensible: isExtensible ?? true,
            values: [...values].map(([value, synonyms]) => ({ value, synonyms: [...synonyms] })),
          }),
        ),
      }
    },
  }
}
