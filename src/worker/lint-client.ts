/** The page's side of the checks: keeps the worker's copy of the skill up to date and asks it. */

import type { LintReply, LintRequest, ListedFinding } from '@/jobs/lint-messages'
import type { Judgement } from '@/lint/finding'
import type { Change } from '@/project/change'
import type { Project } from '@/project/project'
import { createWatchdog, threadClock, type WatchClock, type Watchdog } from './watchdog'

/** Checks a skill in another thread, so that nobody waits for it. */
export type LintClient = {
  /** Whether a worker has the skill: false before it was sent, and after the worker broke or fell silent. */
  isOpen: () => boolean
  /** From now on it is about this skill. It is sent piece by piece, between frames. */
  open: (project: Project) => void
  /** The skill changed. */
  change: (change: Change) => void
  /** What is wrong with it now; null when a newer question or skill came in between, or the worker broke. */
  lint: (judgements: ReadonlyMap<string, Judgement>) => Promise<ListedFinding[] | null>
  /** The repair of a finding of the last answer, as a change. */
  fix: (findingId: string) => Promise<Change | null>
  close: () => void
}

/** The little of `Worker` that is used, so that a test can stand in for it. */
export type LintWorkerLike = Pick<Worker, 'postMessage' | 'terminate' | 'addEventListener'>

/** How long the worker may owe an answer: many times what checking the largest skills takes. */
const PATIENCE_MS = 60_000

/** Utterances a message: what copying them takes fits between two frames. */
const PIECE = 400

/** A client whose worker starts with the first skill. */
export function createLintClient(
  startWorker: () => LintWorkerLike = () =>
    new Worker(new URL('./lint-worker.ts', import.meta.url), { type: 'module' }),
  clock: WatchClock = threadClock,
): LintClient {
  let worker: LintWorkerLike | null = null
  let unsent: LintRequest[] = []
  let isSending = false
  let nextId = 1
  let watchdog: Watchdog | null = null
  const waiting = new Map<number, (reply: LintReply | null) => void>()

  /** It is watched for as long as it owes an answer; new questions buy it no time. */
  function watch(): void {
    if (waiting.size > 0) {
      watchdog ??= createWatchdog({ clock, patienceMs: () => PATIENCE_MS, onSilent: close })
    } else {
      watchdog?.end()
      watchdog = null
    }
  }

  function sendNext(): void {
    const request = unsent.shift()
    isSending = request !== undefined
    if (!request) return
    worker?.postMessage(request)
    // Pieces go one a turn of the event loop; a lone request does not wait.
    if (unsent.length > 0) setTimeout(sendNext, 0)
    else isSending = false
  }

  function send(requests: LintRequest[]): void {
    unsent.push(...requests)
    if (!isSending) sendNext()
  }

  function close(): void {
    worker?.terminate()
    worker = null
    unsent = []
    const unanswered = [...waiting.values()]
    waiting.clear()
    watch()
    for (const resolve of unanswered) resolve(null)
  }

  function start(): void {
    const fresh = startWorker()
    fresh.addEventListener('message', (event) => {
      if (fresh !== worker) return
      const reply = (event as MessageEvent<LintReply>).data
      const resolve = waiting.get(reply.id)
      waiting.delete(reply.id)
      watchdog?.hear({ isProgress: true })
      watch()
      resolve?.(reply)
    })
    for (const trouble of ['error', 'messageerror']) {
      fresh.addEventListener(trouble, (event) => {
        event.preventDefault?.()
        if (fresh === worker) close()
      })
    }
    worker = fresh
  }

  function ask(request: (id: number) => LintRequest): Promise<LintReply | null> {
    if (!worker) return Promise.resolve(null)
    return new Promise((resolve) => {
      const id = nextId++
      waiting.set(id, resolve)
      watch()
      send([request(id)])
    })
  }

  return {
    isOpen: () => worker !== null,
    open(project) {
      close()
      start()
      const { utterances } = project
      // Rules ask what a file brought along, never what is in it.
      const extras = Object.fromEntries(Object.keys(project.extras).map((key) => [key, true]))
      const pieces = Array.from({ length: Math.ceil(utterances.length / PIECE) }, (_, index) =>
        utterances.slice(index * PIECE, (index + 1) * PIECE),
      )
      send([
        { kind: 'open', project: { ...project, utterances: [], extras } },
        ...pieces.map((piece): LintRequest => ({ kind: 'append', utterances: piece })),
      ])
    },
    change(change) {
      if (worker) send([{ kind: 'change', change }])
    },
    async lint(judgements) {
      const reply = await ask((id) => ({ kind: 'lint', id, judgements }))
      return reply?.kind === 'linted' ? reply.findings : null
    },
    async fix(findingId) {
      const reply = await ask((id) => ({ kind: 'fix', id, findingId }))
      return reply?.kind === 'fixed' ? reply.change : null
    },
    close,
  }
}
