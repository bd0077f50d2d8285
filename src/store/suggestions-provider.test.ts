import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Job, LoadJob } from '@/jobs/job'
import { addUtterances, setIntent } from '@/project/edits'
import { createUtterance, type Utterance } from '@/project/project'
import { createSkill } from '@/project/skill-fixture'
import { answerJobs } from '@/worker/testing'
import { addSkill, openProject } from './project-library'
import { editProject, useProjectStore } from './project-store'
import { createModels, createRun } from './run-fixture'
import { keepRun, openRuns } from './run-library'
import { followRuns, isInstantDue } from './suggestions-provider'
import { requestSuggestions, useSuggestions } from './suggestions-store'
import { pageGlobals } from './testing'

const labelled = (from: number, count: number): Utterance[] =>
  Array.from({ length: count }, (_, place) =>
    createUtterance({ id: `l${from + place}`, text: `play ${from + place}`, intent: 'Play' }),
  )

const skill = (utterances: readonly Utterance[]) =>
  createSkill({
    intents: { Play: { genre: '' } },
    utterances: [...utterances, createUtterance({ id: 'open', text: 'play soul' })],
  })

/** Answers every job with one intent; returns them as they come. */
function answer(isBroken = () => false): Job[] {
  const jobs: Job[] = []
  answerJobs((job) => {
    jobs.push(job)
    if (job.kind === 'load') return { kind: 'loaded' }
    if (job.kind !== 'predict') throw new Error(job.kind)
    if (isBroken()) {
      return { kind: 'failed', reason: 'out-of-memory', message: '', remedy: '' }
    }
    const intents = [{ intent: 'Play', probability: 0.9 }]
    const predictions = job.texts.map((text) => ({ text, intents, spans: [], tokens: [] }))
    return { kind: 'predicted', predictions, elapsedMs: 1 }
  })
  return jobs
}

const suggestions = useSuggestions.getState
const project = () => useProjectStore.getState().project!
const loads = (jobs: readonly Job[]) => jobs.filter((job): job is LoadJob => job.kind === 'load')

/** Waits as long as a person who goes on labelling is waited for. */
const rest = () => vi.advanceTimersByTimeAsync(1500)

let stop: () => void

async function openSkill(utterances: Utterance[]): Promise<string> {
  const id = await addSkill(skill(utterances))
  await openProject(id)
  await openRuns(id)
  return id
}

async function train(projectId: string, change: Parameters<typeof createRun>[0] = {}) {
  const run = createRun({ id: crypto.randomUUID(), projectId, ...change })
  await keepRun(run, createModels('report'))
  return run
}

beforeEach(() => {
  for (const [name, value] of Object.entries(pageGlobals())) vi.stubGlobal(name, value)
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  stop = followRuns()
})

