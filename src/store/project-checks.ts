import { create } from 'zustand'
import type { CheckedFinding } from '@/jobs/lint-messages'
import type { Judgement } from '@/lint/finding'
import { createLintClient } from '@/worker/lint-client'
import { pageClock } from './clock'
import { pageProjects } from './project-store'
import { type ChecksState, createSkillChecks } from './skill-checks'
import { useSuggestions } from './suggestions-store'

export type { CheckedFinding }

/** The checks of this page. */
export const useChecks = create<ChecksState>(() => ({ findings: null, isBroken: false }))

export const {
  /** Checks the open skill after each edit; returns how to stop. */
  follow: followChecks,
  /** Repairs what a finding is about, as one step of undo; returns whether anything changed. */
  repair,
} = createSkillChecks({
  client: createLintClient(),
  clock: pageClock,
  projects: pageProjects,
  checks: useChecks,
  judgements: {
    read() {
      const judgements = new Map<string, Judgement>()
      for (const [id, { intents }] of useSuggestions.getState().judgements) {
        if (intents[0]) judgements.set(id, intents[0])
      }
      return judgements
    },
    listen: (listener) =>
      useSuggestions.subscribe((state, before) => {
        if (state.judgements !== before.judgements) listener()
      }),
  },
})
