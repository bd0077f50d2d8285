import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { learnedKey } from '@/evaluation/known-sides'
import type {
  Job,
  JobEvent,
  RunCheckpoint,
  TrainedArm,
  TrainingNews,
  TrainJob,
  TrainResult,
} from '@/jobs/job'
import { DEFAULT_SETTINGS } from '@/jobs/job'
import { fingerprintOf } from '@/project/data-fingerprint'
import { addUtterances } from '@/project/edits'
import { createUtterance } from '@/project/project'
import { createSkill } from '@/project/skill-fixture'
import { type Answering, answerJobs } from '@/worker/testing'
import { liveCurves, resetLiveCurves } from './live-curves'
import { pageDatabase, pageLocks } from './page'
import { setPreferences, usePreferences } from './preferences'
import { addSkill, deleteSkill, openProject } from './project-library'
import { editProject } from './project-store'
import { createModels, createRun } from './run-fixture'
import { openRuns, readAnsweringModel, readReportModel, refreshRuns } from './run-library'
import { pageGlobals } from './testing'
import {
  dropInterrupted,
  resumeTraining,
  startCrossValidation,
  startLearningCurve,
  startTraining,
} from './training-actions'
import { type Activity, setFromDownload, useTrainingStore } from './training-store'
import { setPaused, stopWork } from './training-work'

const training = useTrainingStore.getState
const { report } = createRun()

function armOf(name: string, change: Partial<TrainedArm['outcome']> = {}): TrainedArm {
  const outcome = { kind: 'finished', bestEpoch: 2, epochs: 3, steps: 30, ...change } as const
  return { outcome, bundle: createModels(name).bundle, report }
}

const trained: TrainResult = {
  kind: 'trained',
  model: armOf('report'),
  scratch: null,
  final: { bundle: createModels('all').bundle, utterances: 4, epochs: 5 },
  split: { train: ['u0', 'u2'], validation: ['u1'], test: ['u3'] },
  hasGoneOn: false,
  learnedTexts: ['play jazz', 'stop it'].map(learnedKey),
}

const losses = { loss: 1, intentLoss: 0.5, slotLoss: 0.25 }

const event = {
  started: (step = 0, epoch = 0): TrainingNews => {
    const sizes = { totalSteps: 30, epochs: 3, stepsPerEpoch: 10, trainableWeights: 1 }
    return { kind: 'started', step, epoch, ...sizes }
  },
  step: (step: number, elapsedMs: number): TrainingNews => {
    return { kind: 'step', step, epoch: 1, ...losses, elapsedMs }
  },
  epoch: (epoch: number, step: number): TrainingNews => {
    const seen = { train: losses, validation: null, isBest: true, elapsedMs: 0 }
    return { kind: 'epoch', epoch, step, ...seen }
  },
}

function news(training: TrainingNews, arm: 'pretrained' | 'scratch' = 'pretrained'): JobEvent {
  return { kind: 'training', arm, event: training }
}

const checkpoint: RunCheckpoint = {
  pretrainedId: 'tiny',
  arm: 'pretrained',
  training: {
    ...{ epoch: 1, step: 10, elapsedMs: 100, weights: {} },
    ...{ adam: { step: 10, moments: {} }, best: null, average: null },
  },
  finished: null,
}

const crash = { kind: 'failed', reason: 'diverged', message: 'gone', remedy: 'try' } as const

const labelled = ['play jazz', 'play rock', 'stop it', 'halt now'].map((text, place) =>
  createUtterance({ id: `u${place}`, text, intent: place < 2 ? 'Play' : 'Stop' }),
)
const skill = createSkill({
  intents: { Play: {}, Stop: {} },
  utterances: [...labelled, createUtterance({ id: 'open', text: 'what', intent: null })],
})

/** Opens a new skill of four labelled utterances; returns its id. */
async function openSkill(): Promise<string> {
  const id = await addSkill(skill)
  await openProject(id)
  await openRuns(id)
  return id
}

/** Answers each job with what was prepared for its kind; returns the jobs as they come. */
function answerWith(answers: { [K in Job['kind']]?: Answering }): Job[] {
  const jobs: Job[] = []
  answerJobs((job, tools) => {
    jobs.push(job)
    const answer = answers[job.kind]
    if (!answer) throw new Error(`Nobody expected ${job.kind}`)
    return answer(job, tools)
  })
  return jobs
}

let projectId: string

