import { isBuiltInType } from './builtin-values'
import type { Intent, Project, Slot, SlotValue } from './project'

/** What a model needs to know of its skill beside what it has learned: names, slots and their values. */
export type SkillFacts = {
  name: string
  /** BCP 47 tag, for example `en-US`. */
  locale: string
  intents: IntentFacts[]
  /** The types of the intents' slots. */
  types: TypeFacts[]
}

export type IntentFacts = {
  name: string
  kind: Intent['kind']
  /** The slots that it declares; null when nobody knows (models of older versions): then it may have any. */
  slots: Slot[] | null
}

export type TypeFacts = {
  name: string
  /** One of a platform's own (`AMAZON.DATE`), whose values are not listed. */
  isBuiltIn: boolean
  /** Whether values outside the list are welcome. */
  isExtensible: boolean
  values: SlotValue[]
}

/** The facts of a skill. */
export function skillFacts(project: Project): SkillFacts {
  const used = new Set(project.intents.flatMap(({ slots }) => slots.map(({ type }) => type)))
  const listed = new Map(project.slotTypes.map((type) => [type.name, type]))
  return {
    name: project.name,
    locale: project.locale,
    intents: project.intents.map(({ name, kind, slots }) => ({
      name,
      kind,
      slots: slots.map((slot) => ({ name: slot.name, type: slot.type })),
    })),
    types: [...used]
      .filter((name) => name !== '')
      .map((name): TypeFacts => {
        const { values = [], isExtensible = true } = listed.get(name) ?? {}
        return { name, isBuiltIn: isBuiltInType(name), isExtensible, values }
      }),
  }
}
