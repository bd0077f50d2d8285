/** Adds one project to another, for imports into a skill that exists and for several files at once. */
import type { Intent, Project, SlotType } from '@/project/project'
import { mergeExtras } from './merge-extras'

/**
 * The first project with everything of the second that it lacks. Intents, slots, types, values and
 * synonyms of one name become one; utterances that stand in both (text, intent, spans) stay once;
 * ids that are taken get a suffix.
 */
export function mergeProjects(base: Project, added: Project): Project {
  const templateIds = new Map<string, string>()
  const templates = [...base.templates]
  const knownTemplates = new Map(templates.map((one) => [`${one.intent}\n${one.text}`, one.id]))
  const takenTemplates = new Set(templates.map((one) => one.id))
  for (const template of added.templates) {
    const twin = knownTemplates.get(`${template.intent}\n${template.text}`)
    const id = twin ?? freeId(template.id, takenTemplates)
    templateIds.set(template.id, id)
    if (twin === undefined) templates.push({ ...template, id })
  }
  const taken = new Set(base.utterances.map((utterance) => utterance.id))
  const known = new Set(base.utterances.map(contentKey))
  const texts = new Set(base.utterances.map(({ text }) => textKey(text)))
  const utterances = [...base.utterances]
  for (const utterance of added.utterances) {
    const key = contentKey(utterance)
    // A text alone says nothing new of one that is there; it may have been annotated since it was kept.
    const isBare = utterance.intent === null && utterance.spans.length === 0
    if (known.has(key) || (isBare && texts.has(textKey(utterance.text)))) continue
    known.add(key)
    const templateId =
      utterance.templateId === null ? null : (templateIds.get(utterance.templateId) ?? null)
    utterances.push({ ...utterance, id: freeId(utterance.id, taken), templateId })
  }
  return {
    ...base,
    intents: mergeNamed(base.intents, added.intents, mergeIntents),
    slotTypes: mergeNamed(base.slotTypes, added.slotTypes, mergeTypes),
    templates,
    utterances,
    extras: mergeExtras(base.extras, added.extras),
  }
}

function mergeNamed<T extends { name: string }>(
  base: readonly T[],
  added: readonly T[],
  merge: (one: T, other: T) => T,
): T[] {
  const result = new Map(base.map((one) => [one.name, one]))
  for (const other of added) {
    const one = result.get(other.name)
    result.set(other.name, one ? merge(one, other) : other)
  }
  return [...result.values()]
}

function mergeIntents(one: Intent, other: Intent): Intent {
  return {
    ...one,
    note: one.note || other.note,
    slots: mergeNamed(one.slots, other.slots, (slot) => slot),
  }
}

function mergeTypes(one: SlotType, other: SlotType): SlotType {
  const values = new Map(one.values.map(({ value, synonyms }) => [value, synonyms]))
  for (const { value, synonyms } of other.values) {
    values.set(value, [...new Set([...(values.get(value) ?? []), ...synonyms])])
  }
  return { ...one, values: [...values].map(([value, synonyms]) => ({ value, synonyms })) }
}

function contentKey(utterance: Project['utterances'][number]): string {
  const spans = utterance.spans.map(({ start, end, slot }) => [start, end, slot])
  return JSON.stringify([utterance.intent, utterance.text, spans])
}

function textKey(text: string): string {
  return text.trim().replace(/\s+/gu, ' ').toLowerCase()
}

function freeId(wanted: string, taken: Set<string>): string {
  let id = wanted
  for (let number = 2; taken.has(id); number += 1) id = `${wanted}-${number}`
  taken.add(id)
  return id
}
