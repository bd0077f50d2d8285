import * as tf from '@tensorflow/tfjs-core'
import { describe, expect, it } from 'vitest'
import { temperatureAfterMore } from '@/evaluation/calibration'
import { reportFigures } from '@/evaluation/tested-figures'
import type { BackendName, Job, JobEvent, JobResult, RunCheckpoint } from '@/jobs/job'
import {
  createTestTools,
  createTinySkill,
  createTrainJob,
  QUICK_SETTINGS,
} from '@/jobs/skill-fixture'
import { createTinyPretrained } from '@/model/fixtures'
import { createUtterance } from '@/project/project'
import { readModelFile } from '@/records/read-model-file'
import { writeOnnx } from '@/records/write-onnx'
import { createWorkerClient, type WorkerClient } from './client'
import type { FromWorker, WorkerPort } from './contract'
import { openInProcess } from './in-process'

const basics = { modelUrl: 'memory:tiny', backend: 'cpu' as const, avoid: [] }

function createClient(): WorkerClient {
  return createWorkerClient(() => openInProcess(createTestTools()))
}

async function run<J extends Job>(job: J, client = createClient()) {
  const events: JobEvent[] = []
  const result = await client.run(job, { onEvents: (batch) => events.push(...batch) })
  return { events, result }
}

