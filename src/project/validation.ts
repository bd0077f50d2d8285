import type { Project, Span, Utterance } from './project'
import { snapToTokens, tokenize } from './tokenizer'

/** A broken rule of the document. `path` leads to the place, for example `utterances[3].spans[0]`. */
export type Violation = { path: string; message: string }

/**
 * The rules that types cannot say: names and ids are unique, texts are trimmed, intents and slots are
 * declared, spans are sorted, apart from each other and snapped to tokens. Empty when all hold.
 */
export function validateProject(project: Project): Violation[] {
  const violations: Violation[] = []
  const report = (path: string, message: string) => violations.push({ path, message })
  for (const [list, names] of [
    ['intents', project.intents.map((intent) => intent.name)],
    ['slotTypes', project.slotTypes.map((type) => type.name)],
    ['utterances', project.utterances.map((utterance) => utterance.id)],
    ['templates', project.templates.map((template) => template.id)],
  ] as const) {
    const seen = new Set<string>()
    names.forEach((name, index) => {
      if (seen.has(name)) report(`${list}[${index}]`, `“${name}” is there twice`)
      seen.add(name)
    })
  }
  const slotsByIntent = declaredSlots(project)
  project.templates.forEach((template, index) => {
    if (!slotsByIntent.has(template.intent)) {
      report(`templates[${index}].intent`, `nobody declares the intent “${template.intent}”`)
    }
  })
  project.utterances.forEach((utterance, index) => {
    const path = `utterances[${index}]`
    if (utterance.text !== utterance.text.trim()) report(`${path}.text`, 'white space at an edge')
    const slots = utterance.intent === null ? null : slotsByIntent.get(utterance.intent)
    if (slots === undefined) {
      report(`${path}.intent`, `nobody declares the intent “${utterance.intent}”`)
    }
    const tokens = tokenize(utterance.text)
    utterance.spans.forEach((span, place) => {
      const at = `${path}.spans[${place}]`
      const snapped = snapToTokens(tokens, span)
      if (snapped?.start !== span.start || snapped.end !== span.end) {
        report(at, 'does not begin and end with whole tokens')
      }
      const previous = utterance.spans[place - 1]
      if (previous && previous.end > span.start) report(at, 'overlaps or precedes the one before')
      if (slots && !slots.has(span.slot)) report(at, `the intent has no slot “${span.slot}”`)
    })
  })
  return violations
}

/** The nearest project that keeps all rules, and what had to change for it, in words. */
export function repairProject(project: Project): { project: Project; repairs: string[] } {
  const repairs: string[] = []
  const intents = unique(project.intents, (intent) => intent.name, 'intent', repairs)
  const slotTypes = unique(project.slotTypes, (type) => type.name, 'slot type', repairs)
  const templates = unique(project.templates, (template) => template.id, 'template', repairs)
  const slots = declaredSlots({ ...project, intents })
  const utterances = unique(project.utterances, (one) => one.id, 'utterance', repairs).map(
    (utterance) => repairUtterance(utterance, slots, repairs),
  )
  return {
    project:
      repairs.length === 0
        ? project
        : declare({ ...project, intents, slotTypes, templates, utterances }, slots),
    repairs,
  }
}

function repairUtterance(
  utterance: Utterance,
  slots: Map<string, Set<string>>,
  repairs: string[],
): Utterance {
  const lead = utterance.text.length - utterance.text.trimStart().length
  const text = utterance.text.trim()
  if (text !== utterance.text) repairs.push(`“${text}”: white space at the edges was removed`)
  if (utterance.intent !== null && !slots.has(utterance.intent)) {
    repairs.push(`The intent ${utterance.intent} was declared`)
    slots.set(utterance.intent, new Set())
  }
  const tokens = tokenize(text)
  const spans: Span[] = []
  for (const span of utterance.spans.toSorted((a, b) => a.start - b.start)) {
    const place = snapToTokens(tokens, { start: span.start - lead, end: span.end - lead })
    if (!place || (spans.at(-1)?.end ?? 0) > place.start) {
      repairs.push(`“${text}”: a ${span.slot} that overlaps another slot or no word was removed`)
      continue
    }
    if (place.start !== span.start - lead || place.end !== span.end - lead) {
      repairs.push(`“${text}”: ${span.slot} now covers whole words`)
    }
    spans.push({ ...place, slot: span.slot })
    if (utterance.intent === null) continue
    const known = slots.get(utterance.intent)
    if (known && !known.has(span.slot)) {
      repairs.push(`The slot ${span.slot} was declared by ${utterance.intent}`)
      known.add(span.slot)
    }
  }
  return { ...utterance, text, spans }
}

/** Adds to a project's intents what `slots` holds beyond them. */
function declare(project: Project, slots: ReadonlyMap<string, ReadonlySet<string>>): Project {
  const known = new Set(project.intents.map((intent) => intent.name))
  const added = [...slots.keys()]
    .filter((name) => !known.has(name))
    .map((name) => ({ name, slots: [], kind: 'custom' as const, note: '' }))
  return {
    ...project,
    intents: [...project.intents, ...added].map((intent) => ({
      ...intent,
      slots: [...(slots.get(intent.name) ?? [])].map(
        (name) => intent.slots.find((slot) => slot.name === name) ?? { name, type: name },
      ),
    })),
  }
}

function declaredSlots(project: Project): Map<string, Set<string>> {
  return new Map(
    project.intents.map((intent) => [intent.name, new Set(intent.slots.map((slot) => slot.name))]),
  )
}

function unique<Member>(
  members: readonly Member[],
  nameOf: (member: Member) => string,
  what: string,
  repairs: string[],
): Member[] {
  const seen = new Set<string>()
  return members.filter((member) => {
    const name = nameOf(member)
    if (seen.has(name)) repairs.push(`A second ${what} “${name}” was removed`)
    const isFirst = !seen.has(name)
    seen.add(name)
    return isFirst
  })
}
