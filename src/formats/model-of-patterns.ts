/** What the formats of patterns and values share: Alexa's and Jovo's models. */
import { isBuiltInType } from '@/project/builtin-values'
import { templateOf } from '@/project/expansion-template'
import type { Project, SlotType, Utterance } from '@/project/project'
import type { Format, WriteOutcome } from './format'
import { lossesIn } from './losses'
import {
  jsonFile,
  partPatterns,
  templatesByIntent,
  utterancesByIntent,
  writableUtterances,
} from './writing'

/** A project as patterns: the samples and slots of each intent, and types with all values that were said. */
export type PatternModel = {
  intents: { name: string; slots: ReadonlyMap<string, string>; samples: string[] }[]
  types: SlotType[]
}

/** Writes a project as one JSON file of patterns; texts that read as patterns themselves are left out. */
export function writePatternModel(
  project: Project,
  format: Pick<Format, 'holds' | 'keeps' | 'alsoLost'>,
  toJson: (model: PatternModel) => unknown,
): WriteOutcome {
  const { fit, dropped } = partPatterns(writableUtterances(project, format.holds))
  const file = jsonFile(project, '.json', toJson(modelOf(project, fit)))
  return {
    // The file's name is what `deploy` takes the locale from.
    files: [{ ...file, name: `${project.locale}.json` }],
    losses: lossesIn(project, format, dropped),
  }
}

/** The patterns and slots of each intent, and the types with what annotated texts say. */
export function modelOf(project: Project, utterances: readonly Utterance[]): PatternModel {
  const said = new Map<string, Set<string>>()
  const templates = templatesByIntent(project.templates)
  const declaredBy = new Map(project.intents.map(({ name, slots }) => [name, slots]))
  const intents = [...utterancesByIntent(project, utterances)].map(([name, own]) => {
    const declared = declaredBy.get(name) ?? []
    const slots = new Map(declared.map((slot) => [slot.name, slot.type]))
    const samples = [...(templates.get(name) ?? [])]
    for (const utterance of own) {
      samples.push(templateOf(utterance))
      for (const span of utterance.spans) {
        const type = slots.get(span.slot) ?? span.slot
        slots.set(span.slot, type)
        const values = said.get(type) ?? new Set()
        said.set(type, values.add(utterance.text.slice(span.start, span.end)))
      }
    }
    return { name, slots, samples: [...new Set(samples)] }
  })
  const types = withSaidValues(project, said).filter(
    (type) => type.values.length > 0 || !isBuiltInType(type.name),
  )
  return { intents, types }
}

/** Types of a project plus what its annotated texts say, for formats that hold values but no texts. */
function withSaidValues(
  project: Project,
  said: ReadonlyMap<string, ReadonlySet<string>>,
): SlotType[] {
  const known = new Map(project.slotTypes.map((type) => [type.name, type]))
  for (const [name, texts] of said) {
    if (isBuiltInType(name)) continue
    const type = known.get(name) ?? { name, values: [], isExtensible: true }
    const listed = new Set(
      type.values.flatMap(({ value, synonyms }) =>
        [value, ...synonyms].map((one) => one.toLowerCase()),
      ),
    )
    const fresh = [...texts].filter((text) => {
      const isNew = !listed.has(text.toLowerCase())
      listed.add(text.toLowerCase())
      return isNew
    })
    known.set(name, {
      ...type,
      values: [...type.values, ...fresh.map((value) => ({ value, synonyms: [] }))],
    })
  }
  return [...known.values()]
}