afterEach(async () => {
  stop()
  // What is edited is saved a moment later.
  await vi.runOnlyPendingTimersAsync()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('before anything was trained', () => {
  it('a model that is made of the labels answers, once there are five', async () => {
    const jobs = answer()
    const id = await openSkill(labelled(0, 4))
    await rest()
    expect(suggestions().provider).toBeNull()
    editProject('Add', (now) => addUtterances(now, labelled(4, 1)))
    await vi.advanceTimersByTimeAsync(1400)
    expect(suggestions().provider).toBeNull()
    await rest()
    expect(suggestions()).toMatchObject({ projectId: id, providerKind: 'instant' })
    expect(jobs).toEqual([])
    await requestSuggestions(project())
    expect(loads(jobs)).toMatchObject([
      { model: { kind: 'instant', skill: { intents: ['Play'] } } },
    ])
    expect(suggestions().predictions.get('open')?.intents[0]?.intent).toBe('Play')
  })

  it('learns from the newest six hundred, with all labels', async () => {
    const jobs = answer()
    await openSkill(labelled(0, 605))
    await requestSuggestions(project())
    const [{ model }] = loads(jobs) as [LoadJob]
    const texts = model.kind === 'instant' ? model.skill.utterances.map(({ text }) => text) : []
    expect([texts.length, texts[0], texts.at(-1)]).toEqual([600, 'play 5', 'play 604'])
    expect(model).toMatchObject({ skill: { slotValues: { genre: [] } } })
  })

  it('is made anew after more labels, and another label, but not after any edit', async () => {
    answer()
    await openSkill(labelled(0, 20))
    const first = suggestions().provider
    editProject('Label', (now) => setIntent(now, new Set(['open']), 'Play'))
    await rest()
    expect(suggestions().provider).toBe(first)
    editProject('Add', (now) => addUtterances(now, labelled(20, 3)))
    await rest()
    const second = suggestions().provider
    expect(second).not.toBe(first)
    editProject('Declare', (now) => ({
      ...now,
      intents: [...now.intents, { name: 'Stop', kind: 'custom', note: '', slots: [] }],
    }))
    await rest()
    expect(suggestions().provider).not.toBe(second)
  })
})

describe('the best model', () => {
  it('answers as soon as it is there, and its report judges', async () => {
    const jobs = answer()
    const id = await openSkill(labelled(0, 20))
    const run = await train(id)
    expect(suggestions()).toMatchObject({ projectId: id, providerKind: 'trained' })
    expect([...suggestions().judgements.keys()]).toEqual(
      run.report.judged.map(({ utteranceId }) => utteranceId),
    )
    await requestSuggestions(project())
    expect(loads(jobs)).toMatchObject([
      { modelId: run.id, model: { kind: 'trained', bundle: { declared: { Play: ['genre'] } } } },
    ])
    const trained = suggestions().provider
    editProject('Add', (now) => addUtterances(now, labelled(20, 30)))
    await rest()
    expect(suggestions().provider).toBe(trained)
  })

  it('judges by the last three runs, also by those without a model', async () => {
    answer()
    const id = await openSkill(labelled(0, 20))
    const { report } = createRun()
    const judged = (utteranceId: string) => ({
      ...report,
      judged: [{ ...report.judged[0]!, utteranceId }],
    })
    for (const [place, name] of ['a', 'b', 'c', 'd'].entries()) {
      await train(id, { number: place + 1, report: judged(name), hasModel: false })
    }
    expect([...suggestions().judgements.keys()]).toEqual(['b', 'c', 'd'])
    expect(suggestions().providerKind).toBe('instant')
  })

  it('is asked no more once it cannot answer', async () => {
    let isBroken = true
    const jobs = answer(() => isBroken)
    const id = await openSkill(labelled(0, 20))
    await train(id)
    await requestSuggestions(project())
    expect(suggestions().predictions.size).toBe(0)
    isBroken = false
    const asked = jobs.length
    await requestSuggestions(project())
    expect(jobs).toHaveLength(asked)
  })

  it('of another skill answers nothing of this one', async () => {
    answer()
    const first = await openSkill(labelled(0, 20))
    await train(first)
    const second = await openSkill([])
    expect(suggestions()).toMatchObject({ projectId: second, provider: null })
    await openProject(first)
    await vi.waitFor(() =>
      expect(suggestions()).toMatchObject({ projectId: first, providerKind: 'trained' }),
    )
  })

  it('is not followed any more once that is stopped', async () => {
    answer()
    const id = await openSkill(labelled(0, 20))
    const before = suggestions().provider
    editProject('Add', (now) => addUtterances(now, labelled(20, 30)))
    stop()
    await rest()
    await train(id)
    expect(suggestions().provider).toBe(before)
  })
})

describe('an instant model', () => {
  it.each([
    [4, null, false],
    [5, null, true],
    [7, 5, false],
    [8, 5, true],
    [14, 18, true],
    [119, 100, false],
    [120, 100, true],
    [81, 100, false],
    [80, 100, true],
  ])('is due with %i labelled where it was made with %s: %s', (labelled, made, isDue) => {
    const labels = 'Play'
    expect(
      isInstantDue(made === null ? null : { labels, labelled: made }, { labels, labelled }),
    ).toBe(isDue)
  })

  it('is due where a label is new, if it can be made at all', () => {
    expect(isInstantDue({ labels: 'a', labelled: 9 }, { labels: 'a|b', labelled: 9 })).toBe(true)
    expect(isInstantDue({ labels: 'a', labelled: 9 }, { labels: 'a|b', labelled: 4 })).toBe(false)
  })
})
