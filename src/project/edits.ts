import type { Intent, Project, Span, SplitChoice, Utterance, UtteranceStatus } from './project'
import { followSpans } from './text-edit'
import { fitSpan } from './whole-characters'

/**
 * Pure edits of utterances and their spans. Each returns the next project, or the same one when
 * there is nothing to change; texts and spans that come out are trimmed, sorted and hold whole characters.
 */

/** Adds utterances, at the end or behind another one. Slots that they use are declared by their intents. */
export function addUtterances(
  project: Project,
  utterances: readonly Utterance[],
  options: { afterId?: string } = {},
): Project {
  if (utterances.length === 0) return project
  const place = options.afterId === undefined ? -1 : indexOf(project, options.afterId)
  const added = utterances.map(tidyUtterance)
  const next = {
    ...project,
    utterances: project.utterances.toSpliced(
      place < 0 ? project.utterances.length : place + 1,
      0,
      ...added,
    ),
  }
  return declareUsedSlots(next, added)
}

/** Removes utterances. */
export function removeUtterances(project: Project, ids: ReadonlySet<string>): Project {
  const utterances = project.utterances.filter((utterance) => !ids.has(utterance.id))
  return utterances.length === project.utterances.length ? project : { ...project, utterances }
}

/** Sets the intent of utterances; null takes it away. Slots that they use are declared by the intent. */
export function setIntent(
  project: Project,
  ids: ReadonlySet<string>,
  intent: string | null,
): Project {
  const next = updateUtterances(project, ids, (utterance) =>
    utterance.intent === intent ? utterance : { ...utterance, intent },
  )
  if (intent === null || next === project) return next
  return declareUsedSlots(
    next,
    next.utterances.filter((utterance) => ids.has(utterance.id)),
  )
}

/** Sets the status of utterances. */
export function setStatus(
  project: Project,
  ids: ReadonlySet<string>,
  status: UtteranceStatus,
): Project {
  return updateUtterances(project, ids, (utterance) =>
    utterance.status === status ? utterance : { ...utterance, status },
  )
}

/** Puts utterances on a side of the evaluation, or leaves it to the seeded split. */
export function setSplit(project: Project, ids: ReadonlySet<string>, split: SplitChoice): Project {
  return updateUtterances(project, ids, (utterance) =>
    utterance.split === split ? utterance : { ...utterance, split },
  )
}

/** Replaces the note of an utterance. */
export function setNote(project: Project, id: string, note: string): Project {
  return updateUtterances(project, new Set([id]), (utterance) =>
    utterance.note === note ? utterance : { ...utterance, note },
  )
}

/** Replaces the text of an utterance; its spans follow their words. A blank text changes nothing. */
export function editText(project: Project, id: string, text: string): Project {
  const trimmed = tidyText(text)
  if (trimmed === '') return project
  return updateUtterances(project, new Set([id]), (utterance) =>
    utterance.text === trimmed
      ? utterance
      : {
          ...utterance,
          text: trimmed,
          spans: followSpans(utterance.text, trimmed, utterance.spans),
        },
  )
}

/** Labels a stretch of an utterance, its edges as they are given; spans that it touches give way. */
export function putSpan(project: Project, id: string, span: Span): Project {
  return putSpans(project, new Map([[id, [span]]]))
}

/** Labels stretches of many utterances at once. */
export function putSpans(project: Project, spans: ReadonlyMap<string, readonly Span[]>): Project {
  const next = updateUtterances(project, spans, (utterance) => {
    let result: readonly Span[] = utterance.spans
    for (const span of spans.get(utterance.id) ?? []) {
      const place = fitSpan(utterance.text, span)
      if (!place) continue
      const isThere = result.some(
        (other) =>
          other.start === place.start && other.end === place.end && other.slot === span.slot,
      )
      if (isThere) continue
      result = [
        ...result.filter((other) => other.end <= place.start || other.start >= place.end),
        { ...place, slot: span.slot },
      ].sort((a, b) => a.start - b.start)
    }
    return result === utterance.spans ? utterance : { ...utterance, spans: [...result] }
  })
  if (next === project) return project
  return declareUsedSlots(
    next,
    next.utterances.filter((utterance) => spans.has(utterance.id)),
  )
}

/** Gives a span other edges (extend, shrink, move); spans that it runs into give way. */
export function moveSpan(
  project: Project,
  id: string,
  span: Span,
  range: { start: number; end: number },
): Project {
  const without = removeSpans(project, id, [span])
  const moved = putSpan(without, id, { ...range, slot: span.slot })
  return moved === without ? project : moved
}

/** Gives a span another slot. */
export function relabelSpan(project: Project, id: string, span: Span, slot: string): Project {
  return putSpan(project, id, { ...span, slot })
}

/** Takes spans of an utterance away: those that share their edges with one of `spans`. */
export function removeSpans(project: Project, id: string, spans: readonly Span[]): Project {
  return updateUtterances(project, new Set([id]), (utterance) => {
    const kept = utterance.spans.filter(
      (span) => !spans.some((other) => other.start === span.start && other.end === span.end),
    )
    return kept.length === utterance.spans.length ? utterance : { ...utterance, spans: kept }
  })
}

