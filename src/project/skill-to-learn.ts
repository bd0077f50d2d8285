import { textsOf } from './gazetteer'
import type { Project, Utterance } from './project'

/** A skill as far as training needs it. */
export type SkillToLearn = {
  utterances: Utterance[]
  /** Names of all intents, in the order of the skill. */
  intents: string[]
  outOfScopeIntents: string[]
  /** Known values by slot name, from the slot types. */
  slotValues: Record<string, string[]>
}

/** The part of a project that training needs. */
export function skillToLearn(project: Project): SkillToLearn {
  const types = new Map(project.slotTypes.map((type) => [type.name, type]))
  const slots = project.intents.flatMap((intent) => intent.slots)
  return {
    utterances: project.utterances.filter((utterance) => utterance.intent !== null),
    intents: project.intents.map((intent) => intent.name),
    outOfScopeIntents: project.intents
      .filter((intent) => intent.kind === 'outOfScope')
      .map((intent) => intent.name),
    slotValues: Object.fromEntries(slots.map(({ name, type }) => [name, textsOf(types.get(type))])),
  }
}
