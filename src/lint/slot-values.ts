import { builtInFiller, isBuiltInType } from '@/project/builtin-values'
import type { Project, SlotType } from '@/project/project'
import type { Rule } from './finding'
import { listNames } from './same-text'

/** A synonym or value that leads to two values of one type. */
export const sharedSynonyms: Rule = {
  id: 'shared-synonyms',
  label: 'One synonym, two values',
  why: 'When somebody says it, nothing tells which of the values is meant.',
  check: (index) =>
    index.project.slotTypes.flatMap((type) => {
      const owners = new Map<string, Set<string>>()
      for (const { value, synonyms } of type.values) {
        for (const word of [value, ...synonyms]) {
          const key = word.trim().toLowerCase()
          owners.set(key, (owners.get(key) ?? new Set()).add(value))
        }
      }
      return [...owners].flatMap(([word, values]) => {
        if (values.size < 2) return []
        const [first = '', ...others] = [...values]
        return [
          {
            severity: 'warning' as const,
            message: `In ${type.name}, “${word}” stands for ${listNames([...values])}.`,
            places: { utteranceIds: [], count: 0, slotType: type.name },
            fix: {
              label: `Keep it for ${first} only`,
              apply: (project: Project) => withoutWord(project, type.name, word, others),
            },
          },
        ]
      })
    }),
}

/** Types that list nothing and mean nothing to us. */
export const emptyTypes: Rule = {
  id: 'empty-types',
  label: 'Type without values',
  why: 'Patterns with this slot are filled with any words, because nothing says what fits.',
  check: (index) => {
    const inPatterns = new Set(
      index.project.templates.flatMap(({ intent, text }) =>
        [...text.matchAll(/\{([^{}]+)\}/gu)].map((match) => `${intent}\n${match[1]?.trim()}`),
      ),
    )
    const used = new Map<string, string>()
    for (const intent of index.project.intents) {
      for (const slot of intent.slots) {
        if (inPatterns.has(`${intent.name}\n${slot.name}`)) used.set(slot.type, slot.name)
      }
    }
    return index.project.slotTypes
      .filter(
        (type) => type.values.length === 0 && used.has(type.name) && !isBuiltInType(type.name),
      )
      .filter((type) => builtInFiller(type.name, used.get(type.name)) === null)
      .map((type) => ({
        severity: 'warning' as const,
        message: `${type.name} lists no values.`,
        places: { utteranceIds: [], count: 0, slotType: type.name },
      }))
  },
}

function withoutWord(
  project: Project,
  typeName: string,
  word: string,
  values: readonly string[],
): Project {
  const clean = (type: SlotType): SlotType => ({
    ...type,
    values: type.values.flatMap((entry) => {
      if (!values.includes(entry.value)) return [entry]
      const synonyms = entry.synonyms.filter((one) => one.trim().toLowerCase() !== word)
      // A value whose own name is taken lives on under its first synonym.
      if (entry.value.trim().toLowerCase() !== word) return [{ ...entry, synonyms }]
      const [next, ...rest] = synonyms
      return next === undefined ? [] : [{ value: next, synonyms: rest }]
    }),
  })
  return {
    ...project,
    slotTypes: project.slotTypes.map((type) => (type.name === typeName ? clean(type) : type)),
  }
}
