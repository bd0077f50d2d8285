/** For platforms that have no place for examples of what a skill must reject. */
import type { Project } from '@/project/project'

/** The project without its out-of-scope intents; written as intents they would be answered. */
export function withoutStrangers(
  project: Project,
  platform: string,
): { project: Project; losses: string[] } {
  const strangers = new Set(
    project.intents.filter(({ kind }) => kind === 'outOfScope').map(({ name }) => name),
  )
  if (strangers.size === 0) return { project, losses: [] }
  const isStranger = (intent: string | null) => intent !== null && strangers.has(intent)
  const count = project.utterances.filter(({ intent }) => isStranger(intent)).length
  return {
    project: {
      ...project,
      intents: project.intents.filter(({ name }) => !isStranger(name)),
      templates: project.templates.filter(({ intent }) => !isStranger(intent)),
      utterances: project.utterances.filter(({ intent }) => !isStranger(intent)),
    },
    losses:
      count > 0
        ? [`${platform} has no place for what is out of scope; it is left out. (${count})`]
        : [],
  }
}
