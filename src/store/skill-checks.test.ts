import { describe, expect, it } from 'vitest'
import { create } from 'zustand'
import { lintProject } from '@/lint/lint-project'
import { redoChange } from '@/project/change'
import { addUtterances, setIntent } from '@/project/edits'
import { addIntent } from '@/project/intent-edits'
import { createProject, createUtterance, type Project } from '@/project/project'
import type { LintClient } from '@/worker/lint-client'
import { createProjectStore } from './project-store'
import { createSkillChecks, type FindingsState } from './skill-checks'
import { createStepClock, settle } from './testing'

const skill: Project = addUtterances(
  addIntent(createProject({ id: 'p', name: 'Music' }), 'Play'),
  ['play jazz', 'play jazz', 'stop'].map((text, index) =>
    createUtterance({ id: `u${index}`, text, intent: index < 2 ? 'Play' : null }),
  ),
)

/** Checks whose workers break as often as the test says. */
function checked() {
  const clock = createStepClock()
  const projects = createProjectStore()
  const checks = create<FindingsState>(() => ({ findings: null, isBroken: false }))
  const worker = { opened: 0, breaksLeft: 0, project: null as Project | null }
  const client: LintClient = {
    isOpen: () => worker.project !== null,
    open(project) {
      worker.opened += 1
      worker.project = project
    },
    change(change) {
      if (worker.project) worker.project = redoChange(worker.project, change)
    },
    async lint() {
      if (worker.breaksLeft > 0) {
        worker.breaksLeft -= 1
        worker.project = null
      }
      const { project } = worker
      return project && lintProject(project).map((finding) => ({ ...finding, fixLabel: null }))
    },
    fix: async () => null,
    close: () => {
      worker.project = null
    },
  }
  const stop = createSkillChecks({
    client,
    clock,
    projects,
    state: checks,
    judgements: { read: () => new Map(), listen: () => () => {} },
  }).follow()
  const rest = async () => {
    for (let turn = 0; turn < 8; turn += 1) {
      clock.advance(400)
      await settle()
    }
  }
  projects.state.setState({ project: skill })
  return { projects, checks, worker, rest, stop, clock }
}

const found = ({ checks }: ReturnType<typeof checked>) => checks.getState().findings?.length

describe('checks of the open skill', () => {
  it('are of the newest version, from a worker that is sent the skill once', async () => {
    const tab = checked()
    await tab.rest()
    const before = found(tab)
    expect(before).toBe(lintProject(skill).length)
    tab.projects.edit('Set', (project) => setIntent(project, new Set(['u2']), 'Play'))
    await tab.rest()
    expect(found(tab)).not.toBe(before)
    expect(tab.worker.opened).toBe(1)
  })

  it('go on in a fresh worker when theirs broke, before an edit and after one', async () => {
    const tab = checked()
    tab.worker.breaksLeft = 1
    await tab.rest()
    expect(found(tab)).toBe(lintProject(skill).length)
    tab.worker.breaksLeft = 1
    tab.projects.edit('Set', (project) => setIntent(project, new Set(['u2']), 'Play'))
    await tab.rest()
    expect(found(tab)).toBe(lintProject(tab.projects.state.getState().project!).length)
    expect(tab.worker.opened).toBe(3)
  })

  it('rest, and say so, when one version breaks every worker; the next edit begins anew', async () => {
    const tab = checked()
    tab.worker.breaksLeft = Number.POSITIVE_INFINITY
    await tab.rest()
    await tab.rest()
    expect(tab.worker.opened).toBe(3)
    expect(tab.checks.getState().isBroken).toBe(true)
    expect(tab.clock.waiting()).toBe(0)
    tab.worker.breaksLeft = 0
    tab.projects.edit('Set', (project) => setIntent(project, new Set(['u2']), 'Play'))
    await tab.rest()
    expect(tab.checks.getState().isBroken).toBe(false)
    expect(found(tab)).toBeGreaterThanOrEqual(0)
  })

  it('end with their screen', async () => {
    const tab = checked()
    await tab.rest()
    tab.stop()
    expect(tab.checks.getState().findings).toBeNull()
    expect(tab.worker.project).toBeNull()
  })
})