beforeEach(async () => {
  for (const [name, value] of Object.entries(pageGlobals())) vi.stubGlobal(name, value)
  setPreferences({ backend: 'auto', measured: null })
  resetLiveCurves()
  projectId = await openSkill()
  useTrainingStore.setState({ settings: DEFAULT_SETTINGS, alsoFromScratch: false, backend: null })
})

afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

describe('a training', () => {
  it('learns the labelled utterances from the download, and keeps run and models', async () => {
    const jobs = answerWith({
      train(_, { say }) {
        say(news(event.started()), news(event.step(1, 0)), news(event.step(11, 1000)))
        say(news(event.epoch(1, 11)))
        return trained
      },
    })
    const startedAfter = Date.now()
    await startTraining()
    expect(jobs).toMatchObject([
      {
        ...{ kind: 'train', start: 'pretrained', alsoFromScratch: false, learnsAll: true },
        ...{ settings: DEFAULT_SETTINGS, resume: null, backend: 'auto', avoid: [], measured: null },
        modelUrl: 'https://skillet.test/models/base/',
      },
    ])
    const { skill } = jobs[0] as TrainJob
    expect(skill.utterances.map(({ id }) => id)).toEqual(['u0', 'u1', 'u2', 'u3'])
    expect(jobs[0]).not.toHaveProperty('known')
    const { runs, activity, failure } = training()
    expect([activity, failure]).toEqual([null, null])
    expect(runs).toMatchObject([
      {
        ...{ kind: 'train', projectId, number: 1, startedFrom: null, isStopped: false },
        ...{ bestEpoch: 2, epochs: 3, steps: 30, elapsedMs: 1000, stepsPerSecond: 10 },
        ...{ utterances: 4, fingerprint: fingerprintOf(skill.utterances), hasModel: true },
        ...{ split: trained.split, learnedTexts: trained.learnedTexts, scratch: null },
        ...{ final: { utterances: 4, epochs: 5 }, settings: DEFAULT_SETTINGS },
        backend: { backend: 'cpu', adapter: null, reasons: [] },
      },
    ])
    expect(runs[0]!.curves.steps.step).toEqual([1, 11])
    expect(runs[0]!.curves.epochs.step).toEqual([11])
    expect(runs[0]!.startedAt).toBeGreaterThanOrEqual(startedAfter)
    expect(await readAnsweringModel(runs[0]!.id)).toMatchObject({ bundle: { vocabularyId: 'all' } })
    expect(await readReportModel(runs[0]!.id)).toMatchObject({ bundle: { vocabularyId: 'report' } })
  })

  it('keeps the rival from scratch with curves of its own, and a run that was stopped as such', async () => {
    useTrainingStore.setState({ alsoFromScratch: true })
    let stages: unknown
    answerWith({
      train(_, { say }) {
        stages = training().activity?.stages
        say(news(event.started()), news(event.step(1, 100)))
        say({ kind: 'stage', stage: 'rival' })
        say(news(event.started(), 'scratch'), news(event.step(1, 50), 'scratch'))
        say(news(event.step(2, 60), 'scratch'))
        const model = armOf('report', { kind: 'stopped' })
        return { ...trained, model, scratch: armOf('rival', { steps: 2 }), final: null }
      },
    })
    await startTraining()
    expect(stages).toEqual(['report', 'rival', 'final'])
    const [run] = training().runs
    expect(run).toMatchObject({ isStopped: true, elapsedMs: 160, scratch: { steps: 2, epochs: 3 } })
    expect(run).not.toHaveProperty('final')
    expect(run!.curves.steps.step).toEqual([1])
    expect(run!.scratch?.curves.steps.step).toEqual([1, 2])
    expect(await readAnsweringModel(run!.id)).toMatchObject({ bundle: { vocabularyId: 'report' } })
  })

  it('goes on from the run before when little is new, unless the download is asked for', async () => {
    answerWith({ train: () => trained })
    await startTraining()
    const [first] = training().runs
    editProject('Add', (project) =>
      addUtterances(project, [createUtterance({ id: 'u4', text: 'play soul', intent: 'Play' })]),
    )
    const jobs = answerWith({ train: () => ({ ...trained, hasGoneOn: true }) })
    await startTraining()
    expect(jobs).toMatchObject([
      {
        start: { vocabularyId: 'report' },
        known: { ...trained.split, learnedTexts: trained.learnedTexts },
      },
    ])
    expect((jobs[0] as TrainJob).settings.epochs).toBeGreaterThan(0)
    expect(training().runs[1]).toMatchObject({ number: 2, startedFrom: first!.id })
    editProject('Add', (project) =>
      addUtterances(project, [createUtterance({ id: 'u5', text: 'play folk', intent: 'Play' })]),
    )
    // What it was given is not always what it went on from.
    answerWith({ train: () => trained })
    await startTraining()
    expect(training().runs[2]).toMatchObject({ number: 3, startedFrom: null })
    setFromDownload(true)
    const anew = answerWith({ train: () => trained })
    await startTraining()
    expect(anew).toMatchObject([{ start: 'pretrained', settings: DEFAULT_SETTINGS }])
  })

  it('asks for the backend and the paces that are known, and remembers what was measured', async () => {
    const measured = { machine: 'm', adapter: null, paces: [] }
    const found = { backend: 'wasm', adapter: null, reasons: [], measured } as const
    setPreferences({ backend: 'wasm' })
    answerWith({
      train(_, { say }) {
        say({ kind: 'backend', report: { ...found, reasons: [] } })
        return trained
      },
    })
    await startTraining()
    expect(usePreferences.getState().measured).toEqual(measured)
    expect(training().runs[0]?.backend).toEqual(found)
    vi.stubGlobal('location', { search: '?backend=cpu' })
    const jobs = answerWith({ crossValidate: () => crash })
    await startCrossValidation(2)
    expect(jobs).toMatchObject([{ backend: 'cpu', measured }])
  })

  it('runs once: while one is on its way, nothing else begins', async () => {
    let goOn = () => {}
    const jobs = answerWith({
      train: () =>
        new Promise((resolve) => {
          goOn = () => resolve(trained)
        }),
    })
    const first = startTraining()
    await vi.waitFor(() => expect(jobs).toHaveLength(1))
    useTrainingStore.setState({ interrupted: { projectId } as never })
    await Promise.all([
      startTraining(),
      resumeTraining(),
      startCrossValidation(2),
      startLearningCurve({ alsoFromScratch: false }),
    ])
    goOn()
    await first
    expect(jobs).toHaveLength(1)
    expect(training().runs).toHaveLength(1)
  })

  it('does not begin without a skill', async () => {
    await deleteSkill(projectId)
    const jobs = answerWith({})
    await Promise.all([
      startTraining(),
      resumeTraining(),
      startCrossValidation(2),
      startLearningCurve({ alsoFromScratch: false }),
    ])
    expect(jobs).toEqual([])
    expect(training().activity).toBeNull()
  })

  it('leaves a skill alone that another tab trains', async () => {
    vi.spyOn(pageLocks, 'take').mockResolvedValue(null)
    vi.spyOn(pageLocks, 'isTaken').mockResolvedValue(true)
    const jobs = answerWith({ train: () => trained })
    await startTraining()
    expect(jobs).toEqual([])
    expect(training()).toMatchObject({ activity: null, isElsewhere: true, runs: [] })
  })
})

