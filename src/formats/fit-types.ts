/** Slot types as a platform knows them: its built-in ones by its names, no custom one without values. */
import type { Project, SlotType, Utterance } from '@/project/project'
import type { Fitted } from './format'

export type TypeRules = {
  /** Whether a name is one of the platform’s built-in types, which are not written. */
  isBuiltIn: (type: string) => boolean
  /** The platform’s own type for another’s built-in one; null where it has none. */
  builtInFor: (type: string) => string | null
  /** What a built-in type is called that becomes a custom one. */
  customFor: (type: string) => string
  /** Types that are more than values: made of others, of patterns, of a grammar elsewhere. */
  isMore: (type: string) => boolean
  /** The built-in type that takes any words. */
  anyWords: string
}

/**
 * Renames types by the rules. A type without values that no annotated text fills takes any words,
 * since platforms refuse an empty one. `written` are the utterances that the writer will write.
 */
export function fitTypes(
  project: Project,
  written: readonly Utterance[],
  rules: TypeRules,
): Fitted {
  const valued = new Set(
    project.slotTypes.filter(({ values }) => values.length > 0).map(({ name }) => name),
  )
  const said = saidTypes(project, written)
  const used = new Set(project.intents.flatMap(({ slots }) => slots.map(({ type }) => type)))
  const nameOf = (type: string): string => {
    if (valued.has(type)) return rules.isBuiltIn(type) ? rules.customFor(type) : type
    const own = rules.builtInFor(type)
    if (own !== null) return own
    if (rules.isMore(type)) return type
    if (said.has(type)) return rules.isBuiltIn(type) ? rules.customFor(type) : type
    return rules.anyWords
  }
  const names = new Map(
    [...used, ...project.slotTypes.map(({ name }) => name)].map((type) => [type, nameOf(type)]),
  )
  const rename = (type: string) => names.get(type)!
  const slotTypes = new Map<string, SlotType>()
  for (const type of project.slotTypes) {
    const name = rename(type.name)
    const isExtensible = rules.isBuiltIn(name) || type.isExtensible
    if (!slotTypes.has(name)) slotTypes.set(name, { ...type, name, isExtensible })
  }
  return {
    project: {
      ...project,
      intents: project.intents.map((intent) => ({
        ...intent,
        slots: intent.slots.map((slot) => ({ ...slot, type: rename(slot.type) })),
      })),
      slotTypes: [...slotTypes.values()],
    },
    changes: [...names]
      .filter(([type, name]) => type !== name && used.has(type))
      .map(([type, name]) => `The type “${type}” is written as “${name}”.`),
  }
}

/** The types of slots that an annotated text says something for. */
function saidTypes(project: Project, written: readonly Utterance[]): ReadonlySet<string> {
  const said = new Set(
    written.flatMap(({ intent, spans }) => spans.map(({ slot }) => `${intent}\n${slot}`)),
  )
  return new Set(
    project.intents.flatMap((intent) =>
      intent.slots
        .filter((slot) => said.has(`${intent.name}\n${slot.name}`))
        .map(({ type }) => type),
    ),
  )
}
