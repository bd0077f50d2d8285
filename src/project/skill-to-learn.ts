import { textsOf } from './gazetteer'
import { outOfScopeNames, type Project, type Utterance } from './project'

/** A skill as far as training needs it. */
export type SkillToLearn = {
  utterances: Utterance[]
  /** Names of all intents, in the order of the skill. */
  intents: string[]
  outOfScopeIntents: string[]
  /** The slots that each intent declares. Training jobs that an older version kept have none. */
  declaredSlots?: Record<string, string[]>
  /** Known values by slot name, from the slot types. */
  slotValues: Record<string, string[]>
  /** Language of the utterances. Training jobs that an older version kept have none. */
  locale?: string
}

/** The part of a project that training needs. */
export function skillToLearn(project: Project): SkillToLearn {
  const types = new Map(project.slotTypes.map((type) => [type.name, type]))
  const slots = project.intents.flatMap((intent) => intent.slots)
  return {
    utterances: project.utterances.filter((utterance) => utterance.intent !== null),
    intents: project.intents.map((intent) => intent.name),
    outOfScopeIntents: outOfScopeNames(project),
    declaredSlots: declaredSlots(project),
    slotValues: Object.fromEntries(slots.map(({ name, type }) => [name, textsOf(types.get(type))])),
    locale: project.locale,
  }
}

/** The slots that each intent declares: the only ones that an answer with this intent may have. */
export function declaredSlots({ intents }: Pick<Project, 'intents'>): Record<string, string[]> {
  return Object.fromEntries(
    intents.map(({ name, slots }) => [name, slots.map((slot) => slot.name)]),
  )
}
