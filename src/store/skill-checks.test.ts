import { describe, expect, it } from 'vitest'
import { create } from 'zustand'
import type { ListedFinding } from '@/jobs/lint-messages'
import type { Judgement } from '@/lint/finding'
import { lintProject } from '@/lint/lint-project'
import { diffProjects, redoChange } from '@/project/change'
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

/** The skill when every utterance is to play. */
const allPlay = (project: Project) => setIntent(project, new Set(['u0', 'u1', 'u2']), 'Play')

/** Checks whose workers break as often as the test says. */
function checked() {
  const clock = createStepClock()
  const projects = createProjectStore()
  const checks = create<FindingsState>(() => ({ findings: null, isBroken: false }))
  const worker = {
    ...{ opened: 0, breaksLeft: 0, project: null as Project | null },
    /** Waited for by each look. */
    pause: async () => {},
    asked: [] as ReadonlyMap<string, Judgement>[],
  }
  const judged = { of: new Map<string, Judgement>(), tell: () => {} }
  const client: LintClient = {
    isOpen: () => worker.project !== null,
    open(project) {
      worker.opened += 1
      worker.project = project
    },
    change(change) {
      if (worker.project) worker.project = redoChange(worker.project, change)
    },
    async lint(judgements) {
      worker.asked.push(judgements)
      if (worker.breaksLeft > 0) {
        worker.breaksLeft -= 1
        worker.project = null
      }
      const { project } = worker
      await worker.pause()
      return project && lintProject(project).map((finding) => ({ ...finding, fixLabel: null }))
    },
    async fix(id) {
      const { project } = worker
      await worker.pause()
      return project && id === 'mendable' ? diffProjects(project, allPlay(project), 'Mend') : null
    },
    close: () => {
      worker.project = null
    },
  }
  const skillChecks = createSkillChecks({
    client,
    clock,
    projects,
    state: checks,
    judgements: {
      read: () => judged.of,
      listen: (listener) => {
        judged.tell = listener
        return () => {
          judged.tell = () => {}
        }
      },
    },
  })
  const stop = skillChecks.follow()
  const repair = (id: string) => skillChecks.repair({ id } as ListedFinding)
  const rest = async () => {
    for (let turn = 0; turn < 8; turn += 1) {
      clock.advance(400)
      await settle()
    }
  }
  projects.state.setState({ project: skill })
  return { projects, checks, worker, rest, stop, clock, judged, repair }
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

  it('look again when a model says something else of utterances, and not for the same version', async () => {
    const tab = checked()
    await tab.rest()
    expect(tab.worker.asked).toHaveLength(1)
    tab.projects.state.setState({ notices: [] })
    await tab.rest()
    expect(tab.worker.asked).toHaveLength(1)
    tab.judged.of = new Map([['u0', { intent: 'Stop', probability: 0.9 }]])
    tab.judged.tell()
    await tab.rest()
    expect(tab.worker.asked[1]).toBe(tab.judged.of)
  })

  it('wait until the labels rest', async () => {
    const tab = checked()
    tab.clock.advance(399)
    tab.projects.edit('Set', (project) => setIntent(project, new Set(['u2']), 'Play'))
    tab.clock.advance(399)
    await settle()
    expect(tab.worker.asked).toHaveLength(0)
    tab.clock.advance(1)
    await settle()
    expect(tab.worker.asked).toHaveLength(1)
  })

  it('say nothing of a version that is no longer there, nor of another skill', async () => {
    const tab = checked()
    let goOn = () => {}
    tab.worker.pause = () => new Promise<void>((resolve) => (goOn = resolve))
    tab.clock.advance(400)
    await settle()
    tab.projects.edit('Set', allPlay)
    goOn()
    await settle()
    expect(tab.checks.getState().findings).toBeNull()
    tab.worker.pause = async () => {}
    await tab.rest()
    expect(tab.checks.getState().findings).not.toBeNull()
    tab.worker.pause = () => new Promise<void>((resolve) => (goOn = resolve))
    tab.projects.state.setState({ project: { ...skill, id: 'q' } })
    tab.clock.advance(400)
    await settle()
    expect(tab.checks.getState().findings).toBeNull()
    expect(tab.worker.opened).toBe(2)
  })

  it('repair what they found, as one step, unless the skill has changed meanwhile', async () => {
    const tab = checked()
    await tab.rest()
    expect(await tab.repair('other')).toBe(false)
    expect(await tab.repair('mendable')).toBe(true)
    const { project, past } = tab.projects.state.getState()
    expect(project?.utterances.map(({ intent }) => intent)).toEqual(['Play', 'Play', 'Play'])
    expect(past.map(({ label }) => label)).toEqual(['Mend'])
    tab.projects.undo()
    await tab.rest()
    tab.worker.pause = async () => {
      tab.projects.state.setState({ project: skill })
    }
    expect(await tab.repair('mendable')).toBe(false)
    expect(tab.projects.state.getState().project).toBe(skill)
  })

  it('end with their screen', async () => {
    const tab = checked()
    await tab.rest()
    tab.stop()
    expect(tab.checks.getState().findings).toBeNull()
    expect(tab.worker.project).toBeNull()
    tab.projects.state.setState({ project: allPlay(skill) })
    tab.judged.tell()
    await tab.rest()
    expect(tab.worker.asked).toHaveLength(1)
  })
})
