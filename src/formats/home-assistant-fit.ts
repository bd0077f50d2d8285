/** What Home Assistant’s lists cannot be: open and listed at once. */
import { isBuiltInType } from '@/project/builtin-values'
import type { Project, SlotType } from '@/project/project'
import type { Fitted } from './format'
import { inlineRange } from './home-assistant-list'
import { isItsList } from './home-assistant-names'
import { get } from './json-access'
import type { Loss } from './losses'
import { slotTypeLookup } from './writing'

/** Said where types close. */
export const LOSES_OPEN_LISTS: Loss = {
  words: 'open lists (they close)',
  sentence: 'Types that take other values beside those listed become lists that take none.',
  countIn: (project) => project.slotTypes.filter((type) => closes(type, project)).length,
}

/** Said where a type takes any words and a text says some for it. */
export const LOSES_SAID_VALUES: Loss = {
  words: 'annotated values of types without a list',
  sentence: 'A type without values takes any words; what annotated texts say for it is left out.',
  countIn: (project) => {
    const typeOf = slotTypeLookup(project)
    const empty = new Set(
      project.slotTypes.filter(({ values }) => values.length === 0).map(({ name }) => name),
    )
    const types = project.utterances.flatMap(({ intent, spans, templateId }) =>
      templateId === null ? spans.map(({ slot }) => typeOf(intent, slot)) : [],
    )
    return new Set(types.filter((type) => empty.has(type))).size
  },
}

/** A list with values takes no others, a built-in type without any takes all. */
export function closeLists(project: Project): Fitted {
  const { sentence } = LOSES_OPEN_LISTS
  const count = LOSES_OPEN_LISTS.countIn(project)
  const slotTypes = project.slotTypes.map((type): SlotType => {
    if (closes(type, project)) return { ...type, isExtensible: false }
    const isOpen = type.values.length === 0 && isBuiltInType(type.name)
    return isOpen ? { ...type, isExtensible: true } : type
  })
  return {
    project: { ...project, slotTypes },
    changes: count === 0 ? [] : [count === 1 ? sentence : `${sentence} (${count})`],
  }
}

function closes(type: SlotType, project: Project): boolean {
  if (!type.isExtensible || type.values.length === 0 || isItsList(type)) return false
  const came = get(get(project.extras['home-assistant'], 'lists'), type.name)
  return inlineRange(type.name) === null && get(came, 'range') === undefined
}