describe('a train job', () => {
  it('says where it runs, how it goes, and ends with a model and a report', async () => {
    const { events, result } = await run(createTrainJob())
    if (result.kind !== 'trained') throw new Error(JSON.stringify(result))
    const kinds = events.map((event) => event.kind)
    expect(kinds.indexOf('backend')).toBeLessThan(kinds.indexOf('training'))
    expect(events.filter((e) => e.kind === 'phase').map((e) => e.phase)).toEqual([
      'starting',
      'downloading',
      'warmingUp',
      'training',
      'evaluating',
    ])
    const epochs = events.filter((e) => e.kind === 'training' && e.event.kind === 'epoch')
    expect(epochs).toHaveLength(4)
    expect(result.model.report.summary.count).toBe(result.split.test.length)
    expect(
      [...result.split.train, ...result.split.validation, ...result.split.test].sort(),
    ).toEqual(
      createTinySkill()
        .utterances.map(({ id }) => id)
        .sort(),
    )
    expect(result.model.report.judged.map((one) => one.utteranceId)).toEqual(result.split.test)
    expect(result.scratch).toBeNull()
  })

  it('gives the same report for the same seed', async () => {
    const [one, two] = [await run(createTrainJob()), await run(createTrainJob())]
    expect(one.result).toEqual(two.result)
  })

  it('trains the rival from scratch on the same split', async () => {
    const { events, result } = await run(createTrainJob({ alsoFromScratch: true }))
    if (result.kind !== 'trained') throw new Error(JSON.stringify(result))
    expect(result.scratch?.report.judged.map((one) => one.utteranceId)).toEqual(result.split.test)
    const arms = events.flatMap((e) => (e.kind === 'training' ? [e.arm] : []))
    expect([...new Set(arms)]).toEqual(['pretrained', 'scratch'])
  })

  it('trains the model that answers on all utterances, with the threshold of the report, a little surer', async () => {
    const { events, result } = await run(createTrainJob({ learnsAll: true }))
    if (result.kind !== 'trained') throw new Error(JSON.stringify(result))
    const { model, final, split } = result
    expect(final?.utterances).toBe(12)
    expect(final?.epochs).toBe(QUICK_SETTINGS.epochs)
    const counts = { before: split.train.length, now: 12 }
    expect(final?.bundle.temperature).toBe(temperatureAfterMore(model.bundle.temperature, counts))
    expect(final?.bundle.temperature).toBeLessThan(model.bundle.temperature)
    expect(final?.bundle.threshold).toBe(model.report.outOfScope.threshold)
    expect(final?.bundle.weights).not.toEqual(model.bundle.weights)
    // The report is of the one that has not seen the test side.
    expect(model.report.learned.count).toBe(split.train.length)
    expect(model.report.summary.count).toBe(split.test.length)
    const stages = events.flatMap((e) => (e.kind === 'stage' ? [e.stage] : []))
    expect(stages).toEqual(['report', 'final'])
    const plain = await run(createTrainJob())
    expect(plain.result).toEqual({ ...result, final: null })
  })

  it('trains no second model when the first has learned everything, or was stopped', async () => {
    const settings = { ...QUICK_SETTINGS, testShare: 0, validationShare: 0 }
    const all = await run(createTrainJob({ learnsAll: true, settings }))
    expect(all.result).toMatchObject({ kind: 'trained', final: null })
    const controller = new AbortController()
    const stopped = await createClient().run(
      createTrainJob({ learnsAll: true, settings: { ...QUICK_SETTINGS, epochs: 10_000 } }),
      {
        signal: controller.signal,
        onEvents: (events) => {
          if (events.some((e) => e.kind === 'training' && e.event.kind === 'epoch'))
            controller.abort()
        },
      },
    )
    expect(stopped).toMatchObject({ kind: 'trained', final: null })
  })

  it('goes on with the model that answers where it was interrupted', async () => {
    const whole = await run(createTrainJob({ learnsAll: true }))
    if (whole.result.kind !== 'trained') throw new Error(JSON.stringify(whole.result))
    const { model } = whole.result
    const reached = whole.events.flatMap((e) =>
      e.kind === 'checkpoint' && e.checkpoint.isFinal ? [e.checkpoint] : [],
    )
    // Checkpoints are seconds apart, and this training is over sooner: one is made up of its end.
    expect(reached).toEqual([])
    const zeros = Object.entries(model.bundle.weights).map(([name, { values }]) => [
      name,
      { mean: new Float32Array(values.length), variance: new Float32Array(values.length) },
    ])
    const training: RunCheckpoint['training'] = {
      epoch: QUICK_SETTINGS.epochs,
      step: 12,
      elapsedMs: 5,
      weights: model.bundle.weights,
      adam: { step: 0, moments: Object.fromEntries(zeros) },
      best: null,
      average: null,
    }
    const { events, result } = await run(
      createTrainJob({
        learnsAll: true,
        resume: {
          pretrainedId: model.bundle.vocabularyId,
          arm: 'pretrained',
          training,
          finished: model,
          isFinal: true,
        },
      }),
    )
    if (result.kind !== 'trained') throw new Error(JSON.stringify(result))
    expect(events.flatMap((e) => (e.kind === 'stage' ? [e.stage] : []))).toEqual(['final'])
    expect(result.model).toEqual(model)
    expect(result.final?.bundle.weights).toEqual(model.bundle.weights)
  })

  it('goes on from an earlier model on the same sides, and tests on nothing it has learned', async () => {
    const skill = createTinySkill()
    const first = await run(createTrainJob())
    if (first.result.kind !== 'trained') throw new Error(JSON.stringify(first.result))
    const { split, learnedTexts, model } = first.result
    const fresh = ['play more jazz', 'order large tea', 'some jazz', 'large please'].map(
      (text, i) => createUtterance({ id: `n${i}`, text, intent: i % 2 === 0 ? 'Play' : 'Order' }),
    )
    const { result } = await run(
      createTrainJob({
        skill: { ...skill, utterances: [...skill.utterances, ...fresh] },
        start: model.bundle,
        known: { ...split, learnedTexts },
      }),
    )
    if (result.kind !== 'trained') throw new Error(JSON.stringify(result))
    expect(result.hasGoneOn).toBe(true)
    for (const side of ['train', 'validation', 'test'] as const) {
      expect(result.split[side]).toEqual(expect.arrayContaining(split[side]))
    }
    expect(result.learnedTexts).toEqual(expect.arrayContaining(learnedTexts))
    expect(result.split.train.length).toBeGreaterThan(split.train.length)
  })

  it('starts from the download, and says so, when the earlier model has other words', async () => {
    const first = await run(createTrainJob())
    if (first.result.kind !== 'trained') throw new Error(JSON.stringify(first.result))
    const start = { ...first.result.model.bundle, vocabularyId: 'of last year' }
    const { events, result } = await run(createTrainJob({ start }))
    if (result.kind !== 'trained') throw new Error(JSON.stringify(result))
    expect(result.hasGoneOn).toBe(false)
    expect(result.model).toEqual(first.result.model)
    expect(events.filter(({ kind }) => kind === 'notice')).toHaveLength(1)
  })

  it('keeps what it has when it is stopped', async () => {
    const controller = new AbortController()
    const job = createTrainJob({ settings: { ...QUICK_SETTINGS, epochs: 10_000 } })
    const result = await createClient().run(job, {
      signal: controller.signal,
      onEvents: (events) => {
        if (events.some((e) => e.kind === 'training' && e.event.kind === 'epoch'))
          controller.abort()
      },
    })
    if (result.kind !== 'trained') throw new Error(JSON.stringify(result))
    expect(result.model.outcome.kind).toBe('stopped')
    expect(result.model.outcome.bestEpoch).toBeGreaterThan(0)
    expect(result.model.report.summary.count).toBeGreaterThan(0)
  })

  it('stands still while paused, and its clock with it', async () => {
    const client = createClient()
    let stepsWhilePaused = 0
    let isPaused = false
    let pausedOnce = false
    let lastElapsed = 0
    const startedAt = performance.now()
    // Far more epochs than fit before the pause, however fast the machine is; stopped after it.
    const controller = new AbortController()
    const result = await client.run(
      createTrainJob({ settings: { ...QUICK_SETTINGS, epochs: 10_000 } }),
      {
        signal: controller.signal,
        onEvents: (events) => {
          for (const event of events) {
            if (event.kind !== 'training' || event.event.kind === 'started') continue
            if (isPaused) stepsWhilePaused += 1
            lastElapsed = event.event.elapsedMs
            if (pausedOnce) continue
            pausedOnce = true
            client.pause()
            setTimeout(() => {
              isPaused = true
            }, 300)
            setTimeout(() => {
              isPaused = false
              client.resume()
              setTimeout(() => controller.abort(), 200)
            }, 900)
          }
        },
      },
    )
    expect(result.kind).toBe('trained')
    expect(stepsWhilePaused).toBe(0)
    expect(performance.now() - startedAt - lastElapsed).toBeGreaterThan(500)
  })

  it('says what is missing when there is too little to learn from', async () => {
    const bare = createTinySkill().utterances.slice(0, 6)
    const utterances = bare.map((utterance) => ({ ...utterance, spans: [] }))
    const { result } = await run(createTrainJob({ skill: { ...createTinySkill(), utterances } }))
    expect(result).toMatchObject({ kind: 'failed', reason: 'too-little-data' })
  })

  it('finds the slots of a single intent, and claims nothing of telling intents apart', async () => {
    const skill = { ...createTinySkill(), utterances: createTinySkill().utterances.slice(0, 6) }
    const { result } = await run(createTrainJob({ skill, learnsAll: true }))
    if (result.kind !== 'trained') throw new Error(JSON.stringify(result))
    const { report } = result.model
    expect(report.summary.count).toBeGreaterThan(0)
    expect(reportFigures(report).intentAccuracy).toBeNull()
    expect(reportFigures(report).slotF1).not.toBeNull()
    expect(result.final?.utterances).toBe(6)
  })

  it('calls a loss that is no number by its name', async () => {
    const settings = { ...QUICK_SETTINGS, learningRate: Number.NaN }
    expect((await run(createTrainJob({ settings }))).result).toMatchObject({ reason: 'diverged' })
  })

  it('leaves no tensor behind in twenty runs', async () => {
    const client = createClient()
    const job = createTrainJob({ settings: { ...QUICK_SETTINGS, epochs: 1 } })
    await run(job, client)
    const before = tf.memory()
    for (let round = 0; round < 20; round += 1) await run(job, client)
    const after = tf.memory()
    expect(after.numTensors).toBe(before.numTensors)
    expect(after.numBytes).toBe(before.numBytes)
  })
})

