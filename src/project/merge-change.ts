import type { Change } from './change'
import type { Intent, Project, SlotType, Template, Utterance } from './project'
import { isSameJson } from './same-json'

/**
 * Makes a change on a version of the project that it was not made on: what the version has of its own
 * stays. Null when the two contradict each other, for example when both gave one utterance an intent.
 */
export function mergeChange(project: Project, change: Change): Project | null {
  const utterances = mergeUtterances(project.utterances, change.utterances)
  const { before, after } = change
  const name = mergeValue(project.name, before.name, after.name)
  const locale = mergeValue(project.locale, before.locale, after.locale)
  const extras = mergeValue(project.extras, before.extras, after.extras)
  const intents = mergeList(project.intents, before.intents, after.intents, nameOf, mergeIntent)
  const slotTypes = mergeList(project.slotTypes, before.slotTypes, after.slotTypes, nameOf)
  const templates = mergeList(project.templates, before.templates, after.templates, idOf)
  if (
    utterances === CLASH ||
    name === CLASH ||
    locale === CLASH ||
    extras === CLASH ||
    intents === CLASH ||
    slotTypes === CLASH ||
    templates === CLASH
  ) {
    return null
  }
  return { ...project, name, locale, extras, intents, slotTypes, templates, utterances }
}

/** Whether a change was made on this version, as far as its utterances tell. */
export function isMadeOn(project: Project, { utterances: change }: Change): boolean {
  const { utterances } = project
  if (change.kind === 'replaced') {
    return change.places.every(({ index, before }) => utterances[index]?.id === before.id)
  }
  return (
    change.start <= utterances.length &&
    change.removed.every(({ id }, place) => utterances[change.start + place]?.id === id)
  )
}

const CLASH = Symbol('contradiction')
type Merged<Value> = Value | typeof CLASH

const nameOf = ({ name }: Intent | SlotType) => name
const idOf = ({ id }: Template | Utterance) => id

function mergeValue<Value>(
  current: Value,
  before: Value | undefined,
  after: Value | undefined,
): Merged<Value> {
  if (after === undefined || isSameJson(current, after)) return current
  if (before === undefined || isSameJson(current, before)) return after
  return isSameJson(before, after) ? current : CLASH
}

function mergeList<Member>(
  current: Member[],
  before: readonly Member[] | undefined,
  after: readonly Member[] | undefined,
  keyOf: (member: Member) => string,
  mergeMember: (current: Member, before: Member, after: Member) => Merged<Member> = mergeValue,
): Merged<Member[]> {
  if (before === undefined || after === undefined) return current
  const theirs = new Map(current.map((member) => [keyOf(member), member]))
  const old = new Map(before.map((member) => [keyOf(member), member]))
  const wanted = new Map(after.map((member) => [keyOf(member), member]))
  const replaced = new Map<string, Member | null>()
  const added: Member[] = []
  for (const [key, was] of old) {
    if (wanted.has(key)) continue
    const now = theirs.get(key)
    if (now !== undefined && !isSameJson(now, was)) return CLASH
    replaced.set(key, null)
  }
  for (const [key, member] of wanted) {
    const was = old.get(key)
    const now = theirs.get(key)
    if (was !== undefined && isSameJson(was, member)) continue
    if (now === undefined) {
      // Changed here and removed there cannot both be.
      if (was !== undefined) return CLASH
      added.push(member)
      continue
    }
    const merged =
      was === undefined ? mergeValue(now, member, member) : mergeMember(now, was, member)
    if (merged === CLASH) return CLASH
    // What says the same already stays the same object: it has not changed.
    if (!isSameJson(merged, now)) replaced.set(key, merged)
  }
  if (replaced.size === 0 && added.length === 0) return current
  const next = current.flatMap((member) => {
    const other = replaced.get(keyOf(member))
    return other === undefined ? [member] : other === null ? [] : [other]
  })
  return placeAfterNeighbours(next, added, after, keyOf)
}

/** An intent may gain a slot on either side. */
function mergeIntent(current: Intent, before: Intent, after: Intent): Merged<Intent> {
  const slots = mergeList(current.slots, before.slots, after.slots, ({ name }) => name)
  const rest = mergeValue(
    { kind: current.kind, note: current.note },
    { kind: before.kind, note: before.note },
    { kind: after.kind, note: after.note },
  )
  return slots === CLASH || rest === CLASH ? CLASH : { ...current, ...rest, slots }
}

function mergeUtterances(current: Utterance[], change: Change['utterances']): Merged<Utterance[]> {
  if (change.kind === 'replaced') {
    const before = change.places.map((place) => place.before)
    const after = change.places.map((place) => place.after)
    return mergeList(current, before, after, idOf, mergeUtterance)
  }
  const { start, removed, added } = change
  const merged = mergeList(current, removed, added, idOf, mergeUtterance)
  if (merged === CLASH) return CLASH
  const byId = new Map(merged.map((utterance) => [utterance.id, utterance]))
  // Where everything still stands as it stood, so does what comes of it.
  if (removed.every(({ id }, place) => current[start + place]?.id === id)) {
    const placed = added.map((utterance) => byId.get(utterance.id) ?? utterance)
    return current.toSpliced(start, removed.length, ...placed)
  }
  const known = new Set(current.map(idOf))
  if (added.some(({ id }) => known.has(id))) return merged
  // Without a neighbour of its own, what was added stands where it stood.
  const fresh = new Set(added.map(idOf))
  const rest = merged.filter(({ id }) => !fresh.has(id))
  return rest.toSpliced(Math.min(start, rest.length), 0, ...added)
}

/** Labels and text belong together; status, side and note can come from either side. */
function mergeUtterance(
  current: Utterance,
  before: Utterance,
  after: Utterance,
): Merged<Utterance> {
  const labels = mergeValue(labelsOf(current), labelsOf(before), labelsOf(after))
  const status = mergeValue(current.status, before.status, after.status)
  const split = mergeValue(current.split, before.split, after.split)
  const note = mergeValue(current.note, before.note, after.note)
  const templateId = mergeValue(current.templateId, before.templateId, after.templateId)
  if (
    labels === CLASH ||
    status === CLASH ||
    split === CLASH ||
    note === CLASH ||
    templateId === CLASH
  ) {
    return CLASH
  }
  return { ...current, ...labels, status, split, note, templateId }
}

function labelsOf({ text, intent, spans }: Utterance) {
  return { text, intent, spans }
}

/** Puts new members behind the neighbour that they have in `order`; without one, at the end. */
function placeAfterNeighbours<Member>(
  members: Member[],
  added: readonly Member[],
  order: readonly Member[],
  keyOf: (member: Member) => string,
): Member[] {
  if (added.length === 0) return members
  const isAdded = new Set(added.map(keyOf))
  const isHere = new Set(members.map(keyOf))
  const behind = new Map<string | null, Member[]>()
  let neighbour: string | null = null
  for (const member of order) {
    const key = keyOf(member)
    if (isAdded.has(key)) behind.set(neighbour, [...(behind.get(neighbour) ?? []), member])
    else if (isHere.has(key)) neighbour = key
  }
  const placed = members.flatMap((member) => [member, ...(behind.get(keyOf(member)) ?? [])])
  return [...placed, ...(behind.get(null) ?? [])]
}
