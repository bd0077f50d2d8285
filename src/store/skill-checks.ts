import type { StoreApi } from 'zustand'
import type { ListedFinding } from '@/jobs/lint-messages'
import type { Judgement } from '@/lint/finding'
import { redoChange } from '@/project/change'
import type { Project } from '@/project/project'
import type { LintClient } from '@/worker/lint-client'
import type { Clock } from './clock'
import { forwardChangeOf } from './project-steps'
import type { ProjectStore } from './project-store'

export type FindingsState = {
  /** What the checks say of the open skill; null until they have looked. */
  findings: readonly ListedFinding[] | null
  /** Whether their worker fell silent or broke more than once: they rest until the next edit. */
  isBroken: boolean
}

/** Checks the open skill after each edit, in a thread of its own. */
export type SkillChecks = {
  /** Begins; returns how to stop. */
  follow: () => () => void
  /** Repairs what a finding is about, as one step of undo; returns whether anything changed. */
  repair: (finding: ListedFinding) => Promise<boolean>
}

/** What a model that had not seen them says of utterances, and when that changes. */
export type JudgementSource = {
  read: () => ReadonlyMap<string, Judgement>
  listen: (listener: () => void) => () => void
}

/** Long enough that a check is not begun between two labels. */
const QUIET_MS = 400
/** How often in a row a fresh worker is started for one version of a skill. */
const MOST_FRESH_STARTS = 2

/** Checks of the skill that `projects` shows. */
export function createSkillChecks(options: {
  client: LintClient
  clock: Clock
  projects: ProjectStore
  judgements: JudgementSource
  state: StoreApi<FindingsState>
}): SkillChecks {
  const { client, clock, projects, judgements, state } = options
  const openProject = () => projects.state.getState().project
  let cancel = () => {}
  /** The version that the worker has. */
  let known: Project | null = null
  let lastChecked: Project | null = null
  let freshStarts = 0

  function checkSoon(isAgain = false): void {
    const project = openProject()
    if (!project || (project === lastChecked && !isAgain && known)) return
    if (project !== lastChecked) freshStarts = 0
    lastChecked = project
    cancel()
    cancel = clock.after(QUIET_MS, () => void check())
  }

  async function check(): Promise<void> {
    const project = openProject()
    if (!project) return
    if (known !== project || !client.isOpen()) {
      if (known?.id !== project.id) state.setState({ findings: null, isBroken: false })
      client.open(project)
      known = project
    }
    const findings = await client.lint(judgements.read())
    if (openProject() !== project) return
    if (findings) state.setState({ findings, isBroken: false })
    else if (known === project && !client.isOpen()) startAfresh()
  }

  function startAfresh(): void {
    freshStarts += 1
    if (freshStarts <= MOST_FRESH_STARTS) checkSoon(true)
    else state.setState({ isBroken: true })
  }

  return {
    follow() {
      const stops = [
        projects.listen((before, step) => {
          const change = forwardChangeOf(before, step)
          if (before.project !== known || !change) return
          client.change(change)
          known = openProject()
        }),
        projects.state.subscribe(() => checkSoon()),
        judgements.listen(() => checkSoon(true)),
      ]
      checkSoon()
      return () => {
        for (const stop of stops) stop()
        cancel()
        client.close()
        known = null
        state.setState({ findings: null, isBroken: false })
      }
    },
    async repair(finding) {
      const change = await client.fix(finding.id)
      if (!change || openProject() !== known) return false
      return projects.edit(change.label, (project) => redoChange(project, change))
    },
  }
}
