import { updateUtterances } from './edits'
import { renamePlaceholder, templateSlots } from './expansion-template'
import type { Intent, Project, Slot, SlotType, SlotValue } from './project'

/** Pure edits of what a skill declares: intents, their slots, slot types with their values. */

/** Adds an intent. One of that name stays as it is. */
export function addIntent(
  project: Project,
  name: string,
  kind: Intent['kind'] = 'custom',
): Project {
  const tidy = name.trim()
  if (tidy === '' || project.intents.some((intent) => intent.name === tidy)) return project
  return { ...project, intents: [...project.intents, { name: tidy, slots: [], kind, note: '' }] }
}

/** Renames an intent everywhere; onto the name of another one, it merges the two. */
export function renameIntent(project: Project, name: string, newName: string): Project {
  const tidy = newName.trim()
  const source = project.intents.find((intent) => intent.name === name)
  if (!source || tidy === '' || tidy === name) return project
  const target = project.intents.find((intent) => intent.name === tidy)
  const intents = target
    ? project.intents
        .filter((intent) => intent !== source)
        .map((intent) => (intent === target ? withSlots(target, source.slots) : intent))
    : project.intents.map((intent) => (intent === source ? { ...source, name: tidy } : intent))
  return {
    ...project,
    intents,
    utterances: project.utterances.map((utterance) =>
      utterance.intent === name ? { ...utterance, intent: tidy } : utterance,
    ),
    templates: project.templates.map((template) =>
      template.intent === name ? { ...template, intent: tidy } : template,
    ),
  }
}

/** Removes an intent with its templates. Its utterances go too, or stay without an intent. */
export function deleteIntent(
  project: Project,
  name: string,
  options: { withUtterances: boolean },
): Project {
  if (!project.intents.some((intent) => intent.name === name)) return project
  return {
    ...project,
    intents: project.intents.filter((intent) => intent.name !== name),
    templates: project.templates.filter((template) => template.intent !== name),
    utterances: options.withUtterances
      ? project.utterances.filter((utterance) => utterance.intent !== name)
      : project.utterances.map((utterance) =>
          utterance.intent === name ? { ...utterance, intent: null } : utterance,
        ),
  }
}

/** Lets an intent take a slot. A type that nobody knows yet is made, open and empty. */
export function addSlot(project: Project, intentName: string, slot: Slot): Project {
  const intent = project.intents.find((candidate) => candidate.name === intentName)
  if (!intent || intent.slots.some((other) => other.name === slot.name)) return project
  const next = {
    ...project,
    intents: project.intents.map((other) => (other === intent ? withSlots(other, [slot]) : other)),
  }
  return addSlotType(next, slot.type)
}

/** Renames a slot in all intents, spans and templates; onto the name of another slot, it merges the two. */
export function renameSlot(project: Project, name: string, newName: string): Project {
  const tidy = newName.trim()
  if (tidy === '' || tidy === name) return project
  return {
    ...project,
    intents: project.intents.map((intent) =>
      intent.slots.some((slot) => slot.name === name)
        ? {
            ...intent,
            slots: uniqueSlots(
              intent.slots.map((slot) => (slot.name === name ? { ...slot, name: tidy } : slot)),
            ),
          }
        : intent,
    ),
    templates: project.templates.map((template) =>
      templateSlots(template.text).includes(name)
        ? { ...template, text: renamePlaceholder(template.text, name, tidy) }
        : template,
    ),
    utterances: project.utterances.map((utterance) =>
      utterance.spans.some((span) => span.slot === name)
        ? {
            ...utterance,
            spans: utterance.spans.map((span) =>
              span.slot === name ? { ...span, slot: tidy } : span,
            ),
          }
        : utterance,
    ),
  }
}

/**
 * Removes a slot from one intent, or from all when `intentName` is null, with its spans there. Templates
 * that were filled with it go too; what they made stays, as people's own.
 */
export function deleteSlot(project: Project, name: string, intentName: string | null): Project {
  const next = updateUtterances(project, { has: () => true }, (utterance) =>
    (intentName === null || utterance.intent === intentName) &&
    utterance.spans.some((span) => span.slot === name)
      ? { ...utterance, spans: utterance.spans.filter((span) => span.slot !== name) }
      : utterance,
  )
  const gone = new Set(
    next.templates
      .filter(
        ({ intent, text }) =>
          (intentName === null || intent === intentName) && templateSlots(text).includes(name),
      )
      .map(({ id }) => id),
  )
  return {
    ...next,
    templates: gone.size === 0 ? next.templates : next.templates.filter(({ id }) => !gone.has(id)),
    utterances:
      gone.size === 0
        ? next.utterances
        : next.utterances.map((utterance) =>
            gone.has(utterance.templateId ?? '') ? { ...utterance, templateId: null } : utterance,
          ),
    intents: next.intents.map((intent) =>
      intentName === null || intent.name === intentName
        ? { ...intent, slots: intent.slots.filter((slot) => slot.name !== name) }
        : intent,
    ),
  }
}

