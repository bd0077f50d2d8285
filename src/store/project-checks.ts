import { create } from 'zustand'
import type { ListedFinding } from '@/jobs/lint-messages'
import type { Judgement } from '@/lint/finding'
import { createLintClient } from '@/worker/lint-client'
import { pageClock } from './clock'
import { pageProjects } from './project-store'
import { createSkillChecks, type FindingsState } from './skill-checks'
import { useSuggestions } from './suggestions-store'

export type { ListedFinding }

/** What the checks of this page have found. */
export const useFindings = create<FindingsState>(() => ({ findings: null, isBroken: false }))

export const {
  /** Checks the open skill after each edit; returns how to stop. */
  follow: followChecks,
  /** Repairs what a finding is about, as one step of undo; returns whether anything changed. */
  repair,
} = createSkillChecks({
  client: createLintClient(),
  clock: pageClock,
  projects: pageProjects,
  state: useFindings,
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
