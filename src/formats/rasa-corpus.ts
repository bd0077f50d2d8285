/** What Rasa's three file formats share: synonyms that belong to no entity, and what is written. */
import type { Project, Utterance } from '@/project/project'
import type { Reading } from './format'
import { LOSES_IDLE_TYPES, type Loss } from './losses'
import type { ProjectBuilder } from './project-builder'
import { parseRasaLine, type RasaLine, writeRasaLine } from './rasa-annotation'
import { createRoleNotes } from './role-notes'
import type { Place } from './source-utterance'
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

/** The type of synonyms that belong to no slot: Rasa knows such, and gets them back. */
const UNOWNED = 'synonym'

export type RasaCorpus = {
  example: (example: { at: Place; intent: string; line: string }) => void
  parsed: (
    example: { at: Place; intent: string | null } & Pick<RasaLine, 'text' | 'spans'> &
      Partial<RasaLine>,
  ) => void
  lookup: (type: string, value: string) => void
  /** A lookup table that is a file of its own, one value a line. */
  lookupFile: (type: string, path: string, at: Place) => void
  synonym: (value: string, synonym: string, at: Place) => void
  /** Gives each synonym to the types that know its value. */
  finish: () => void
}

/** Gathers a Rasa corpus into a builder. */
export function createRasaCorpus(builder: ProjectBuilder, { findBeside }: Reading): RasaCorpus {
  const noteRoles = createRoleNotes(builder)
  const typesOfValue = new Map<string, Set<string>>()
  const synonyms = new Map<string, { said: string; at: Place }[]>()
  const lookups = new Map<string, Set<string>>()
  const note = (value: string, type: string) => {
    const key = value.trim().toLowerCase()
    typesOfValue.set(key, (typesOfValue.get(key) ?? new Set()).add(type))
  }
  /** A lookup that lists the value owns it; else any type whose spans say it or a synonym. */
  const ownersOf = (value: string, said: readonly string[]): Set<string> => {
    const listed = lookups.get(value.trim())
    if (listed) return listed
    const words = [value, ...said].map((word) => word.trim().toLowerCase())
    return new Set(words.flatMap((word) => [...(typesOfValue.get(word) ?? [])]))
  }
  const corpus: RasaCorpus = {
    example: ({ at, intent, line }) => corpus.parsed({ at, intent, ...parseRasaLine(line) }),
    parsed: ({ at, intent, text, spans, doubts = [], unused = [] }) => {
      for (const span of spans) {
        const type = span.type ?? span.slot
        note(text.slice(span.start, span.end), type)
        if (span.value) note(span.value, type)
      }
      builder.addUtterance({ at, intent, text, spans, doubts })
      noteRoles(at, spans)
      for (const reason of unused) builder.skip(at, text, reason)
    },
    lookup: (type, value) => {
      builder.addSlotType(type)
      builder.addValue(type, value, [])
      lookups.set(value.trim(), (lookups.get(value.trim()) ?? new Set()).add(type))
    },
    lookupFile: (type, path, at) => {
      const file = findBeside(path)
      if (!file) {
        builder.skip(
          at,
          path,
          `The lookup ${type} refers to another file, “${path}”, which was not given.`,
          'Give that file too, or the whole folder.',
        )
        return
      }
      for (const line of file.text.split('\n')) if (line.trim()) corpus.lookup(type, line.trim())
    },
    synonym: (value, said, at) => {
      synonyms.set(value, [...(synonyms.get(value) ?? []), { said, at }])
    },
    finish: () => {
      for (const [value, given] of synonyms) {
        const said = given.map((one) => one.said)
        const owners = ownersOf(value, said)
        for (const type of owners) builder.addValue(type, value, said)
        if (owners.size > 0) continue
        builder.addValue(UNOWNED, value, said)
        for (const one of given) {
          builder.keep(
            one.at,
            `${value} = ${one.said}`,
            `No utterance and no lookup says which slot has this value; it is kept in the type “${UNOWNED}”.`,
          )
        }
      }
    },
  }
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