describe('how a training goes', () => {
  /** What the screen shows after each of these is said. */
  async function watch(...steps: readonly (JobEvent | readonly JobEvent[])[]): Promise<Activity[]> {
    const seen: Activity[] = []
    answerWith({
      train(_, { say }) {
        for (const step of steps) {
          say(...(Array.isArray(step) ? step : [step]))
          seen.push(training().activity!)
        }
        return trained
      },
    })
    await startTraining()
    return seen
  }

  it('is shown from the click on', async () => {
    let first: Activity | null = null
    answerWith({
      train() {
        first = training().activity
        return trained
      },
    })
    useTrainingStore.setState({ notices: ['old'], failure: crash })
    const done = startTraining()
    expect(training()).toMatchObject({
      ...{ failure: null, notices: [], interrupted: null, saidOf: projectId },
      activity: { work: 'train', projectId, skillName: 'Music', phase: 'starting' },
    })
    await done
    expect(first).toMatchObject({
      ...{ isPaused: false, isStopping: false, download: null, arm: 'pretrained', step: 0 },
      ...{ stage: 'report', stages: ['report', 'final'], stepsPerSecond: null, progress: null },
      ...{ points: [], restart: null },
    })
  })

  it('tells of download, phase, steps and epochs', async () => {
    const seen = await watch(
      { kind: 'download', loadedBytes: 3, totalBytes: 7 },
      { kind: 'phase', phase: 'warmingUp' },
      news(event.started(20, 2)),
      [news(event.step(21, 0)), news(event.step(26, 500))],
      news(event.epoch(3, 30)),
      news({ kind: 'watch', step: 30, validation: {} as never, elapsedMs: 600 }),
    )
    expect(seen).toMatchObject([
      { download: { loadedBytes: 3, totalBytes: 7 } },
      { phase: 'warmingUp' },
      { step: 20, epoch: 2, totalSteps: 30, epochs: 3 },
      { step: 26, epoch: 2, elapsedMs: 500, stepsPerSecond: 10 },
      { step: 30, epoch: 3, phase: 'warmingUp' },
      { step: 30, epoch: 3 },
    ])
  })

  it('begins anew with each stage, whose time adds up; only reports have curves', async () => {
    const seen = await watch(
      [news(event.started()), news(event.step(1, 0)), news(event.step(9, 400))],
      { kind: 'stage', stage: 'final' },
      news(event.started()),
      [news(event.step(2, 100)), news(event.epoch(1, 10))],
    )
    expect(seen).toMatchObject([
      { step: 9, stepsPerSecond: 20 },
      { stage: 'final', step: 0, stepsPerSecond: null },
      { step: 0 },
      { step: 10, elapsedMs: 500 },
    ])
    expect(training().runs[0]?.curves.steps.step).toEqual([1, 9])
    expect(training().runs[0]?.curves.epochs.step).toEqual([])
  })

  it('says a notice once', async () => {
    let notices: unknown
    answerWith({
      train(_, { say }) {
        say({ kind: 'notice', text: 'one' }, { kind: 'notice', text: 'other' })
        say({ kind: 'notice', text: 'one' })
        notices = training().notices
        return trained
      },
    })
    await startTraining()
    expect(notices).toEqual(['one', 'other'])
  })

  it('after a new start draws again what is learned again, and says where it goes on', async () => {
    let attempt = 0
    const counts: number[][] = []
    const count = () =>
      counts.push([
        liveCurves().pretrained.steps.step.length,
        liveCurves().scratch.steps.step.length,
      ])
    useTrainingStore.setState({ alsoFromScratch: true })
    const jobs = answerWith({
      train(_, { say }) {
        attempt += 1
        count()
        if (attempt === 1) {
          say(news(event.started()), news(event.step(5, 1)), news(event.step(10, 2)))
          say(news(event.epoch(1, 10)), { kind: 'checkpoint', checkpoint })
          say(news(event.step(15, 3)), news(event.step(3, 3), 'scratch'))
          throw new Error('crashed once')
        }
        expect(training().activity?.restart).toContain('epoch 1')
        say({ kind: 'backend', report: { backend: 'wasm', adapter: null, reasons: [] } })
        expect(training().activity?.restart).toBeNull()
        if (attempt === 2) {
          say(news(event.step(11, 1)), news(event.step(4, 3), 'scratch'))
          say(news(event.epoch(1, 4), 'scratch'), news(event.step(5, 4), 'scratch'))
          const later = { ...checkpoint, arm: 'scratch' as const }
          say({ kind: 'checkpoint', checkpoint: later })
          throw new Error('crashed twice')
        }
        return trained
      },
    })
    await startTraining()
    // First the report's arm goes on after its first epoch, then the rival's.
    expect(counts).toEqual([
      [0, 0],
      [2, 0],
      [3, 1],
    ])
    expect(jobs.map((job) => (job as TrainJob).resume)).toMatchObject([
      null,
      { arm: 'pretrained' },
      { arm: 'scratch' },
    ])
  })

  it('leaves the curves as they are when the model that answers starts again', async () => {
    let attempt = 0
    let drawn: unknown
    answerWith({
      train(_, { say }) {
        attempt += 1
        drawn = [...liveCurves().pretrained.steps.step]
        if (attempt > 1) return trained
        say(news(event.started()), news(event.step(5, 1)), news(event.step(10, 2)))
        say({ kind: 'checkpoint', checkpoint: { ...checkpoint, isFinal: true } })
        throw new Error('crashed')
      },
    })
    await startTraining()
    expect(drawn).toEqual([5, 10])
    expect(training().notices).toHaveLength(0)
  })

  it('can be held, let go on, and stopped', async () => {
    const asked: string[] = []
    const heard = answerJobs((_, { signal }) => {
      setPaused(true)
      asked.push(`paused ${training().activity?.isPaused}`)
      setPaused(false)
      asked.push(`paused ${training().activity?.isPaused}`)
      setPaused(true)
      stopWork()
      const { isStopping, isPaused } = training().activity!
      asked.push(`stopping ${isStopping}, paused ${isPaused}`)
      return signal.aborted ? trained : crash
    })
    await startTraining()
    expect(asked).toEqual(['paused true', 'paused false', 'stopping true, paused false'])
    expect(heard.map(({ kind }) => kind)).toEqual(['run', 'pause', 'resume', 'pause', 'stop'])
    expect(training().runs).toHaveLength(1)
    setPaused(true)
    stopWork()
    expect(training().activity).toBeNull()
    expect(heard).toHaveLength(5)
  })
})

