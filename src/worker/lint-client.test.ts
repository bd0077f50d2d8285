import { describe, expect, it } from 'vitest'
import { createLintJob } from '@/jobs/lint-job'
import { lintProject } from '@/lint/lint-project'
import { diffProjects, redoChange } from '@/project/change'
import { addUtterances, setIntent } from '@/project/edits'
import { createProject, createUtterance, type Project } from '@/project/project'
import { createLintClient, type LintWorkerLike } from './lint-client'
import { createStepWatchClock } from './testing'

/** A worker in this thread that copies what it is sent, as threads do. */
function inProcess(): LintWorkerLike {
  const answer = createLintJob()
  let hear: ((event: MessageEvent) => void) | null = null
  return {
    postMessage(request: unknown) {
      const reply = answer(structuredClone(request) as Parameters<typeof answer>[0])
      if (reply) queueMicrotask(() => hear?.({ data: structuredClone(reply) } as MessageEvent))
    },
    terminate() {},
    addEventListener(type: string, listener: unknown) {
      if (type === 'message') hear = listener as typeof hear
    },
  }
}

function skill(size: number): Project {
  const intents = ['Play', 'Stop'].map((name) => ({
    name,
    slots: [],
    kind: 'custom' as const,
    note: '',
  }))
  return addUtterances(
    { ...createProject({ id: 'p', name: 'Music' }), intents },
    Array.from({ length: size }, (_, index) =>
      createUtterance({ id: `u${index}`, text: `song number ${index >> 1}`, intent: 'Play' }),
    ),
  )
}

const idsOf = (findings: readonly { id: string }[] | null) => findings?.map(({ id }) => id)

describe('checks in a worker', () => {
  it('finds what the page would find, after the skill came in pieces and after changes', async () => {
    const client = createLintClient(inProcess)
    const before = skill(1000)
    client.open(before)
    expect(idsOf(await client.lint(new Map()))).toEqual(idsOf(lintProject(before)))
    const after = setIntent(before, new Set(['u1']), 'Stop')
    client.change(diffProjects(before, after, 'Stop')!)
    const found = await client.lint(new Map())
    expect(idsOf(found)).toEqual(idsOf(lintProject(after)))
    expect(found?.some(({ ruleId }) => ruleId === 'conflicting-intents')).toBe(true)
  })

  it('gives a repair as a change', async () => {
    const client = createLintClient(inProcess)
    const project = skill(8)
    client.open(project)
    const found = await client.lint(new Map())
    const repeated = found?.find(({ fixLabel }) => fixLabel !== null)
    const change = await client.fix(repeated!.id)
    const fix = lintProject(project).find(({ id }) => id === repeated!.id)!.fix!
    expect(change && redoChange(project, change)).toEqual(fix.apply(project))
    expect(await client.fix('nothing')).toBeNull()
  })

  it('answers null when it is closed or never opened', async () => {
    const client = createLintClient(inProcess)
    expect(await client.lint(new Map())).toBeNull()
    client.open(skill(900))
    const answer = client.lint(new Map())
    client.close()
    expect(await answer).toBeNull()
  })
})

describe('a worker of the checks that is never heard of again', () => {
  function silent() {
    const state = { isTerminated: false }
    const worker: LintWorkerLike = {
      postMessage: () => {},
      addEventListener: () => {},
      terminate: () => {
        state.isTerminated = true
      },
    }
    return { worker, state }
  }

  it('is ended after a minute, and the skill can be opened in a fresh one', async () => {
    const clock = createStepWatchClock()
    const first = silent()
    const workers = [first.worker, inProcess()]
    const client = createLintClient(() => workers.shift()!, clock)
    const project = skill(8)
    client.open(project)
    const answer = client.lint(new Map())
    clock.advance(30_000)
    // A new question buys it no time.
    const another = client.lint(new Map())
    clock.advance(25_000)
    expect(first.state.isTerminated).toBe(false)
    clock.advance(10_000)
    expect(first.state.isTerminated).toBe(true)
    expect([await answer, await another]).toEqual([null, null])
    expect(client.isOpen()).toBe(false)
    client.open(project)
    expect(idsOf(await client.lint(new Map()))).toEqual(idsOf(lintProject(project)))
    expect(clock.watching()).toBe(0)
  })

  it('is not watched while it owes nothing', async () => {
    const clock = createStepWatchClock()
    const client = createLintClient(inProcess, clock)
    client.open(skill(8))
    await client.lint(new Map())
    clock.advance(3_600_000)
    expect(client.isOpen()).toBe(true)
  })
})
