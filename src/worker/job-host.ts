/** The worker's side of the boundary: takes messages, runs jobs one by one, answers. */

import { crossValidate } from '@/jobs/cross-validation-job'
import { exportModel } from '@/jobs/export-job'
import type { Failure, Job, JobEvent, JobResult } from '@/jobs/job'
import { JobFailure } from '@/jobs/job-failure'
import { browserTools, type JobContext, type JobTools } from '@/jobs/job-tools'
import { drawLearningCurve } from '@/jobs/learning-curve-job'
import { loadModel, predictTexts } from '@/jobs/prediction-job'
import { trainSkill } from '@/jobs/train-job'
import type { FromWorker, ToWorker } from './contract'

/** Where messages come from and go to. */
export type HostPort = {
  post: (message: FromWorker) => void
  listen: (onMessage: (message: ToWorker) => void) => void
}

/** Events are gathered for this long, so that a fast machine does not drown the page in messages. */
const BATCH_MS = 100

/** Answers jobs until the thread ends. */
export function serveJobs(port: HostPort, tools: JobTools = browserTools()): void {
  const running = new Map<number, { controller: AbortController; gate: Gate }>()
  let queue: Promise<void> = Promise.resolve()
  port.listen((message) => {
    if (message.kind === 'run') {
      const entry = { controller: new AbortController(), gate: createGate() }
      running.set(message.id, entry)
      queue = queue.then(async () => {
        const events = createEventBatch((batch) =>
          port.post({ kind: 'events', id: message.id, events: batch }),
        )
        const context: JobContext = {
          signal: entry.controller.signal,
          emit: events.add,
          whilePaused: entry.gate.pass,
          pausedMs: entry.gate.pausedMs,
          tools,
        }
        const result = await runJob(message.job, context)
        events.flush()
        running.delete(message.id)
        port.post({ kind: 'result', id: message.id, result })
      })
      return
    }
    if (message.kind === 'areYouThere') {
      port.post({ kind: 'here', id: message.id })
      return
    }
    const entry = running.get(message.id)
    if (message.kind === 'stop') {
      entry?.controller.abort()
      entry?.gate.open()
    }
    if (message.kind === 'pause') entry?.gate.close()
    if (message.kind === 'resume') entry?.gate.open()
  })
}

async function runJob(job: Job, context: JobContext): Promise<JobResult> {
  try {
    // A GPU that is lost may never settle the promise that waits for it.
    return await Promise.race([startJob(job, context), context.tools.backends.lost()])
  } catch (error) {
    if (error instanceof JobFailure) return error.failure
    // Calls to a GPU that is gone fail in many words, some of them before the loss is reported.
    return (await soonLost(context)) ?? failureOf(error)
  }
}

const REPORTED_WITHIN_MS = 500

function soonLost({ tools }: JobContext): Promise<Failure | null> {
  const tooLate = new Promise<null>((resolve) =>
    setTimeout(() => resolve(null), REPORTED_WITHIN_MS),
  )
  return Promise.race([tools.backends.lost(), tooLate])
}

function startJob(job: Job, context: JobContext): Promise<JobResult> {
  switch (job.kind) {
    case 'train':
      return trainSkill(job, context)
    case 'crossValidate':
      return crossValidate(job, context)
    case 'learningCurve':
      return drawLearningCurve(job, context)
    case 'load':
      return loadModel(job, context)
    case 'export':
      return exportModel(job, context)
    case 'predict':
      return predictTexts(job, context)
    case 'measure':
      return context.tools.backends
        .measureAll()
        .then((measured) => ({ kind: 'measured' as const, measured }))
  }
}

function failureOf(error: unknown): Failure {
  const message = error instanceof Error ? error.message : String(error)
  if (/device.{0,20}lost|lost.{0,20}device|is lost/i.test(message)) {
    return {
      kind: 'failed',
      reason: 'device-lost',
      message: 'The GPU was lost.',
      remedy: 'Training goes on with the next backend.',
    }
  }
  if (/out of memory|allocation failed|array buffer allocation/i.test(message)) {
    return {
      kind: 'failed',
      reason: 'out-of-memory',
      message: `Memory ran out (${message}).`,
      remedy: 'Make the batches smaller, or close other tabs.',
    }
  }
  return {
    kind: 'failed',
    reason: 'crashed',
    message: `Something went wrong in the worker: ${message}`,
    remedy: 'Try again. If it happens again, choose another backend.',
  }
}

function createEventBatch(send: (events: JobEvent[]) => void) {
  let batch: JobEvent[] = []
  let timer: ReturnType<typeof setTimeout> | null = null
  let sentAt = 0
  function flush(): void {
    if (timer !== null) clearTimeout(timer)
    timer = null
    if (batch.length === 0) return
    const events = batch
    batch = []
    sentAt = performance.now()
    send(events)
  }
  return {
    flush,
    add: (event: JobEvent): void => {
      batch.push(event)
      // A busy loop starves timers; what is overdue goes at once.
      if (performance.now() - sentAt >= BATCH_MS) flush()
      else timer ??= setTimeout(flush, BATCH_MS)
    },
  }
}

type Gate = {
  open: () => void
  close: () => void
  pass: () => Promise<void>
  pausedMs: () => number
}

/** A door that a job passes between two steps; shut while it is paused. */
function createGate(): Gate {
  let closedAt: number | null = null
  let total = 0
  let waiting: (() => void)[] = []
  return {
    close: () => {
      closedAt ??= performance.now()
    },
    open: () => {
      if (closedAt !== null) total += performance.now() - closedAt
      closedAt = null
      for (const go of waiting) go()
      waiting = []
    },
    pass: () =>
      closedAt === null
        ? Promise.resolve()
        : new Promise((resolve) => {
            waiting.push(resolve)
          }),
    pausedMs: () => total,
  }
}