describe('other jobs', () => {
  it('cross-validation tests every utterance once', async () => {
    const { result } = await run({
      kind: 'crossValidate',
      ...basics,
      skill: createTinySkill(),
      settings: QUICK_SETTINGS,
      folds: 3,
    })
    if (result.kind !== 'crossValidated') throw new Error(JSON.stringify(result))
    expect(result).toMatchObject({ folds: 3, isWhole: true })
    expect(result.report.judged.map((one) => one.utteranceId).sort()).toEqual(
      createTinySkill()
        .utterances.map(({ id }) => id)
        .sort(),
    )
  })

  it('a learning curve grows with its data and keeps its test set', async () => {
    const { result, events } = await run({
      kind: 'learningCurve',
      ...basics,
      skill: createTinySkill(),
      settings: { ...QUICK_SETTINGS, epochs: 2 },
      shares: [0.5, 1],
      alsoFromScratch: true,
    })
    if (result.kind !== 'curveDrawn') throw new Error(JSON.stringify(result))
    const [half, whole] = result.points
    expect(half!.utterances).toBeLessThan(whole!.utterances)
    expect(result.scratchPoints).toHaveLength(2)
    expect(events.filter((e) => e.kind === 'curvePoint')).toHaveLength(4)
  })

  it('a loaded model answers; an unknown one says so', async () => {
    const client = createClient()
    const trained = await run(createTrainJob(), client)
    if (trained.result.kind !== 'trained') throw new Error('not trained')
    const { bundle, report } = trained.result.model
    const missing = await run({ kind: 'predict', modelId: 'none', texts: ['hi'] }, client)
    expect(missing.result).toMatchObject({ kind: 'failed', reason: 'no-model' })
    const loaded = await run(
      { kind: 'load', ...basics, modelId: 'one', model: { kind: 'trained', bundle } },
      client,
    )
    // Only the runtime answers, so that Try waits for no GPU and stays clear of a training.
    expect(loaded.events.map(({ kind }) => kind)).not.toContain('backend')
    const texts = report.judged.map(({ text }) => text)
    const { result } = await run({ kind: 'predict', modelId: 'one', texts }, client)
    if (result.kind !== 'predicted') throw new Error('not predicted')
    expect(result.predictions).toEqual(report.judged.map(({ prediction }) => prediction))
  })
})

