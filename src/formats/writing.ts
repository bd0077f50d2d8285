/** What writers share: files, and the utterances that a format takes. */
import { parseTemplate, templateOf } from '@/project/expansion-template'
import type { Project, Template, Utterance } from '@/project/project'
import { isAsMade } from '@/project/template-edits'
import type { Holds, OutputFile } from './format'

/** A UTF-8 file that is named after the skill: `coffee-shop.json`. */
export function textFile(project: Project, ending: string, text: string): OutputFile {
  return { name: `${slug(project.name)}${ending}`, bytes: new TextEncoder().encode(text) }
}

/** A JSON file that is named after the skill. */
export function jsonFile(project: Project, ending: string, value: unknown): OutputFile {
  return textFile(project, ending, `${JSON.stringify(value, null, 2)}\n`)
}

/**
 * The utterances that a format of annotated texts writes: those with an intent, unless it holds all.
 * What a template made is left to the template, where that is written; what a hand has changed is not.
 */
export function writableUtterances(
  project: Project,
  holds: Pick<Holds, 'unlabelled' | 'templates'>,
) {
  const templates = new Map(project.templates.map((template) => [template.id, template]))
  return project.utterances.filter((utterance) => {
    if (utterance.intent === null && !holds.unlabelled) return false
    const template = holds.templates ? templates.get(utterance.templateId ?? '') : undefined
    return !template || !isAsMade(utterance, template)
  })
}

/** The name of the type of each slot of each intent. */
export function slotTypeLookup(project: Project): (intent: string | null, slot: string) => string {
  const types = new Map<string, string>()
  for (const intent of project.intents) {
    for (const slot of intent.slots) {
      types.set(`${intent.name}\n${slot.name}`, slot.type)
      if (!types.has(slot.name)) types.set(slot.name, slot.type)
    }
  }
  return (intent, slot) => types.get(`${intent ?? ''}\n${slot}`) ?? types.get(slot) ?? slot
}

/**
 * The type of each slot, for formats that know slots by their names alone. A list that no slot takes its
 * values from stands for itself.
 */
export function typesBySlot(
  project: Project,
  utterances: readonly Pick<Utterance, 'spans'>[],
): Map<string, string> {
  const types = new Map<string, string>()
  const add = (slot: string, type: string) => {
    if (!types.has(slot)) types.set(slot, type)
  }
  for (const { slots } of project.intents) for (const { name, type } of slots) add(name, type)
  for (const { spans } of utterances) for (const { slot } of spans) add(slot, slot)
  const taken = new Set(types.values())
  for (const { name, values } of project.slotTypes) {
    if (!taken.has(name) && values.length > 0) add(name, name)
  }
  return types
}

/** Utterances by intent, in the order of the intents; intents that are not declared come last. */
export function utterancesByIntent(
  project: Project,
  utterances: readonly Utterance[],
): Map<string, Utterance[]> {
  const groups = new Map<string, Utterance[]>(project.intents.map(({ name }) => [name, []]))
  for (const utterance of utterances) {
    if (utterance.intent === null) continue
    const group = groups.get(utterance.intent)
    if (group) group.push(utterance)
    else groups.set(utterance.intent, [utterance])
  }
  return groups
}

/** The texts of templates by intent. */
export function templatesByIntent(
  templates: readonly Pick<Template, 'intent' | 'text'>[],
): Map<string, string[]> {
  const groups = new Map<string, string[]>()
  for (const { intent, text } of templates) {
    const group = groups.get(intent)
    if (group) group.push(text)
    else groups.set(intent, [text])
  }
  return groups
}

const ALL_HELD: Holds = {
  utterances: true,
  templates: true,
  intents: true,
  outOfScope: true,
  unlabelled: true,
  emptyIntents: true,
  unusedSlots: true,
  slotTypes: true,
  values: true,
  isExtensible: true,
  split: true,
  identity: true,
  spacing: true,
  review: true,
}

/** Everything is held: the base from which formats subtract. */
export function holdsAllBut(...lost: (keyof Holds)[]): Holds {
  return { ...ALL_HELD, ...Object.fromEntries(lost.map((key) => [key, false])) }
}

/** What formats of annotated texts hold, which know nothing but texts, slots and intents. */
export function holdsTextsBut(...lost: (keyof Holds)[]): Holds {
  return holdsAllBut(
    'templates',
    'outOfScope',
    'emptyIntents',
    'unusedSlots',
    'slotTypes',
    'values',
    'isExtensible',
    'identity',
    'review',
    ...lost,
  )
}

function slug(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/gu, '')
    .toLowerCase()
  return plain.slice(0, 60) || 'skill'
}

/**
 * Parts utterances for formats of patterns: those whose text already holds something that reads as a
 * placeholder can't be told from a pattern.
 */
export function partPatterns(utterances: readonly Utterance[]): {
  fit: Utterance[]
  dropped: Utterance[]
} {
  const fit: Utterance[] = []
  const dropped: Utterance[] = []
  for (const utterance of utterances) {
    const slots = parseTemplate(templateOf(utterance)).flatMap((part) =>
      part.kind === 'slot' ? [part.slot] : [],
    )
    const isFit =
      slots.join('\n') === utterance.spans.map(({ slot }) => slot.trim()).join('\n') &&
      !/\{[^{}]*\}/u.test(utterance.text)
    ;(isFit ? fit : dropped).push(utterance)
  }
  return { fit, dropped }
}

/** `models/de-DE.json` says its locale by its name, and nowhere else. */
export function localeOfName(name: string): string {
  return /(?:^|[/\\])([a-z]{2,3}(?:-[A-Z]{2})?)\.json$/u.exec(name)?.[1] ?? ''
}

type Annotated = { text: string; spans: readonly { start: number; end: number; slot: string }[] }

/** Whether a line that was read back says the same as the utterance that was written. */
export function isSameAnnotation(one: Annotated, other: Annotated): boolean {
  return (
    one.text === other.text &&
    one.spans.length === other.spans.length &&
    one.spans.every((span, index) => {
      const twin = other.spans[index]
      return span.start === twin?.start && span.end === twin.end && span.slot === twin.slot
    })
  )
}