/** Gives the spans of utterances that have one slot another one; null takes them away. */
export function relabelSlotIn(
  project: Project,
  ids: ReadonlySet<string>,
  slot: string,
  newSlot: string | null,
): Project {
  const next = updateUtterances(project, ids, (utterance) =>
    utterance.spans.some((span) => span.slot === slot)
      ? {
          ...utterance,
          spans: utterance.spans.flatMap((span) =>
            span.slot !== slot ? [span] : newSlot === null ? [] : [{ ...span, slot: newSlot }],
          ),
        }
      : utterance,
  )
  return declareUsedSlots(
    next,
    next.utterances.filter((utterance) => ids.has(utterance.id)),
  )
}

/** Puts a copy of an utterance behind it, to do. */
export function duplicateUtterance(project: Project, id: string, newId: string): Project {
  const source = project.utterances[indexOf(project, id)]
  if (!source) return project
  return addUtterances(project, [{ ...source, id: newId, status: 'todo' }], { afterId: id })
}

/** Cuts an utterance in two before `offset` (white space goes); spans stay with their words. */
export function splitUtterance(
  project: Project,
  id: string,
  offset: number,
  newId: string,
): Project {
  const index = indexOf(project, id)
  const source = project.utterances[index]
  if (!source) return project
  const head = source.text.slice(0, offset).trimEnd()
  const rest = source.text.slice(offset)
  const tail = rest.trim()
  if (head.trim() === '' || tail === '') return project
  const shift = offset + (rest.length - rest.trimStart().length)
  const first: Utterance = {
    ...source,
    text: head,
    spans: source.spans.filter((span) => span.end <= head.length),
  }
  const second: Utterance = {
    ...source,
    id: newId,
    text: tail,
    status: 'todo',
    spans: source.spans
      .filter((span) => span.start >= shift)
      .map((span) => ({ ...span, start: span.start - shift, end: span.end - shift })),
  }
  return {
    ...project,
    utterances: project.utterances.toSpliced(index, 1, tidyUtterance(first), tidyUtterance(second)),
  }
}

/** The utterances of a text with one on each line; blank lines and repeated lines go. */
export function linesToTexts(pasted: string): string[] {
  return [...new Set(pasted.split(/\r\n|[\r\n\u2028\u2029]/u).map(tidyText))].filter(Boolean)
}

/** Changes the utterances that `ids` names; untouched ones stay the same objects. */
export function updateUtterances(
  project: Project,
  ids: { has: (id: string) => boolean },
  update: (utterance: Utterance) => Utterance,
): Project {
  let isChanged = false
  const utterances = project.utterances.map((utterance) => {
    if (!ids.has(utterance.id)) return utterance
    const next = update(utterance)
    if (next !== utterance) isChanged = true
    return next
  })
  return isChanged ? { ...project, utterances } : project
}

/**
 * Lets the intents of these utterances declare the slots that the utterances use: with the type
 * that the slot has in another intent, else a new open type of the slot's own name.
 */
export function declareUsedSlots(project: Project, utterances: readonly Utterance[]): Project {
  const used = new Map<string, Set<string>>()
  for (const utterance of utterances) {
    if (utterance.intent === null) continue
    const slots = used.get(utterance.intent) ?? new Set()
    for (const span of utterance.spans) slots.add(span.slot)
    used.set(utterance.intent, slots)
  }
  let intents: readonly Intent[] = project.intents
  let slotTypes = project.slotTypes
  for (const [name, slots] of used) {
    const intent = intents.find((candidate) => candidate.name === name)
    const missing = [...slots].filter(
      (slot) => !intent?.slots.some((declared) => declared.name === slot),
    )
    if (intent && missing.length === 0) continue
    const declared = missing.map((slot) => {
      const known = intents.flatMap((other) => other.slots).find((other) => other.name === slot)
      if (!known && !slotTypes.some((type) => type.name === slot)) {
        slotTypes = [...slotTypes, { name: slot, values: [], isExtensible: true }]
      }
      return known ?? { name: slot, type: slot }
    })
    intents = intent
      ? intents.map((other) =>
          other === intent ? { ...other, slots: [...other.slots, ...declared] } : other,
        )
      : [...intents, { name, slots: declared, kind: 'custom', note: '' }]
  }
  return intents === project.intents && slotTypes === project.slotTypes
    ? project
    : { ...project, intents: [...intents], slotTypes }
}

function tidyText(text: string): string {
  return text.replace(/\s+/gu, ' ').trim()
}

function tidyUtterance(utterance: Utterance): Utterance {
  const text = tidyText(utterance.text)
  return text === utterance.text
    ? utterance
    : { ...utterance, text, spans: followSpans(utterance.text, text, utterance.spans) }
}

function indexOf(project: Project, id: string): number {
  return project.utterances.findIndex((utterance) => utterance.id === id)
}
