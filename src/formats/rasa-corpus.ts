/** What Rasa's three file formats share: synonyms that belong to no entity, and what is written. */
import type { Project, Utterance } from '@/project/project'
import { LOSES_IDLE_TYPES, type Loss } from './losses'
import type { Place, ProjectBuilder, SourceSpan } from './project-builder'
import { parseRasaLine, writeRasaLine } from './rasa-annotation'
import {
  holdsAllBut,
  isSameAnnotation,
  slotTypeLookup,
  utterancesByIntent,
  writableUtterances,
} from './writing'

export const rasaHolds = holdsAllBut(
  'templates',
  'outOfScope',
  'unlabelled',
  'emptyIntents',
  'unusedSlots',
  'isExtensible',
  'split',
  'identity',
  'review',
)

export const rasaAlsoLost: readonly Loss[] = [
  {
    words: 'synonyms apart by type',
    sentence: 'A synonym belongs to one value wherever it occurs, whatever its type.',
    countIn: (project) => {
      const valuesOf = new Map<string, Set<string>>()
      const typeCount = new Map<string, number>()
      for (const { value, synonyms } of project.slotTypes.flatMap(({ values }) => values)) {
        typeCount.set(value, (typeCount.get(value) ?? 0) + 1)
        for (const one of synonyms) {
          valuesOf.set(one, (valuesOf.get(one) ?? new Set<string>()).add(value))
        }
      }
      return [...valuesOf.values()].filter(
        (values) => values.size > 1 || [...values].some((value) => (typeCount.get(value) ?? 0) > 1),
      ).length
    },
  },
  LOSES_IDLE_TYPES,
]

export type RasaCorpus = {
  example: (example: { at: Place; intent: string; line: string }) => void
  parsed: (example: { at: Place; intent: string | null; text: string; spans: SourceSpan[] }) => void
  lookup: (type: string, value: string) => void
  synonym: (value: string, synonym: string) => void
  /** Gives each synonym to the types that know its value. */
  finish: () => void
}

/** Gathers a Rasa corpus into a builder. */
export function createRasaCorpus(builder: ProjectBuilder): RasaCorpus {
  const typesOfValue = new Map<string, Set<string>>()
  const synonyms = new Map<string, Set<string>>()
  const note = (value: string, type: string) => {
    const key = value.trim().toLowerCase()
    typesOfValue.set(key, (typesOfValue.get(key) ?? new Set()).add(type))
  }
  const corpus: RasaCorpus = {
    example: ({ at, intent, line }) => corpus.parsed({ at, intent, ...parseRasaLine(line) }),
    parsed: ({ at, intent, text, spans }) => {
      for (const span of spans) {
        const type = span.type ?? span.slot
        note(text.slice(span.start, span.end), type)
        if (span.value) note(span.value, type)
      }
      builder.addUtterance({ at, intent, text, spans })
    },
    lookup: (type, value) => {
      builder.addSlotType(type)
      builder.addValue(type, value, [])
      lookups.set(value.trim(), (lookups.get(value.trim()) ?? new Set()).add(type))
    },
    synonym: (value, synonym) => {
      synonyms.set(value, (synonyms.get(value) ?? new Set()).add(synonym))
    },
    finish: () => {
      for (const [value, said] of synonyms) {
        // A lookup that lists the value owns it; else any type whose spans say it or a synonym.
        let types = lookups.get(value.trim())
        if (!types) {
          types = new Set()
          for (const word of [value, ...said]) {
            for (const type of typesOfValue.get(word.trim().toLowerCase()) ?? []) types.add(type)
          }
        }
        if (types.size === 0) types.add('synonym')
        for (const type of types) builder.addValue(type, value, [...said])
      }
    },
  }
  const lookups = new Map<string, Set<string>>()
  return corpus
}

/** A project as Rasa sees it: lines by intent, and what could not be written as a line. */
export function rasaLines(project: Project): {
  byIntent: Map<string, string[]>
  written: Utterance[]
  dropped: Utterance[]
} {
  const typeOf = slotTypeLookup(project)
  const byIntent = new Map<string, string[]>()
  const written: Utterance[] = []
  const dropped: Utterance[] = []
  const groups = utterancesByIntent(project, writableUtterances(project, rasaHolds))
  for (const [intent, utterances] of groups) {
    const lines: string[] = []
    for (const utterance of utterances) {
      const line = writeRasaLine(utterance, (slot) => typeOf(intent, slot))
      const back = parseRasaLine(line)
      if (isSameAnnotation(back, utterance) && !/[\r\n]/u.test(line)) {
        lines.push(line)
        written.push(utterance)
      } else dropped.push(utterance)
    }
    if (lines.length > 0) byIntent.set(intent, lines)
  }
  return { byIntent, written, dropped }
}
