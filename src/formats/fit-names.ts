/** Renames intents, slots and types that a platform forbids, and says each of them. */
import { parseTemplate } from '@/project/expansion-template'
import type { Project } from '@/project/project'
import type { Fitted } from './format'
import { slotTypeLookup } from './writing'

/** For each kind of name the nearest one that the platform takes; a name that it takes stays as it is. */
export type NameRules = {
  intent?: (name: string) => string
  slot?: (name: string) => string
  type?: (name: string) => string
  /** Tells a name from one that is taken; by default a number behind it does. */
  apart?: (name: string, number: number) => string
}

/** The project under names that given rules take; no two names become one. Of platforms with a table, `fitNamesToPlatform`. */
export function fitNames(project: Project, rules: NameRules): Fitted {
  const changes: string[] = []
  const apart = rules.apart ?? ((name, number) => `${name}_${number}`)
  const table = (names: Iterable<string>, what: string, rule?: (name: string) => string) => {
    const renamed = rule ? distinctNames(new Set(names), rule, apart) : new Map<string, string>()
    for (const [name, other] of renamed) {
      changes.push(`The ${what} “${name}” is written as “${other}”.`)
    }
    return (name: string) => renamed.get(name) ?? name
  }
  const intent = table(
    [
      ...project.intents.map(({ name }) => name),
      ...project.utterances.flatMap((utterance) => utterance.intent ?? []),
    ],
    'intent',
    rules.intent,
  )
  const slot = table(
    [
      ...project.intents.flatMap(({ slots }) => slots.map(({ name }) => name)),
      ...project.utterances.flatMap(({ spans }) => spans.map((span) => span.slot)),
    ],
    'slot',
    rules.slot,
  )
  const type = table(
    [
      ...project.slotTypes.map(({ name }) => name),
      ...project.intents.flatMap(({ slots }) => slots.map((one) => one.type)),
    ],
    'type',
    rules.type,
  )
  if (changes.length === 0) return { project, changes }
  const whole = renameSlots(project, (_, name) => slot(name))
  return {
    project: {
      ...whole,
      intents: whole.intents.map((one) => ({
        ...one,
        name: intent(one.name),
        slots: one.slots.map((own) => ({ ...own, type: type(own.type) })),
      })),
      slotTypes: whole.slotTypes.map((one) => ({ ...one, name: type(one.name) })),
      templates: whole.templates.map((one) => ({ ...one, intent: intent(one.intent) })),
      utterances: whole.utterances.map((one) => ({
        ...one,
        intent: one.intent === null ? null : intent(one.intent),
      })),
    },
    changes,
  }
}

/** The names that change, each with its new name. Names that the platform takes come first. */
function distinctNames(
  names: ReadonlySet<string>,
  rule: (name: string) => string,
  apart: (name: string, number: number) => string,
): Map<string, string> {
  const renamed = new Map<string, string>()
  const taken = new Set([...names].filter((name) => rule(name) === name))
  for (const name of names) {
    const wanted = rule(name)
    if (wanted === name) continue
    let other = wanted
    for (let number = 2; taken.has(other); number += 1) other = apart(wanted, number)
    taken.add(other)
    renamed.set(name, other)
  }
  return renamed
}

/** The project with other names for slots, in declarations, templates and utterances alike. */
export function renameSlots(
  project: Project,
  rename: (intent: string | null, slot: string) => string,
): Project {
  return {
    ...project,
    intents: project.intents.map((intent) => ({
      ...intent,
      slots: intent.slots.map((slot) => ({ ...slot, name: rename(intent.name, slot.name) })),
    })),
    templates: project.templates.map((template) => ({
      ...template,
      text: parseTemplate(template.text)
        .map((part) =>
          part.kind === 'text' ? part.text : `{${rename(template.intent, part.slot)}}`,
        )
        .join(''),
    })),
    utterances: project.utterances.map((utterance) =>
      utterance.spans.length === 0
        ? utterance
        : {
            ...utterance,
            spans: utterance.spans.map((span) => ({
              ...span,
              slot: rename(utterance.intent, span.slot),
            })),
          },
    ),
  }
}

/** Gives the one intent that is out of scope the name by which the platform knows it. */
export function fitOutOfScope(project: Project, name: string): Fitted {
  const own = project.intents.filter(({ kind }) => kind === 'outOfScope')
  const only = own[0]
  if (!only || own.length > 1 || project.intents.some((intent) => intent.name === name)) {
    return { project, changes: [] }
  }
  return fitNames(project, { intent: (other) => (other === only.name ? name : other) })
}

/**
 * Platforms that know a slot as a role of an entity have one name for one thing: a slot whose name is
 * also an entity, or a role of another entity, takes a longer name.
 */
export function fitRoles(project: Project, entities: ReadonlySet<string>): Fitted {
  const typeOf = slotTypeLookup(project)
  const ownerOf = new Map<string, string>()
  const renamed = new Map<string, string>()
  const changes: string[] = []
  const taken = new Set(project.intents.flatMap(({ slots }) => slots.map(({ name }) => name)))
  for (const { type, name } of project.intents.flatMap(({ slots }) => slots)) {
    if (type === name || renamed.has(`${type}\n${name}`)) continue
    if (!entities.has(name) && (ownerOf.get(name) ?? type) === type) {
      ownerOf.set(name, type)
      continue
    }
    const wanted = type.toLowerCase() === name.toLowerCase() ? `${name}Value` : `${name}_${type}`
    let other = wanted
    for (let number = 2; taken.has(other) || entities.has(other); number += 1) {
      other = `${wanted}_${number}`
    }
    taken.add(other)
    renamed.set(`${type}\n${name}`, other)
    changes.push(`The slot “${name}” of type “${type}” is written as “${other}”.`)
  }
  if (changes.length === 0) return { project, changes }
  const rename = (intent: string | null, slot: string) =>
    renamed.get(`${typeOf(intent, slot)}\n${slot}`) ?? slot
  return { project: renameSlots(project, rename), changes }
}
