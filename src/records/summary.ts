import * as v from 'valibot'
import type { Project } from '@/project/project'
import { finite } from '@/project/schema-parts'
import { statisticsOf } from '@/project/statistics'
import { defineRecord } from './record'

/** What a skill's card shows, kept apart from the skill so that the list opens at once. */
export type SkillSummary = {
  id: string
  name: string
  locale: string
  intents: number
  slots: number
  utterances: number
  done: number
  /** Milliseconds since 1970. */
  savedAt: number
}

const schema: v.GenericSchema<unknown, SkillSummary> = v.object({
  id: v.string(),
  name: v.string(),
  locale: v.string(),
  intents: finite,
  slots: finite,
  utterances: finite,
  done: finite,
  savedAt: finite,
})

/** The card of a skill in the list, with the skill's latest revision. */
export const summaryRecord = defineRecord({ what: 'card of a skill', schema })

/** Sums a skill up. */
export function summarise(project: Project, savedAt: number): SkillSummary {
  const { utterances, statuses } = statisticsOf(project)
  return {
    id: project.id,
    name: project.name,
    locale: project.locale,
    intents: project.intents.length,
    slots: new Set(project.intents.flatMap((intent) => intent.slots.map((slot) => slot.name))).size,
    utterances,
    done: statuses.done,
    savedAt,
  }
}
