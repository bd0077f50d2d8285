/** For platforms that have no place for examples of what a skill must reject. */
import type { Project } from '@/project/project'
import type { Fitted } from './format'
import type { Loss } from './losses'

/** Said where such examples are left out. */
export const LOSES_STRANGERS: Loss = {
  words: 'out-of-scope utterances',
  sentence: 'Utterances that are out of scope are left out; as an intent they would be answered.',
  countIn: (project) => {
    const strangers = strangersOf(project)
    return project.utterances.filter(({ intent }) => intent !== null && strangers.has(intent))
      .length
  },
}

/** The project without its out-of-scope intents, as a platform takes it that has no place for them. */
export function leaveOutStrangers(project: Project): Fitted {
  const strangers = strangersOf(project)
  if (strangers.size === 0) return { project, changes: [] }
  const isKnown = (intent: string | null) => intent === null || !strangers.has(intent)
  const count = LOSES_STRANGERS.countIn(project)
  const { sentence } = LOSES_STRANGERS
  return {
    changes: count === 0 ? [] : [count === 1 ? sentence : `${sentence} (${count})`],
    project: {
      ...project,
      intents: project.intents.filter(({ name }) => isKnown(name)),
      templates: project.templates.filter(({ intent }) => isKnown(intent)),
      utterances: project.utterances.filter(({ intent }) => isKnown(intent)),
    },
  }
}

function strangersOf(project: Project): ReadonlySet<string> {
  return new Set(
    project.intents.filter(({ kind }) => kind === 'outOfScope').map(({ name }) => name),
  )
}
