import { createProject, type Project, type Utterance } from './project'

/** A skill for tests, in short: intents with the types of their slots, types with the synonyms of their values. */
export function createSkill({
  intents = {},
  outOfScope = [],
  types = {},
  utterances = [],
}: {
  intents?: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** Names of the intents that stand for "none of these". */
  outOfScope?: readonly string[]
  types?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>
  utterances?: readonly Utterance[]
}): Project {
  return {
    ...createProject({ id: 'p', name: 'Music' }),
    intents: Object.entries(intents).map(([name, slots]) => ({
      name,
      kind: outOfScope.includes(name) ? 'outOfScope' : 'custom',
      note: '',
      slots: Object.entries(slots).map(([slot, type]) => ({ name: slot, type })),
    })),
    slotTypes: Object.entries(types).map(([name, values]) => ({
      name,
      isExtensible: true,
      values: Object.entries(values).map(([value, synonyms]) => ({
        value,
        synonyms: [...synonyms],
      })),
    })),
    utterances: [...utterances],
  }
}