describe('a model that was made from another network', () => {
  const texts = createTinySkill().utterances.map(({ text }) => text)

  /** Tools that find the tiny vocabulary under the name of an earlier network. */
  function createClientWithWordsOf(earlier: string): WorkerClient {
    const words = createTinyPretrained().vocabulary
    const tools = createTestTools()
    return createWorkerClient(() =>
      openInProcess({
        ...tools,
        findWords: async (url, id) =>
          id === earlier ? { kind: 'found', vocabulary: words } : tools.findWords(url, id),
      }),
    )
  }

  it('answers with its own words, and is exported with them', async () => {
    const client = createClientWithWordsOf('of last year')
    const trained = await run(createTrainJob(), client)
    if (trained.result.kind !== 'trained') throw new Error('not trained')
    const bundle = { ...trained.result.model.bundle, vocabularyId: 'of last year' }
    const model = { kind: 'trained' as const, bundle }
    const loaded = await run({ kind: 'load', ...basics, modelId: 'old', model }, client)
    expect(loaded.result.kind).toBe('loaded')
    const answered = await run({ kind: 'predict', modelId: 'old', texts }, client)
    expect(answered.result.kind).toBe('predicted')
    const job = { kind: 'export' as const, ...basics, bundle, ...exported, texts }
    expect((await run(job, client)).result).toMatchObject({ kind: 'exported' })
  })

  it('whose words are gone is neither loaded nor exported with others', async () => {
    const client = createClientWithWordsOf('of last year')
    const trained = await run(createTrainJob(), client)
    if (trained.result.kind !== 'trained') throw new Error('not trained')
    const bundle = { ...trained.result.model.bundle, vocabularyId: 'of nobody' }
    const model = { kind: 'trained' as const, bundle }
    const loaded = await run({ kind: 'load', ...basics, modelId: 'old', model }, client)
    expect(loaded.result).toMatchObject({ kind: 'failed', reason: 'download' })
    const job = { kind: 'export' as const, ...basics, bundle, ...exported, texts }
    expect((await run(job, client)).result).toMatchObject({ kind: 'failed', reason: 'download' })
  })
})

