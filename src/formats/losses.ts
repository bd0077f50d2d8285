/**
 * What formats lose. One list for each format feeds the table in docs/formats.md and the losses that an export
 * states, so that the two cannot disagree.
 */
import type { Project, Utterance } from '@/project/project'
import type { Format, Holds } from './format'
import { kindOfIntent } from './intent-kind'
import { writableUtterances } from './writing'

/** Something that a format cannot say. */
export type Loss = {
  /** In a few words, for tables. */
  words: string
  /** As a sentence, for the person who exports. */
  sentence: string
  /** How many parts of a project it concerns; 0 where nothing is lost. */
  countIn: (project: Project) => number
}

type Lossy = Pick<Format, 'holds' | 'keeps' | 'alsoLost'>

/** All that a format cannot say: what it does not hold, extras that it does not give back, and the rest. */
export function lossesOf(format: Lossy): Loss[] {
  const keys = Object.keys(NOT_HELD) as (keyof Holds)[]
  const unheld = keys.filter((key) => !format.holds[key]).map((key) => NOT_HELD[key])
  const keeps = format.keeps ?? []
  return [...unheld, ...(format.alsoLost ?? []), ...(keeps === 'all' ? [] : [lostExtras(keeps)])]
}

/** The losses of a format in a few words each, for tables. */
export function lossWords(format: Lossy): string {
  return lossesOf(format)
    .map(({ words }) => words)
    .join(', ')
}

/**
 * What of this very project a format loses: its losses, each with a count, and those that `dropped`
 * names (utterances that did not survive being written and read back).
 */
export function lossesIn(
  project: Project,
  format: Lossy,
  dropped: readonly Utterance[] = [],
): string[] {
  const losses = lossesOf(format).flatMap(({ sentence, countIn }) => {
    const count = countIn(project)
    return count === 0 ? [] : [count === 1 ? sentence : `${sentence} (${count})`]
  })
  for (const utterance of dropped.slice(0, 20)) {
    losses.push(`“${utterance.text}” can’t be written in this format and is left out.`)
  }
  if (dropped.length > 20) losses.push(`${dropped.length - 20} more utterances are left out.`)
  return losses
}

const NOT_HELD: Record<keyof Holds, Loss> = {
  utterances: {
    words: 'annotated values (they become patterns)',
    sentence: 'Annotated utterances become patterns; their values go to the slot types.',
    countIn: (project) =>
      writableUtterances(project, { unlabelled: true, templates: true }).filter(
        ({ spans }) => spans.length > 0,
      ).length,
  },
  templates: {
    words: 'templates',
    sentence: 'Templates are left out; the utterances made from them are written.',
    countIn: (project) => project.templates.length,
  },
  intents: {
    words: 'intents',
    sentence: 'Intents are left out.',
    countIn: (project) => project.intents.length,
  },
  outOfScope: {
    words: 'which intent is out of scope',
    sentence: 'It is not said which intent gathers what is out of scope.',
    // Some names say it by themselves.
    countIn: (project) =>
      project.intents.filter(
        ({ name, kind }) => kind === 'outOfScope' && kindOfIntent(name) !== 'outOfScope',
      ).length,
  },
  unlabelled: {
    words: 'utterances without intent',
    sentence: 'Utterances without an intent are left out.',
    countIn: (project) => project.utterances.filter(({ intent }) => intent === null).length,
  },
  emptyIntents: {
    words: 'empty intents',
    sentence: 'Intents without utterances are left out.',
    countIn: (project) => {
      const used = new Set(project.utterances.map(({ intent }) => intent))
      return project.intents.filter((intent) => !used.has(intent.name)).length
    },
  },
  unusedSlots: {
    words: 'unused slots',
    sentence: 'Slots that no utterance uses are left out.',
    countIn: (project) => {
      const used = new Set(
        project.utterances.flatMap(({ intent, spans }) =>
          spans.map(({ slot }) => `${intent}\n${slot}`),
        ),
      )
      return project.intents
        .flatMap((intent) => intent.slots.map((slot) => `${intent.name}\n${slot.name}`))
        .filter((key) => !used.has(key)).length
    },
  },
  slotTypes: {
    words: 'types of slots',
    sentence: 'Types of slots are left out: a slot is only a name.',
    countIn: (project) =>
      project.intents.flatMap(({ slots }) => slots).filter((slot) => slot.type !== slot.name)
        .length,
  },
  values: {
    words: 'value lists',
    sentence: 'Values and synonyms of slot types are left out.',
    countIn: (project) => project.slotTypes.reduce((sum, { values }) => sum + values.length, 0),
  },
  isExtensible: {
    words: 'closed lists',
    sentence: 'That a type takes no values outside its list is not said.',
    countIn: (project) => project.slotTypes.filter((type) => !type.isExtensible).length,
  },
  split: {
    words: 'train/test choice',
    sentence: 'The choice of training and test utterances is left out.',
    countIn: (project) => project.utterances.filter(({ split }) => split !== 'auto').length,
  },
  identity: {
    words: 'name and locale',
    sentence: 'Name and locale of the skill are left out.',
    countIn: () => 1,
  },
  spacing: {
    words: 'exact spacing',
    sentence: 'The exact white space of texts is lost.',
    countIn: (project) => project.utterances.filter(({ text }) => /\s{2}/u.test(text)).length,
  },
  review: {
    words: 'notes and status',
    sentence: 'Status and notes are left out.',
    countIn: (project) =>
      project.utterances.filter(({ note, status }) => note !== '' || status === 'check').length +
      project.intents.filter(({ note }) => note !== '').length,
  },
}

/** What came from other formats and is not written: Alexa's dialogs, Dialogflow's responses… */
function lostExtras(keeps: readonly string[]): Loss {
  const countIn = (project: Project) =>
    Object.entries(project.extras).filter(
      ([format, value]) => !keeps.includes(format) && holdsSomething(value),
    ).length
  return {
    words: keeps.length > 0 ? 'extras of other formats' : 'extras',
    sentence:
      'What was kept of other formats (dialogs, prompts, responses, rules of entities) is left out.',
    countIn,
  }
}

/** Whether an extra says anything: `["Order", "size", {}]` names a place and leaves it empty. */
function holdsSomething(value: unknown): boolean {
  if (Array.isArray(value)) {
    const last: unknown = value[value.length - 1]
    const isPlace = typeof value[0] === 'string' && typeof last === 'object'
    return isPlace ? holdsSomething(last) : value.some(holdsSomething)
  }
  if (typeof value === 'object' && value !== null) return Object.values(value).some(holdsSomething)
  return value !== undefined && value !== null
}

/** Types that no slot names and that list no values: some formats know a type by its use alone. */
export const LOSES_IDLE_TYPES: Loss = {
  words: 'types without use and values',
  sentence: 'Types that no slot uses and that list no values are left out.',
  countIn: (project) => {
    const used = new Set(project.intents.flatMap(({ slots }) => slots.map(({ type }) => type)))
    return project.slotTypes.filter(({ name, values }) => values.length === 0 && !used.has(name))
      .length
  },
}
