import type { Intent, Project, Slot, SlotType, SlotValue, Span, Utterance } from './project'
import { declaredSlots } from './validation'
import { fitSpan } from './whole-characters'

/** Something that had to change so that a project keeps its rules. */
export type Repair = {
  /** Leads to the place in the project as it was given, for example `utterances[3].spans[0]`. */
  path: string
  /** The text of the utterance or the name that it is about. */
  text: string
  /** One sentence. */
  message: string
}

type Report = (path: string, text: string, message: string) => void

/**
 * The nearest project that keeps all rules (see `validateProject`), and what had to change for it: the
 * same project when nothing had to. Nothing that a person wrote is thrown away but spans that say
 * nothing: twins become one where they are the same thing and get a name of their own where not.
 */
export function repairProject(project: Project): { project: Project; repairs: Repair[] } {
  const repairs: Repair[] = []
  const report: Report = (path, text, message) => repairs.push({ path, text, message })
  const intents = mergeNamed(project.intents, 'intents', joinIntents, report).map((intent) =>
    repairIntent(intent, report),
  )
  const slotTypes = mergeNamed(project.slotTypes, 'slotTypes', joinTypes, report)
  const templates = withOwnIds(project.templates, 'templates', report)
  const slots = declaredSlots({ ...project, intents })
  const declareIntent = (name: string, path: string) => {
    if (slots.has(name)) return
    report(path, name, `The intent ${name} was not declared, and is now.`)
    slots.set(name, new Set())
  }
  templates.forEach((template, index) => {
    declareIntent(template.intent, `templates[${index}].intent`)
  })
  const utterances = withOwnIds(project.utterances, 'utterances', report).flatMap(
    (utterance, index) => {
      const path = `utterances[${index}]`
      const text = utterance.text.trim()
      if (text === '') {
        report(path, '', 'It holds no text and was left out.')
        return []
      }
      if (utterance.intent !== null) declareIntent(utterance.intent, `${path}.intent`)
      return [repairUtterance(utterance, path, report, slots)]
    },
  )
  if (repairs.length === 0) return { project, repairs }
  return {
    project: declare({ ...project, intents, slotTypes, templates, utterances }, slots),
    repairs,
  }
}

function repairUtterance(
  utterance: Utterance,
  path: string,
  report: Report,
  slots: ReadonlyMap<string, Set<string>>,
): Utterance {
  const lead = utterance.text.length - utterance.text.trimStart().length
  const text = utterance.text.trim()
  if (text !== utterance.text) report(path, text, 'White space at its edges was removed.')
  const placed: { span: Span; at: string }[] = []
  for (const [index, raw] of utterance.spans.entries()) {
    const at = `${path}.spans[${index}]`
    const name = raw.slot === '' ? 'A slot without a name' : `The slot ${raw.slot}`
    const [start, end] = [Math.min(raw.start, raw.end) - lead, Math.max(raw.start, raw.end) - lead]
    const isPlace = Number.isInteger(start) && Number.isInteger(end) && raw.slot !== ''
    const place = isPlace ? fitSpan(text, { start, end }) : null
    if (!place) {
      report(at, text, `${name} covered no word and was removed.`)
      continue
    }
    if (raw.start > raw.end)
      report(at, text, `${name} ended before it began; its edges changed places.`)
    else if (place.start !== start || place.end !== end) {
      report(at, text, `${name} now covers “${clip(text.slice(place.start, place.end))}”.`)
    }
    placed.push({ span: { ...place, slot: raw.slot }, at })
  }
  const isInOrder = placed.every(
    ({ span }, index) => index === 0 || placed[index - 1]!.span.start <= span.start,
  )
  if (!isInOrder) report(path, text, 'Its slots were put in order.')
  const spans: Span[] = []
  for (const { span, at } of placed.sort((a, b) => a.span.start - b.span.start)) {
    const before = spans.at(-1)
    if (before && before.end > span.start) {
      report(at, text, `The slot ${span.slot} overlaps ${before.slot} and was removed.`)
      continue
    }
    spans.push(span)
    if (utterance.intent === null) continue
    const known = slots.get(utterance.intent)
    if (!known || known.has(span.slot)) continue
    report(at, text, `${utterance.intent} did not declare the slot ${span.slot}, and does now.`)
    known.add(span.slot)
  }
  return { ...utterance, text, spans }
}

/** Declares each slot of an intent once; the first type counts. */
function repairIntent(intent: Intent, report: Report): Intent {
  const slots = new Map<string, Slot>()
  for (const slot of intent.slots) if (!slots.has(slot.name)) slots.set(slot.name, slot)
  if (slots.size === intent.slots.length) return intent
  report('intents', intent.name, `${intent.name} declared a slot twice; the first one stayed.`)
  return { ...intent, slots: [...slots.values()] }
}

/** Adds to a project's intents what `slots` holds beyond them. */
function declare(project: Project, slots: ReadonlyMap<string, ReadonlySet<string>>): Project {
  const known = new Set(project.intents.map((intent) => intent.name))
  const added = [...slots.keys()]
    .filter((name) => !known.has(name))
    .map((name) => ({ name, slots: [], kind: 'custom' as const, note: '' }))
  const intents = [...project.intents, ...added].map((intent) => {
    const own = new Map(intent.slots.map((slot) => [slot.name, slot]))
    const names = [...(slots.get(intent.name) ?? [])]
    return { ...intent, slots: names.map((name) => own.get(name) ?? { name, type: name }) }
  })
  return { ...project, intents }
}

function joinIntents(one: Intent, other: Intent): Intent {
  return { ...one, note: one.note || other.note, slots: [...one.slots, ...other.slots] }
}

function joinTypes(one: SlotType, other: SlotType): SlotType {
  const values = new Map<string, SlotValue>()
  for (const value of [...one.values, ...other.values]) {
    const before = values.get(value.value)
    const synonyms = [...new Set([...(before?.synonyms ?? []), ...value.synonyms])]
    values.set(value.value, { value: value.value, synonyms })
  }
  return { ...one, values: [...values.values()] }
}

/** Members of one name become one. */
function mergeNamed<Member extends { name: string }>(
  members: readonly Member[],
  list: string,
  join: (one: Member, other: Member) => Member,
  report: Report,
): Member[] {
  const merged = new Map<string, Member>()
  for (const [index, member] of members.entries()) {
    const before = merged.get(member.name)
    merged.set(member.name, before ? join(before, member) : member)
    if (before) {
      report(`${list}[${index}]`, member.name, `${member.name} was there twice; both are one now.`)
    }
  }
  return [...merged.values()]
}

/** Members with an id that another one has get their own. */
function withOwnIds<Member extends { id: string; text: string }>(
  members: readonly Member[],
  list: string,
  report: Report,
): Member[] {
  const taken = new Set(members.map(({ id }) => id))
  const seen = new Set<string>()
  const nextNumber = new Map<string, number>()
  return members.map((member, index) => {
    if (!seen.has(member.id)) {
      seen.add(member.id)
      return member
    }
    let number = nextNumber.get(member.id) ?? 2
    while (taken.has(`${member.id}-${number}`)) number += 1
    nextNumber.set(member.id, number + 1)
    const id = `${member.id}-${number}`
    taken.add(id)
    seen.add(id)
    report(`${list}[${index}]`, member.text, `Its id ${member.id} was taken; it has its own now.`)
    return { ...member, id }
  })
}

function clip(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text
}
