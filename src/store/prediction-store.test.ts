import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { ExportJob, Job, LoadJob, PredictJob } from '@/jobs/job'
import { createUtterance } from '@/project/project'
import { createSkill } from '@/project/skill-fixture'
import { answerJobs } from '@/worker/testing'
import {
  exportModel,
  loadInstantModel,
  loadModel,
  predict,
  predictMany,
  usePredictionStore,
} from './prediction-store'
import { addSkill } from './project-library'
import { createModels, createRun } from './run-fixture'
import { keepRun } from './run-library'
import { pageGlobals } from './testing'

const skill = createSkill({
  intents: { Play: { genre: 'Genre' }, None: {} },
  outOfScope: ['None'],
  utterances: [createUtterance({ id: 'a', text: 'play jazz', intent: 'Play' })],
})

/** A run with a model that answers and another that its report is about. */
async function keepTrained(change: Parameters<typeof createRun>[0] = {}) {
  const projectId = await addSkill(skill)
  const run = createRun({ id: crypto.randomUUID(), projectId, ...change })
  await keepRun(run, createModels('report', 'all'))
  return run
}

const stateOf = (id: string) => usePredictionStore.getState().models[id]?.kind

/** Answers every job; returns them as they come. */
function answer(whenAsked: (job: PredictJob) => void = () => {}): Job[] {
  const jobs: Job[] = []
  answerJobs((job) => {
    jobs.push(job)
    if (job.kind === 'load') return { kind: 'loaded' }
    if (job.kind === 'export') {
      return { kind: 'exported', bytes: Uint8Array.of(1), asked: 2, agreeing: 1 }
    }
    if (job.kind !== 'predict') throw new Error(job.kind)
    whenAsked(job)
    const predictions = job.texts.map((text) => ({ text, intents: [], spans: [], tokens: [] }))
    return { kind: 'predicted', predictions, elapsedMs: 2 }
  })
  return jobs
}

beforeEach(() => {
  for (const [name, value] of Object.entries(pageGlobals())) vi.stubGlobal(name, value)
  return () => {
    vi.unstubAllGlobals()
  }
})

describe('the model of a run', () => {
  it('answers by what the skill declares now, and is loaded anew when that changes', async () => {
    const { id } = await keepTrained()
    const jobs = answer()
    await loadModel(id, skill)
    await loadModel(id, skill)
    expect(jobs).toMatchObject([
      {
        ...{ kind: 'load', modelId: id, backend: 'auto', avoid: ['webgpu'] },
        modelUrl: 'https://skillet.test/models/base/',
        model: {
          kind: 'trained',
          bundle: {
            ...{ vocabularyId: 'all', outOfScope: ['None'] },
            declared: { Play: ['genre'], None: [] },
          },
        },
      },
    ])
    expect(stateOf(id)).toBe('ready')
    const [play] = skill.intents
    await loadModel(id, { intents: [{ ...play!, slots: [] }] })
    expect((jobs[1] as LoadJob).model).toMatchObject({
      bundle: { declared: { Play: [] }, outOfScope: [] },
    })
    expect(await predict(id, ['play'])).toMatchObject({ predictions: [{ text: 'play' }] })
  })

  it('that is gone says so, and does not answer', async () => {
    const jobs = answer()
    await loadModel('gone', skill)
    expect(stateOf('gone')).toBe('failed')
    expect(await predict('gone', ['play'])).toBeNull()
    expect(jobs).toEqual([])
  })

  it('is made of labels at once', async () => {
    const jobs = answer()
    const learned = { utterances: [], intents: ['Play'], outOfScopeIntents: [], slotValues: {} }
    await loadInstantModel('instant/1', learned)
    await loadInstantModel('instant/1', learned)
    expect(jobs).toMatchObject([
      { kind: 'load', modelId: 'instant/1', model: { kind: 'instant', skill: learned } },
    ])
  })
})

describe('many texts', () => {
  const texts = Array.from({ length: 150 }, (_, place) => `text ${place}`)

  it('are asked a batch at a time, and told of', async () => {
    const { id } = await keepTrained()
    const jobs = answer()
    await loadModel(id, skill)
    const done: number[] = []
    const answers = await predictMany(id, texts, {
      onProgress: (count) => done.push(count),
      signal: new AbortController().signal,
    })
    expect(answers?.predictions.map(({ text }) => text)).toEqual(texts)
    expect([done, answers?.elapsedMs]).toEqual([[64, 128, 150], 6])
    expect(jobs.slice(1).map((job) => (job as PredictJob).texts.length)).toEqual([64, 64, 22])
  })

  it('keep the answers so far when they are stopped, and have none without a model', async () => {
    const { id } = await keepTrained()
    const stop = new AbortController()
    answer(() => stop.abort())
    await loadModel(id, skill)
    const options = { onProgress: () => {}, signal: stop.signal }
    expect((await predictMany(id, texts, options))?.predictions).toHaveLength(64)
    const goingOn = { ...options, signal: new AbortController().signal }
    expect(await predictMany('gone', texts, goingOn)).toBeNull()
    expect(await predictMany(id, [], goingOn)).toEqual({ predictions: [], elapsedMs: 0 })
  })
})

describe('a model as a file', () => {
  it('has what answers, the skill’s facts, and how it was made', async () => {
    const run = await keepTrained({ threshold: 0.42, startedAt: Date.UTC(2026, 10, 26) })
    const jobs = answer()
    const made = await exportModel(run, { variant: 'compact', container: 'skillet', skill })
    expect(made).toEqual({ kind: 'exported', bytes: Uint8Array.of(1), asked: 2, agreeing: 1 })
    const [job] = jobs as ExportJob[]
    expect(job).toMatchObject({
      ...{ kind: 'export', variant: 'compact', container: 'skillet', avoid: ['webgpu'] },
      bundle: { vocabularyId: 'all', threshold: 0.42, outOfScope: ['None'] },
      skill: { name: 'Music' },
      story: { createdAt: '2026-11-26', fingerprint: run.fingerprint },
      skillTexts: ['play jazz'],
    })
    expect(job!.texts).toEqual(run.report.judged.map(({ text }) => text))
    expect(job!.texts).not.toEqual([])
    expect(job!.story.learned).toBe(run.report.learned.count)
    const whole = await keepTrained({ final: { utterances: 99, epochs: 1 } })
    await exportModel(whole, { variant: 'whole', container: 'onnx', skill })
    expect((jobs[1] as ExportJob).story.learned).toBe(99)
  })

  it('cannot be made of what is gone', async () => {
    const jobs = answer()
    const options = { variant: 'whole', container: 'skillet', skill } as const
    expect(await exportModel(createRun({ id: 'gone' }), options)).toMatchObject({
      ...{ kind: 'failed', reason: 'no-model' },
    })
    expect(jobs).toEqual([])
  })
})