describe('a training that is interrupted', () => {
  /** A training that comes to a checkpoint and then fails. */
  async function interrupt(failure: { reason: 'diverged' | 'no-backend' }): Promise<void> {
    answerWith({
      async train(_, { say }) {
        say(news(event.started()), news(event.step(10, 1)), news(event.epoch(1, 10)))
        say({ kind: 'checkpoint', checkpoint })
        return { ...crash, ...failure }
      },
    })
    await startTraining()
    await vi.waitFor(() => expect(training().activity).toBeNull())
    await refreshRuns(projectId)
  }

  it('says why, and goes on from its checkpoint, with its curves', async () => {
    await interrupt({ reason: 'no-backend' })
    expect(training()).toMatchObject({
      ...{ failure: { reason: 'no-backend' }, runs: [] },
      interrupted: { projectId, startedFrom: null, alsoFromScratch: false },
    })
    const { runId, startedAt } = training().interrupted!
    resetLiveCurves()
    const jobs = answerWith({
      train(_, { say }) {
        say(news(event.started(10, 1)), news(event.step(20, 2)))
        return trained
      },
    })
    await resumeTraining()
    expect(jobs).toMatchObject([{ kind: 'train', resume: checkpoint, start: 'pretrained' }])
    expect(training()).toMatchObject({ runs: [{ id: runId, startedAt }], interrupted: null })
    expect(training().runs[0]?.curves.steps.step).toEqual([10, 20])
    await refreshRuns(projectId)
    expect(training().interrupted).toBeNull()
  })

  it('is forgotten when it led nowhere', async () => {
    await interrupt({ reason: 'diverged' })
    expect(training()).toMatchObject({ failure: { reason: 'diverged' }, interrupted: null })
  })

  it('is forgotten when nobody wants it any more', async () => {
    await interrupt({ reason: 'no-backend' })
    await dropInterrupted()
    expect(training().interrupted).toBeNull()
    expect(liveCurves().pretrained.steps.step).toEqual([])
    await refreshRuns(projectId)
    expect(training().interrupted).toBeNull()
    // And where there is none, nothing is touched.
    liveCurves().pretrained.steps.step.push(1)
    await dropInterrupted()
    expect(liveCurves().pretrained.steps.step).toEqual([1])
  })

  it('says so when a checkpoint cannot be kept, and stays resumable until its run is', async () => {
    const commit = pageDatabase.commit
    const full = { kind: 'failed', reason: 'quota', remedy: 'Make room.' } as const
    const refusing = vi.spyOn(pageDatabase, 'commit').mockResolvedValue(full)
    let notices: readonly string[] = []
    answerWith({
      async train(_, { say }) {
        say({ kind: 'checkpoint', checkpoint })
        await vi.waitFor(() => expect(training().notices).toHaveLength(1))
        notices = training().notices
        refusing.mockImplementation((...args) =>
          args[0].some(({ store }) => store === 'runs') ? Promise.resolve(full) : commit(...args),
        )
        say({ kind: 'checkpoint', checkpoint })
        return trained
      },
    })
    await startTraining()
    expect(notices[0]).toContain('Make room.')
    expect(training()).toMatchObject({
      unkept: { runs: [{ number: 1 }], remedy: 'Make room.' },
      interrupted: { projectId },
    })
    // A number that was shown is not given again.
    await dropInterrupted()
    answerWith({ train: () => trained })
    await startTraining()
    expect(training().runs.map(({ number }) => number)).toEqual([1, 2])
    refusing.mockRestore()
  })
})

