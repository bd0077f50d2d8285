/** Leaves out what is longer than a platform takes, and says where there is more than it takes. */
import { type PlatformId, platformLimits } from '@/project/platform-limits'
import type { Project } from '@/project/project'
import type { Fitted } from './format'

/** The project without texts and values that are too long; numbers that are too high are only said. */
export function fitLengths(project: Project, platform: PlatformId): Fitted {
  const { longest, label } = platformLimits[platform]
  const changes: string[] = []
  const utterances = project.utterances.filter(({ text }) => text.length <= longest.utterance)
  const left = project.utterances.length - utterances.length
  if (left > 0) {
    changes.push(
      `${label} takes texts of at most ${longest.utterance} characters; ${left} ${left === 1 ? 'is' : 'are'} left out.`,
    )
  }
  let leftValues = 0
  const fits = (word: string) => {
    if (word.length > longest.value) leftValues += 1
    return word.length <= longest.value
  }
  const slotTypes = project.slotTypes.map((type) => ({
    ...type,
    values: type.values
      .filter(({ value }) => fits(value))
      .map((value) => ({ ...value, synonyms: value.synonyms.filter(fits) })),
  }))
  if (leftValues > 0) {
    changes.push(
      `${label} takes values of at most ${longest.value} characters; ${leftValues} ${leftValues === 1 ? 'is' : 'are'} left out.`,
    )
  }
  const isSame = left === 0 && leftValues === 0
  return { project: isSame ? project : { ...project, utterances, slotTypes }, changes }
}
