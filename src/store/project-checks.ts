import { create } from 'zustand'
import type { CheckedFinding } from '@/jobs/lint-messages'
import type { Judgement } from '@/lint/finding'
import { redoChange } from '@/project/change'
import type { Project } from '@/project/project'
import { createLintClient } from '@/worker/lint-client'
import { forwardChangeOf } from './project-steps'
import { editProject, listenToSteps, useProjectStore } from './project-store'
import { useSuggestions } from './suggestions-store'

export type { CheckedFinding }

/** What the checks say of the open skill; null until they have looked. */
export const useChecks = create<{ findings: readonly CheckedFinding[] | null }>(() => ({
  findings: null,
}))

/** Long enough that a check is not begun between two labels. */
const QUIET_MS = 400

const client = createLintClient()
let timer: ReturnType<typeof setTimeout> | undefined
/** The version that the worker has. */
let known: Project | null = null

/** Checks the open skill after each edit, in a thread of its own; returns how to stop. */
export function followChecks(): () => void {
  const stops = [
    listenToSteps((before, step) => {
      const change = forwardChangeOf(before, step)
      if (before.project !== known || !change) return
      client.change(change)
      known = useProjectStore.getState().project
    }),
    useProjectStore.subscribe(() => checkSoon()),
    useSuggestions.subscribe((state, before) => {
      if (state.judgements !== before.judgements) checkSoon(true)
    }),
  ]
  checkSoon()
  return () => {
    for (const stop of stops) stop()
    clearTimeout(timer)
    client.close()
    known = null
    useChecks.setState({ findings: null })
  }
}

/** Repairs what a finding is about, as one step of undo; returns whether anything changed. */
export async function repair(finding: CheckedFinding): Promise<boolean> {
  const change = await client.fix(finding.id)
  if (!change || useProjectStore.getState().project !== known) return false
  return editProject(change.label, (project) => redoChange(project, change))
}

let lastChecked: Project | null = null

function checkSoon(isAgain = false): void {
  const { project } = useProjectStore.getState()
  if (!project || (project === lastChecked && !isAgain && known)) return
  lastChecked = project
  clearTimeout(timer)
  timer = setTimeout(() => void check(), QUIET_MS)
}

async function check(): Promise<void> {
  const { project } = useProjectStore.getState()
  if (!project) return
  if (known !== project) {
    if (known?.id !== project.id) useChecks.setState({ findings: null })
    client.open(project)
    known = project
  }
  const judgements = new Map<string, Judgement>()
  for (const [id, { intents }] of useSuggestions.getState().judgements) {
    if (intents[0]) judgements.set(id, intents[0])
  }
  const findings = await client.lint(judgements)
  if (findings && useProjectStore.getState().project === project) useChecks.setState({ findings })
}