describe('cross-validation', () => {
  it('is kept as a run without a model', async () => {
    const jobs = answerWith({
      crossValidate(_, { say }) {
        say({ kind: 'progress', done: 0, total: 2, note: 'first' })
        say(news(event.started()), news(event.step(1, 0)), news(event.step(2, 1000)))
        say({ kind: 'progress', done: 1, total: 2, note: 'second' })
        expect(training().activity).toMatchObject({
          ...{ work: 'crossValidate', stages: ['report'], skillName: 'Music' },
          progress: { done: 1, total: 2, note: 'second' },
        })
        say(news(event.started()), news(event.step(1, 0)), news(event.step(3, 1000)))
        return { kind: 'crossValidated', report, folds: 2, isWhole: true }
      },
    })
    useTrainingStore.setState({ settings: { ...DEFAULT_SETTINGS, epochs: 7 } })
    liveCurves().pretrained.steps.step.push(99)
    await startCrossValidation(2)
    expect(jobs).toMatchObject([{ kind: 'crossValidate', folds: 2, settings: { epochs: 7 } }])
    expect(training().runs).toMatchObject([
      {
        ...{ kind: 'crossValidation', number: 1, isStopped: false, epochs: 7, bestEpoch: 0 },
        ...{ steps: 0, stepsPerSecond: 2, split: null, hasModel: false, startedFrom: null },
        ...{ utterances: 4, projectId, scratch: null },
      },
    ])
    const [run] = training().runs
    expect(run!.curves.steps.step).toEqual([1, 3])
    expect(run!.elapsedMs).toBeLessThan(60_000)
  })

  it('says how long a fold trains by its size, and when it was stopped', async () => {
    answerWith({
      crossValidate: () => ({ kind: 'crossValidated', report, folds: 2, isWhole: false }),
    })
    editProject('Add', (project) =>
      addUtterances(
        project,
        Array.from({ length: 3996 }, (_, index) =>
          createUtterance({ id: `n${index}`, text: `play number ${index}`, intent: 'Play' }),
        ),
      ),
    )
    await startCrossValidation(2)
    // Two thousand utterances have 28 epochs; four thousand have fewer, four have forty.
    expect(training().runs).toMatchObject([{ isStopped: true, epochs: 28 }])
  })

  it('keeps nothing when it fails', async () => {
    answerWith({ crossValidate: () => ({ ...crash, reason: 'too-little-data' }) })
    await startCrossValidation(2)
    expect(training()).toMatchObject({
      ...{ runs: [], damaged: [], activity: null, failure: { reason: 'too-little-data' } },
    })
  })
})

