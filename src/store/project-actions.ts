import {
  addUtterances,
  duplicateUtterance,
  editText,
  moveSpan,
  putSpan,
  putSpans,
  relabelSlotIn,
  removeSpans,
  removeUtterances,
  setIntent,
  setNote,
  setSplit,
  setStatus,
  splitUtterance,
  updateUtterances,
} from '@/project/edits'
import { addValues } from '@/project/intent-edits'
import {
  createUtterance,
  type Span,
  type SplitChoice,
  type UtteranceStatus,
} from '@/project/project'
import type { SamePlace } from '@/project/same-value'
import { editProject, useProjectStore } from './project-store'

/** What people do to the open skill; each call is one step of undo and returns whether anything changed. */

/** Labels a stretch of an utterance. */
export function annotateSpan(utteranceId: string, span: Span): boolean {
  return editProject(`Label ${quote(utteranceId, span)} as ${span.slot}`, (project) =>
    putSpan(project, utteranceId, span),
  )
}

/** Gives a span other edges. */
export function changeSpanEdges(
  utteranceId: string,
  span: Span,
  range: { start: number; end: number },
): boolean {
  return editProject(`Move ${span.slot}`, (project) => moveSpan(project, utteranceId, span, range))
}

/** Takes the label off a span. */
export function removeSpan(utteranceId: string, span: Span): boolean {
  return editProject(`Remove ${span.slot} from ${quote(utteranceId, span)}`, (project) =>
    removeSpans(project, utteranceId, [span]),
  )
}

/** Labels the same value at all places found. */
export function annotatePlaces(places: readonly SamePlace[]): boolean {
  const spans = new Map<string, Span[]>()
  for (const { utterance, span } of places) {
    spans.set(utterance.id, [...(spans.get(utterance.id) ?? []), span])
  }
  const slot = places[0]?.span.slot ?? ''
  return editProject(`Label ${places.length} more as ${slot}`, (project) =>
    putSpans(project, spans),
  )
}

/** Accepts an utterance with what was suggested for it, as one step. */
export function acceptUtterance(
  utteranceId: string,
  suggestion: { intent: string | null; spans: readonly Span[] },
  options: { marksDone: boolean },
): boolean {
  return editProject(options.marksDone ? 'Accept' : 'Accept suggestions', (project) => {
    const ids = new Set([utteranceId])
    let next = suggestion.intent === null ? project : setIntent(project, ids, suggestion.intent)
    next = putSpans(next, new Map([[utteranceId, suggestion.spans]]))
    return options.marksDone ? setStatus(next, ids, 'done') : next
  })
}

/** Replaces what an utterance is labelled with by what a model says of it, as one step. */
export function takeJudgement(
  utteranceId: string,
  judgement: { intent: string | null; spans: readonly Span[] },
): boolean {
  return editProject('Take the model’s labels', (project) => {
    const ids = new Set([utteranceId])
    const { intent, spans } = judgement
    const next = updateUtterances(
      intent === null ? project : setIntent(project, ids, intent),
      ids,
      (one) => ({
        ...one,
        spans: [],
      }),
    )
    return putSpans(next, new Map([[utteranceId, spans]]))
  })
}

/** Sets the intent of utterances; null takes it away. */
export function chooseIntent(ids: ReadonlySet<string>, intent: string | null): boolean {
  const label = intent === null ? 'Take the intent away' : `Set the intent ${intent}`
  return editProject(of(label, ids), (project) => setIntent(project, ids, intent))
}

/** Sets the status of utterances. */
export function chooseStatus(ids: ReadonlySet<string>, status: UtteranceStatus): boolean {
  return editProject(of(`Mark as ${STATUS_WORDS[status]}`, ids), (project) =>
    setStatus(project, ids, status),
  )
}

/** Sets the side of the split of utterances. */
export function chooseSplit(ids: ReadonlySet<string>, split: SplitChoice): boolean {
  return editProject(of(`Put on the ${split} side`, ids), (project) =>
    setSplit(project, ids, split),
  )
}

