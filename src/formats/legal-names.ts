/** Names as a platform takes them, each its own, with a sentence for each that had to change. */

import { fitName, type NameRule, type PlatformId, platformLimits } from '@/project/platform-limits'
import type { Project } from '@/project/project'
import type { Fitted } from './format'

/** Renames a project's intents, slots and types by the rules of a platform; `changes` says which. */
export function withLegalNames(
  project: Project,
  platform: PlatformId,
  {
    hasTypes = true,
    isFineSlot = () => false,
  }: {
    /** Whether types are written under their own names. */
    hasTypes?: boolean
    /** Slots that keep their names against the rule. */
    isFineSlot?: (name: string) => boolean
  } = {},
): Fitted {
  const { intentName, slotName, typeName, label } = platformLimits[platform]
  const slotNames = project.intents.flatMap(({ slots }) => slots.map(({ name }) => name))
  const spanNames = project.utterances.flatMap(({ spans }) => spans.map(({ slot }) => slot))
  const typesOfSlots = project.intents.flatMap(({ slots }) => slots.map(({ type }) => type))
  const intentNames = [
    ...project.intents.map(({ name }) => name),
    ...project.utterances.flatMap(({ intent }) => intent ?? []),
  ]
  const intents = legalNames(intentNames, intentName, 'intent')
  const slots = legalNames(
    [...slotNames, ...spanNames].filter((name) => !isFineSlot(name)),
    slotName,
    'slot',
  )
  const types = legalNames(
    // Types that are written under the names of their slots need no names.
    hasTypes ? [...project.slotTypes.map(({ name }) => name), ...typesOfSlots] : [],
    typeName,
    'type',
  )
  const changes = [
    ...sentences('intent', intents, intentName, label),
    ...sentences('slot', slots, slotName, label),
    ...sentences('type', types, typeName, label),
  ]
  if (changes.length === 0) return { project, changes }
  const intentOf = (name: string) => intents.get(name) ?? name
  const slotOf = (name: string) => slots.get(name) ?? name
  const typeOf = (name: string) => types.get(name) ?? name
  return {
    changes,
    project: {
      ...project,
      intents: project.intents.map((intent) => ({
        ...intent,
        name: intentOf(intent.name),
        slots: intent.slots.map(({ name, type }) => ({ name: slotOf(name), type: typeOf(type) })),
      })),
      slotTypes: project.slotTypes.map((type) => ({ ...type, name: typeOf(type.name) })),
      templates: project.templates.map((template) => ({
        ...template,
        intent: intentOf(template.intent),
        text: template.text.replace(
          /\{([^{}|\n]*)\}/gu,
          (_, slot: string) => `{${slotOf(slot.trim())}}`,
        ),
      })),
      utterances: project.utterances.map((utterance) => ({
        ...utterance,
        intent: utterance.intent === null ? null : intentOf(utterance.intent),
        spans: utterance.spans.map((span) => ({ ...span, slot: slotOf(span.slot) })),
      })),
    },
  }
}

/** Each name with the one that a rule takes; no two become the same, even where case does not count. */
function legalNames(
  names: readonly string[],
  rule: NameRule,
  word: string,
): ReadonlyMap<string, string> {
  const result = new Map<string, string>()
  const taken = new Set<string>()
  const all = [...new Set(names)]
  // Who may keep a name keeps it; the others go around.
  for (const name of all) {
    if (fitName(name, rule, '') !== name) continue
    result.set(name, name)
    taken.add(name.toLowerCase())
  }
  for (const name of all) {
    if (result.has(name)) continue
    const base = fitName(name, rule, word)
    let legal = base
    for (let number = 2; taken.has(legal.toLowerCase()); number += 1) {
      legal = `${base.slice(0, rule.longest - 6)}${number}`
    }
    taken.add(legal.toLowerCase())
    result.set(name, legal)
  }
  return result
}

function sentences(
  word: string,
  names: ReadonlyMap<string, string>,
  rule: NameRule,
  label: string,
): string[] {
  return [...names]
    .filter(([name, legal]) => name !== legal)
    .map(
      ([name, legal]) =>
        `The ${word} “${name}” is written as “${legal}”: names in ${label} hold ${rule.words}.`,
    )
}

/** Several steps of fitting, one after the other. */
export function fitAll(
  project: Project,
  ...steps: readonly ((project: Project) => Fitted)[]
): Fitted {
  const changes: string[] = []
  let fitted = project
  for (const step of steps) {
    const next = step(fitted)
    fitted = next.project
    changes.push(...next.changes)
  }
  return { project: fitted, changes }
}