describe('a learning curve', () => {
  const scores = { intentAccuracy: 1, slotF1: 1, frameAccuracy: 1, semanticErrorRate: 0 }
  const point = { share: 0.25, utterances: 1, scores, intents: [] }
  const drawn = { kind: 'curveDrawn', points: [point], scratchPoints: [], isWhole: true } as const
  const answer = { ...drawn, points: [point], scratchPoints: [] }

  it('is drawn over growing shares, point by point, and kept', async () => {
    const jobs = answerWith({
      learningCurve(_, { say }) {
        say({ kind: 'curvePoint', arm: 'pretrained', point })
        say({ kind: 'curvePoint', arm: 'scratch', point: { ...point, share: 0.5 } })
        expect(training().activity).toMatchObject({
          ...{ work: 'learningCurve', stages: ['report'], skillName: 'Music' },
          points: [
            { arm: 'pretrained', point: { share: 0.25 } },
            { arm: 'scratch', point: { share: 0.5 } },
          ],
        })
        return answer
      },
    })
    await startLearningCurve({ alsoFromScratch: true })
    expect(jobs).toMatchObject([
      { kind: 'learningCurve', shares: [0.25, 0.5, 0.75, 1], alsoFromScratch: true },
    ])
    expect(jobs[0]).not.toHaveProperty('known')
    await refreshRuns(projectId)
    expect(training().learningCurve).toMatchObject({ projectId, points: [point], isWhole: true })
    expect(training().activity).toBeNull()
  })

  it('tests on what the last run was tested on', async () => {
    answerWith({ train: () => trained })
    await startTraining()
    const jobs = answerWith({ learningCurve: () => answer })
    await startLearningCurve({ alsoFromScratch: false })
    expect(jobs).toMatchObject([{ known: trained.split, alsoFromScratch: false }])
  })

  it('is not kept before its first point', async () => {
    answerWith({ learningCurve: () => ({ ...answer, points: [] }) })
    await startLearningCurve({ alsoFromScratch: false })
    await refreshRuns(projectId)
    expect(training()).toMatchObject({ learningCurve: null, activity: null })
  })
})