/** What a file tells beside the model. */
const exported = {
  variant: 'whole' as const,
  container: 'skillet' as const,
  skill: { name: 'Tiny', locale: 'en', intents: [], types: [] },
  story: {
    createdAt: '2026-11-26',
    skillet: '0.1.0',
    fingerprint: '0',
    learned: 12,
    tested: 3,
    scores: null,
  },
  skillTexts: [],
}

describe('a model as a file', () => {
  it('answers as the model does', async () => {
    const client = createClient()
    const trained = await run(createTrainJob(), client)
    if (trained.result.kind !== 'trained') throw new Error('not trained')
    const texts = createTinySkill().utterances.map(({ text }) => text)
    const { bundle } = trained.result.model
    const job = { kind: 'export' as const, ...basics, bundle, ...exported, texts }
    const { result, events } = await run(job, client)
    if (result.kind !== 'exported') throw new Error(JSON.stringify(result))
    expect(result.agreeing).toBe(result.asked)
    expect(events.map(({ kind }) => kind)).not.toContain('backend')
    const read = readModelFile(result.bytes)
    if (read.kind === 'failed') throw new Error(read.reason)
    const other = await run({ ...job, container: 'onnx' }, client)
    if (other.result.kind !== 'exported') throw new Error(JSON.stringify(other.result))
    const words = read.model.vocabulary!
    expect(other.result.bytes).toEqual(writeOnnx(read.model, words))
  })
})