/** Writes a note. */
export function writeNote(utteranceId: string, note: string): boolean {
  return editProject('Write a note', (project) => setNote(project, utteranceId, note))
}

/** Replaces a text; spans follow their words. */
export function rewriteUtterance(utteranceId: string, text: string): boolean {
  return editProject('Edit the text', (project) => editText(project, utteranceId, text))
}

/** Cuts an utterance in two; returns the id of the second one, or null. */
export function splitUtteranceAt(utteranceId: string, offset: number): string | null {
  const id = crypto.randomUUID()
  const isDone = editProject('Split the utterance', (project) =>
    splitUtterance(project, utteranceId, offset, id),
  )
  return isDone ? id : null
}

/** Copies an utterance; returns the id of the copy. */
export function copyUtterance(utteranceId: string): string | null {
  const id = crypto.randomUUID()
  const isDone = editProject('Duplicate the utterance', (project) =>
    duplicateUtterance(project, utteranceId, id),
  )
  return isDone ? id : null
}

/** Deletes utterances. */
export function deleteUtterances(ids: ReadonlySet<string>): boolean {
  return editProject(of('Delete', ids), (project) => removeUtterances(project, ids))
}

/** Adds texts as utterances of an intent; returns the id of the first. Texts that the intent has already are left out. */
export function addTexts(
  texts: readonly string[],
  intent: string | null,
  split: SplitChoice = 'auto',
): { added: number; firstId: string | null } {
  const { project } = useProjectStore.getState()
  const known = new Set(
    project?.utterances.filter((one) => one.intent === intent).map((one) => one.text.toLowerCase()),
  )
  const utterances = texts
    .filter((text) => !known.has(text.toLowerCase()))
    .map((text) => ({ ...createUtterance({ id: crypto.randomUUID(), text, intent }), split }))
  editProject(`Add ${utterances.length} utterances`, (current) => {
    const next = addUtterances(current, utterances)
    return next
  })
  return { added: utterances.length, firstId: utterances[0]?.id ?? null }
}

/** Gives a slot of many utterances another name; null removes its labels. */
export function relabelInBulk(
  ids: ReadonlySet<string>,
  slot: string,
  newSlot: string | null,
): boolean {
  const label = newSlot === null ? `Remove ${slot}` : `Relabel ${slot} as ${newSlot}`
  return editProject(of(label, ids), (project) => relabelSlotIn(project, ids, slot, newSlot))
}

/** Removes all labels of utterances. */
export function clearSpans(ids: ReadonlySet<string>): boolean {
  return editProject(of('Remove labels', ids), (project) =>
    updateUtterances(project, ids, (utterance) =>
      utterance.spans.length === 0 ? utterance : { ...utterance, spans: [] },
    ),
  )
}

/** Adds a labelled text to the values of its slot's type; returns the type's name, or null when it has none. */
export function addSpanToValues(utteranceId: string, span: Span): string | null {
  const { project } = useProjectStore.getState()
  const utterance = project?.utterances.find((one) => one.id === utteranceId)
  const type = project?.intents
    .flatMap((intent) => intent.slots)
    .find((slot) => slot.name === span.slot)?.type
  if (!utterance || type === undefined) return null
  const value = utterance.text.slice(span.start, span.end)
  editProject(`Add “${value}” to ${type}`, (current) =>
    addValues(current, type, [{ value, synonyms: [] }]),
  )
  return type
}

const STATUS_WORDS: Record<UtteranceStatus, string> = {
  todo: 'to do',
  done: 'done',
  check: 'to check',
}

function quote(utteranceId: string, span: Span): string {
  const text = useProjectStore
    .getState()
    .project?.utterances.find((utterance) => utterance.id === utteranceId)?.text
  return `“${text?.slice(span.start, span.end) ?? ''}”`
}

function of(label: string, ids: ReadonlySet<string>): string {
  return ids.size === 1 ? label : `${label} (${ids.size} utterances)`
}
