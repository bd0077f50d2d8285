import { expandTemplates, madeFingerprint } from './expansion'
import { parseTemplate, templateOf } from './expansion-template'
import { addIntent, addSlot } from './intent-edits'
import type { Project, Template, Utterance } from './project'

/** Pure edits of templates and of the utterances that are made from them. What a hand has touched stays. */

/** No template makes more than this: beyond it, only the values differ. */
export const MOST_OF_ONE = 200

/** How many utterances of a template are as they were made, and how many a hand has changed since. */
export type TemplateShare = { made: number; edited: number }

/** Whether an utterance is still as its template made it: text, slots, intent, status, side and note. */
export function isAsMade(utterance: Utterance, template: Template): boolean {
  return (
    utterance.templateId === template.id &&
    utterance.intent === template.intent &&
    utterance.status === 'done' &&
    utterance.split === 'auto' &&
    utterance.note === '' &&
    utterance.id.endsWith(`-${madeFingerprint(utterance)}`) &&
    slotList(utterance.spans) === slotListOf(template)
  )
}

const knownShares = new WeakMap<
  Project['utterances'],
  { templates: Project['templates']; shares: ReadonlyMap<string, TemplateShare> }
>()

/** What each template has made, by its id; counted once for each version of the utterances. */
export function templateShares(
  project: Pick<Project, 'templates' | 'utterances'>,
): ReadonlyMap<string, TemplateShare> {
  const known = knownShares.get(project.utterances)
  if (known?.templates === project.templates) return known.shares
  const templates = new Map(project.templates.map((template) => [template.id, template]))
  const shares = new Map(project.templates.map(({ id }) => [id, { made: 0, edited: 0 }]))
  for (const utterance of project.utterances) {
    if (utterance.templateId === null) continue
    const template = templates.get(utterance.templateId)
    const share = shares.get(utterance.templateId)
    if (!template || !share) continue
    if (isAsMade(utterance, template)) share.made += 1
    else share.edited += 1
  }
  knownShares.set(project.utterances, { templates: project.templates, shares })
  return shares
}

/**
 * Adds a template or replaces the one of its id, and makes its utterances anew: `count` of them,
 * where there are that many different ones. They take the place of the old ones; edited ones stay.
 * Intent and slots that nobody knows yet are declared.
 */
export function saveTemplate(
  project: Project,
  template: Template,
  options: { count: number; seed: number },
): Project {
  const text = template.text.replace(/\s+/gu, ' ').trim()
  const tidy = { ...template, text, count: boundedCount(options.count) }
  if (tidy.text === '' || tidy.intent.trim() === '') return project
  const old = project.templates.find(({ id }) => id === tidy.id)
  const declared = declareSlots(addIntent(project, tidy.intent), tidy)
  const stays = project.utterances.map((utterance) => !old || !isAsMade(utterance, old))
  const kept = project.utterances
    .filter((_, index) => stays[index])
    .map((utterance) => followTemplate(utterance, old, tidy))
  const firstGone = stays.indexOf(false)
  const place = firstGone < 0 ? placeBehind(kept, tidy) : firstGone
  const { utterances } = expandTemplates(declared, [tidy], {
    seed: options.seed,
    each: tidy.count,
    idPrefix: `${tidy.id}-`,
    // Equal texts matter within the intent alone.
    taken: kept.filter(({ intent }) => intent === tidy.intent),
  })
  return {
    ...declared,
    templates: old
      ? declared.templates.map((one) => (one === old ? tidy : one))
      : [...declared.templates, tidy],
    utterances: kept.toSpliced(place, 0, ...withFreeIds(utterances, kept)),
  }
}

/** Removes a template. What it made goes with it or stays; edited utterances always stay, as people's own. */
export function deleteTemplate(
  project: Project,
  id: string,
  options: { withUtterances: boolean },
): Project {
  const template = project.templates.find((one) => one.id === id)
  if (!template) return project
  return {
    ...project,
    templates: project.templates.filter((one) => one !== template),
    utterances: project.utterances.flatMap((utterance) => {
      if (utterance.templateId !== id) return [utterance]
      if (options.withUtterances && isAsMade(utterance, template)) return []
      return [{ ...utterance, templateId: null }]
    }),
  }
}

/**
 * Makes the utterances of all templates anew, as many of each as somebody wanted, or as there are, with
 * the values that `seed` decides; edited ones stay.
 */