describe('when the thread fails', () => {
  /** A worker that follows a script, one entry per life. */
  function openScripted(lives: ((job: Job, port: ScriptedPort) => void)[]) {
    const opened: Job[] = []
    let terminated = 0
    const open = (): WorkerPort => {
      const port: ScriptedPort = { send: () => {}, breakDown: () => {} }
      let id = 0
      return {
        post: (message) => {
          if (message.kind !== 'run') return
          id = message.id
          opened.push(message.job)
          lives[opened.length - 1]?.(message.job, port)
        },
        listen: (onMessage, onBroken) => {
          port.send = (message) => queueMicrotask(() => onMessage({ ...message, id } as FromWorker))
          port.breakDown = (why) => queueMicrotask(() => onBroken(why))
        },
        terminate: () => {
          terminated += 1
        },
      }
    }
    return { open, opened, terminated: () => terminated }
  }
  type ScriptedPort = {
    send: (message: DistributiveOmit<FromWorker, 'id'>) => void
    breakDown: (why: string) => void
  }
  type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never

  const onBackend = (backend: BackendName): JobEvent => ({
    kind: 'backend',
    report: { backend, adapter: null, reasons: [] },
  })
  const checkpoint = { arm: 'pretrained', training: { epoch: 7 }, finished: null } as never
  const finished: JobResult = { kind: 'curveDrawn', points: [], scratchPoints: [], isWhole: true }

  it('goes on from the last checkpoint on the next backend when the GPU is lost', async () => {
    const script = openScripted([
      (_, port) => {
        port.send({
          kind: 'events',
          events: [onBackend('webgpu'), { kind: 'checkpoint', checkpoint }],
        })
        port.send({
          kind: 'result',
          result: { kind: 'failed', reason: 'device-lost', message: 'gone', remedy: '' },
        })
      },
      (_, port) => port.send({ kind: 'result', result: finished }),
    ])
    const { events, result } = await run(
      createTrainJob({ backend: 'auto' }),
      createWorkerClient(script.open),
    )
    expect(result).toEqual(finished)
    expect(script.opened[1]).toMatchObject({
      avoid: ['webgpu'],
      resume: { training: { epoch: 7 } },
    })
    expect(events).toContainEqual({
      kind: 'restarted',
      reason: 'device-lost',
      message: 'gone',
      arm: 'pretrained',
      fromEpoch: 7,
      isFinal: false,
    })
  })

  it('starts a fresh worker after a crash, but not for ever', async () => {
    const script = openScripted(
      Array(5).fill((_: Job, port: ScriptedPort) => port.breakDown('boom')),
    )
    const { result } = await run(createTrainJob(), createWorkerClient(script.open))
    expect(result).toMatchObject({ kind: 'failed', reason: 'crashed' })
    expect(script.opened).toHaveLength(3)
    expect(script.terminated()).toBe(3)
  })

  const watched = { watchEveryMs: 10, patienceMs: 60 }

  it('goes on from the last checkpoint when a worker falls silent without an error', async () => {
    const script = openScripted([
      (_, port) =>
        port.send({
          kind: 'events',
          events: [onBackend('wasm'), { kind: 'checkpoint', checkpoint }],
        }),
      (_, port) => port.send({ kind: 'result', result: finished }),
    ])
    const { events, result } = await run(createTrainJob(), createWorkerClient(script.open, watched))
    expect(result).toEqual(finished)
    expect(script.terminated()).toBe(1)
    expect(script.opened[1]).toMatchObject({ avoid: [], resume: { training: { epoch: 7 } } })
    const notice = events.find(({ kind }) => kind === 'restarted')
    expect(notice).toMatchObject({ reason: 'crashed', arm: 'pretrained', fromEpoch: 7 })
    expect(notice && 'message' in notice && notice.message).toContain('nothing was heard')
  })

  it('ends a training that answers for ever and gets nowhere, and waits for one that is paused', async () => {
    const live = (_: Job, port: ScriptedPort) => {
      port.send({ kind: 'events', events: [onBackend('wasm')] })
      const timer = setInterval(() => port.send({ kind: 'here' }), 5)
      setTimeout(() => clearInterval(timer), 400)
    }
    const script = openScripted([
      live,
      (_, port) => port.send({ kind: 'result', result: finished }),
    ])
    const client = createWorkerClient(script.open, watched)
    const running = run(createTrainJob(), client)
    client.pause()
    await new Promise((resolve) => setTimeout(resolve, 150))
    expect(script.opened).toHaveLength(1)
    client.resume()
    expect((await running).result).toEqual(finished)
    expect(script.opened).toHaveLength(2)
  })

  it('leaves a worker alone that is slow but says so', async () => {
    const script = openScripted([
      (job, port) => {
        const timer = setInterval(() => port.send({ kind: 'here' }), 5)
        setTimeout(() => {
          clearInterval(timer)
          port.send({ kind: 'result', result: finished })
        }, 200)
        expect(job.kind).toBe('crossValidate')
      },
    ])
    const job: Job = { ...createTrainJob(), kind: 'crossValidate', folds: 3 } as never
    const { result } = await run(job, createWorkerClient(script.open, watched))
    expect(result).toEqual(finished)
    expect(script.opened).toHaveLength(1)
  })

  it('a real host says that it is there', async () => {
    const port = openInProcess(createTestTools())
    const heard = new Promise((resolve) => port.listen(resolve, () => {}))
    port.post({ kind: 'areYouThere', id: 3 })
    expect(await heard).toEqual({ kind: 'here', id: 3 })
  })

  it('ends a worker that does not stop', async () => {
    const script = openScripted([() => {}])
    const client = createWorkerClient(script.open, { graceMs: 20 })
    const controller = new AbortController()
    const running = client.run(createTrainJob(), { signal: controller.signal })
    expect(client.isBusy()).toBe(true)
    controller.abort()
    expect(await running).toMatchObject({ kind: 'failed', reason: 'not-responding' })
    expect(script.terminated()).toBe(1)
    expect(client.isBusy()).toBe(false)
  })

  it('starts no worker before there is a job', () => {
    const script = openScripted([])
    createWorkerClient(script.open)
    expect(script.opened).toHaveLength(0)
  })
})