/** Says which type a slot has, in every intent that declares it. */
export function setSlotType(project: Project, slotName: string, typeName: string): Project {
  const next = addSlotType(project, typeName)
  return {
    ...next,
    intents: next.intents.map((intent) =>
      intent.slots.some((slot) => slot.name === slotName && slot.type !== typeName)
        ? {
            ...intent,
            slots: intent.slots.map((slot) =>
              slot.name === slotName ? { ...slot, type: typeName } : slot,
            ),
          }
        : intent,
    ),
  }
}

/** Adds an empty, open slot type. One of that name stays as it is. */
export function addSlotType(project: Project, name: string): Project {
  if (name.trim() === '' || project.slotTypes.some((type) => type.name === name)) return project
  const type: SlotType = { name, values: [], isExtensible: true }
  return { ...project, slotTypes: [...project.slotTypes, type] }
}

/** Replaces the values of a slot type, or whether it is open. */
export function updateSlotType(
  project: Project,
  name: string,
  change: Partial<Pick<SlotType, 'values' | 'isExtensible'>>,
): Project {
  return {
    ...project,
    slotTypes: project.slotTypes.map((type) =>
      type.name === name ? { ...type, ...change } : type,
    ),
  }
}

/** Renames a slot type and points its slots to the new name; onto another type's name, it merges the two. */
export function renameSlotType(project: Project, name: string, newName: string): Project {
  const tidy = newName.trim()
  const source = project.slotTypes.find((type) => type.name === name)
  if (!source || tidy === '' || tidy === name) return project
  const target = project.slotTypes.find((type) => type.name === tidy)
  const slotTypes = target
    ? project.slotTypes
        .filter((type) => type !== source)
        .map((type) =>
          type === target ? { ...target, values: mergeValues(target.values, source.values) } : type,
        )
    : project.slotTypes.map((type) => (type === source ? { ...source, name: tidy } : type))
  return {
    ...project,
    slotTypes,
    intents: project.intents.map((intent) => ({
      ...intent,
      slots: intent.slots.map((slot) => (slot.type === name ? { ...slot, type: tidy } : slot)),
    })),
  }
}

/** Removes a slot type that no slot has. */
export function deleteSlotType(project: Project, name: string): Project {
  const isUsed = project.intents.some((intent) => intent.slots.some((slot) => slot.type === name))
  if (isUsed) return project
  return { ...project, slotTypes: project.slotTypes.filter((type) => type.name !== name) }
}

/** Adds values to a slot type; a known value only gains the new synonyms. */
export function addValues(
  project: Project,
  typeName: string,
  values: readonly SlotValue[],
): Project {
  const next = addSlotType(project, typeName)
  const type = next.slotTypes.find((candidate) => candidate.name === typeName)
  if (!type) return project
  const merged = mergeValues(type.values, values)
  return merged === type.values ? next : updateSlotType(next, typeName, { values: merged })
}

/** Reads pasted values, one on each line: `value, synonym, synonym` (commas, semicolons, tabs or bars). */
export function linesToValues(pasted: string): SlotValue[] {
  return pasted.split(/\r\n|[\r\n]/u).flatMap((line) => {
    const [value, ...synonyms] = line
      .split(/[,;\t|]/u)
      .map((part) => part.trim())
      .filter(Boolean)
    return value === undefined ? [] : [{ value, synonyms }]
  })
}

function mergeValues(values: SlotValue[], added: readonly SlotValue[]): SlotValue[] {
  let result = values
  for (const { value, synonyms } of added) {
    const place = result.findIndex((known) => fold(known.value) === fold(value))
    const known = result[place]
    if (!known) {
      result = [...result, { value, synonyms: [...synonyms] }]
      continue
    }
    const said = new Set([known.value, ...known.synonyms].map(fold))
    const fresh = synonyms.filter((synonym) => !said.has(fold(synonym)))
    if (fresh.length > 0) {
      result = result.with(place, { ...known, synonyms: [...known.synonyms, ...fresh] })
    }
  }
  return result
}

function withSlots(intent: Intent, slots: readonly Slot[]): Intent {
  return { ...intent, slots: uniqueSlots([...intent.slots, ...slots]) }
}

function uniqueSlots(slots: readonly Slot[]): Slot[] {
  return slots.filter(
    (slot, index) => slots.findIndex((other) => other.name === slot.name) === index,
  )
}

function fold(text: string): string {
  return text.trim().toLowerCase()
}