export function expandAgain(project: Project, options: { seed: number }): Project {
  if (project.templates.length === 0) return project
  const templates = new Map(project.templates.map((template) => [template.id, template]))
  const kept = project.utterances.filter((utterance) => {
    const template = templates.get(utterance.templateId ?? '')
    return !template || !isAsMade(utterance, template)
  })
  const shares = templateShares(project)
  const counts = new Map(
    project.templates.flatMap(({ id, count }) => {
      const wanted = count ?? shares.get(id)?.made ?? 0
      return wanted > 0 ? [[id, wanted] as const] : []
    }),
  )
  const { utterances } = expandTemplates(project, project.templates, {
    seed: options.seed,
    counts,
    idPrefix: 'made-',
    taken: kept,
  })
  return { ...project, utterances: [...kept, ...withFreeIds(utterances, kept)] }
}

/**
 * Makes a template out of an annotated utterance, which then belongs to it: its spans become
 * placeholders. The same project when it has no intent or spans, or when its words read as a placeholder.
 */
export function addTemplateFrom(project: Project, utteranceId: string, id: string): Project {
  const utterance = project.utterances.find((one) => one.id === utteranceId)
  if (!utterance || !canBeTemplate(utterance)) return project
  const text = templateOf(utterance)
  const twin = project.templates.find(
    (template) => template.intent === utterance.intent && template.text === text,
  )
  const template = twin ?? { id, intent: utterance.intent ?? '', text }
  return {
    ...project,
    templates: twin ? project.templates : [...project.templates, template],
    utterances: project.utterances.map((one) =>
      one === utterance ? { ...one, templateId: template.id } : one,
    ),
  }
}

/** Whether a template can be made out of an utterance. */
export function canBeTemplate(utterance: Utterance): boolean {
  return (
    utterance.intent !== null &&
    utterance.spans.length > 0 &&
    slotList(placeholdersOf(templateOf(utterance))) === slotList(utterance.spans)
  )
}

/** A whole number from 1 to the most that a template makes. */
export function boundedCount(count: number): number {
  return Math.min(MOST_OF_ONE, Math.max(1, Math.round(count) || 1))
}

function placeholdersOf(text: string): { slot: string }[] {
  return parseTemplate(text).flatMap((part) => (part.kind === 'slot' ? [{ slot: part.slot }] : []))
}

function slotList(spans: readonly { slot: string }[]): string {
  return spans.map(({ slot }) => slot).join('\n')
}

const knownSlotLists = new WeakMap<Template, string>()

function slotListOf(template: Template): string {
  const known = knownSlotLists.get(template)
  if (known !== undefined) return known
  const slots = slotList(placeholdersOf(template.text))
  knownSlotLists.set(template, slots)
  return slots
}

/** An edited utterance goes along when its template gets another intent. */
function followTemplate(
  utterance: Utterance,
  old: Template | undefined,
  next: Template,
): Utterance {
  const isMoved = old && old.intent !== next.intent && utterance.intent === old.intent
  return isMoved && utterance.templateId === old.id
    ? { ...utterance, intent: next.intent }
    : utterance
}

/** The type that a slot has elsewhere holds here too; else it gets an open type of its own name. */
function declareSlots(project: Project, template: Template): Project {
  let next = project
  for (const { slot } of placeholdersOf(template.text)) {
    const known = next.intents.flatMap(({ slots }) => slots).find(({ name }) => name === slot)
    next = addSlot(next, template.intent, { name: slot, type: known?.type ?? slot })
  }
  return next
}

/** Behind the last utterance of the intent, so that what belongs together stands together. */
function placeBehind(utterances: readonly Utterance[], template: Template): number {
  const last = utterances.findLastIndex(({ intent }) => intent === template.intent)
  return last < 0 ? utterances.length : last + 1
}

/** Ids that nobody has: a further number goes before the fingerprint, which must stay last. */
function withFreeIds(made: readonly Utterance[], kept: readonly Utterance[]): Utterance[] {
  const taken = new Set(kept.map(({ id }) => id))
  return made.map((utterance) => {
    let id = utterance.id
    const cut = id.lastIndexOf('-')
    for (let number = 2; taken.has(id); number += 1) {
      id = `${utterance.id.slice(0, cut)}.${number}${utterance.id.slice(cut)}`
    }
    taken.add(id)
    return { ...utterance, id }
  })
}
