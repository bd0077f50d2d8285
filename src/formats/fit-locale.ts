import type { Project } from '@/project/project'
import type { Fitted } from './format'

/**
 * The project under the name that a platform has for its language: the locale itself where it is listed,
 * else the first of the same language. A language that the platform does not know is said.
 */
export function fitLocale(project: Project, known: readonly string[], platform: string): Fitted {
  const wanted = project.locale.toLowerCase()
  const language = languageOf(project.locale)
  const found =
    known.find((one) => one.toLowerCase() === wanted) ??
    known.find((one) => languageOf(one) === language)
  if (found === undefined) {
    return {
      project,
      changes: [`${platform} does not know the language “${project.locale}” and may refuse it.`],
    }
  }
  if (found.toLowerCase() === wanted) return { project, changes: [] }
  return {
    project: { ...project, locale: found },
    changes: [`The locale “${project.locale}” is written as “${found}”, which ${platform} knows.`],
  }
}

/** `en-US` → `en`. */
export function languageOf(locale: string): string {
  return locale.toLowerCase().replace(/[-_].*/su, '')
}
