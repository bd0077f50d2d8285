import { type Change, diffProjects } from '@/project/change'
import { mergeChange } from '@/project/merge-change'
import type { Clock } from './clock'
import type { Database } from './database'
import { type ProjectStep, stepsSize, type Timeline, takeStep } from './project-steps'
import { journalWrites, readSkill, type StoredSkill, snapshotWrites } from './skill-records'

/**
 * Whether the work is safe. In every state but `saved` the skill stays in memory until it is, or until
 * a person decides: `conflict` when another tab says something else of the same place, `deleted` when
 * another tab has deleted the skill.
 */
export type SaveState =
  | { kind: 'saved' }
  | { kind: 'pending' }
  | { kind: 'failed'; remedy: string }
  | { kind: 'conflict'; remedy: string }
  | { kind: 'deleted'; remedy: string }

/** What the database has of a skill; a null revision when it has nothing. */
export type KeptVersion = Omit<
  Extract<StoredSkill, { kind: 'read' }>,
  'kind' | 'timeline' | 'revision'
> & {
  revision: number | null
}

/** Keeps one skill for as long as it is open: soon after each edit its steps, when nobody waits the whole of it. */
export type Saver = {
  state: () => SaveState
  /** The revision that the database says it has, as far as this saver knows. */
  revision: () => number | null
  /** Hears of a step that was just taken; `change` is what it did, forwards. */
  take: (step: ProjectStep, change: Change) => void
  /** Saves what waits, and comes back when that is done or has failed. */
  flush: () => Promise<void>
  /** Folds the journal into a snapshot, for moments in which nobody waits. */
  fold: () => Promise<void>
  /** Tries again after a failure. */
  retry: () => Promise<void>
  /** Takes in what another tab has saved; work of this tab stays on top of it. */
  pull: () => Promise<void>
  /** How many steps wait. */
  waiting: () => number
  /**
   * After a conflict: drops the first `steps` that wait and takes the other version; what was done since
   * stays on top of it. Returns whether it could be read.
   */
  takeOther: (steps: number) => Promise<boolean>
  /** After a deletion elsewhere: keeps the skill after all. */
  keepDeleted: () => Promise<void>
  /** Saves no more. */
  close: () => void
}

/** How long an edit waits for others before it is written. It is not put off by them. */
export const SAVE_DELAY_MS = 250
/** How long after a failure it tries by itself. */
const RETRY_MS = 5_000
/** A journal longer than this is folded into a snapshot even while somebody works. */
const LONGEST_JOURNAL = 1000
/** How often in a row another tab may be faster. */
const MOST_MERGES = 20

/** A saver of one skill. `document` is where the skill lives; a merge replaces what it holds. */
export function createSaver(options: {
  projectId: string
  database: Database
  clock: Clock
  document: { get: () => Timeline; set: (timeline: Timeline) => void }
  kept: KeptVersion
  onState: (state: SaveState) => void
  /** The database has a new revision. */
  onKept: (revision: number) => void
}): Saver {
  const { projectId, database, clock, document, onState, onKept } = options
  let { revision, told, journalSize, lost } = options.kept
  /** Steps that the database does not have yet. */
  let waiting: { step: ProjectStep; change: Change }[] = []
  /** Steps do not say all that has to be written: the skill is new, or parts of it were lost. */
  let isWholeDue = revision === null || lost !== null
  let state: SaveState = isWholeDue ? { kind: 'pending' } : { kind: 'saved' }
  let isClosed = false
  let cancelTimer: (() => void) | null = null
  let queue: Promise<unknown> = Promise.resolve()

  function setState(next: SaveState): void {
    const isSame = next.kind === state.kind && !('remedy' in next)
    state = next
    if (!isSame) onState(next)
  }

  const isWaiting = () => waiting.length > 0 || isWholeDue
  const isStuck = () => isClosed || state.kind === 'conflict' || state.kind === 'deleted'

  /** One after the other: two writes at once would conflict with each other. */
  function enqueue<Value>(task: () => Promise<Value>): Promise<Value> {
    const result = queue.then(task)
    queue = result.catch(() => {})
    return result
  }

  function arm(delayMs: number): void {
    if (cancelTimer !== null || isStuck()) return
    cancelTimer = clock.after(delayMs, () => {
      cancelTimer = null
      void flush()
    })
  }

  function disarm(): void {
    cancelTimer?.()
    cancelTimer = null
  }

  async function flush(): Promise<void> {
    disarm()
    await enqueue(() => save(false))
  }

  async function save(isWholeWanted: boolean): Promise<void> {
    for (let merges = 0; merges < MOST_MERGES; merges += 1) {
      if (isStuck() || !(isWaiting() || (isWholeWanted && journalSize > 0))) return
      const outcome = await writeOnce(isWholeWanted)
      if (outcome === 'failed') return
      if (outcome === 'written') {
        if (waiting.length > 0) arm(SAVE_DELAY_MS)
        return
      }
      await merge()
      if (state.kind === 'failed') return
    }
    fail(BUSY)
  }

  async function writeOnce(isWholeWanted: boolean): Promise<'written' | 'outdated' | 'failed'> {
    const timeline = document.get()
    const steps = waiting.map(({ step }) => step)
    const isJournalled =
      !isWholeWanted &&
      !isWholeDue &&
      revision !== null &&
      journalSize + steps.length <= LONGEST_JOURNAL &&
      stepsSize(steps) <= Math.max(50, timeline.project.utterances.length / 4)
    const next = (revision ?? 0) + 1
    const what = { revision: next, now: clock.now() }
    const wholeLost = lost
    const result = await database.commit(
      isJournalled
        ? journalWrites(timeline, { ...what, steps })
        : snapshotWrites(timeline, { ...what, lost: wholeLost }),
      { kind: 'revision', projectId, revision: told },
    )
    if (result.kind === 'failed') {
      if (result.reason === 'conflict') return 'outdated'
      fail(result.remedy)
      return 'failed'
    }
    revision = next
    told = next
    journalSize = isJournalled ? journalSize + steps.length : 0
    if (!isJournalled) {
      isWholeDue = false
      lost = null
    }
    waiting = waiting.slice(steps.length)
    if (!isClosed) setState(waiting.length > 0 ? { kind: 'pending' } : { kind: 'saved' })
    onKept(next)
    return 'written'
  }

  /** Puts what waits on top of what the database has now. */
  async function merge(): Promise<void> {
    const stored = await readSkill(database, projectId)
    if (isStuck()) return
    // From here on nothing waits: an edit in between would be lost.
    if (stored.kind === 'missing') {
      if (revision !== null) setState({ kind: 'deleted', remedy: DELETED })
      return
    }
    if (stored.kind !== 'read') {
      fail(stored.kind === 'failed' ? stored.remedy : stored.reason)
      return
    }
    if (stored.revision !== revision) putOnTop(stored)
  }

  /** Makes a version from the database the one of this tab, with what waits on top of it. */
  function putOnTop(stored: Extract<StoredSkill, { kind: 'read' }>): void {
    let timeline = stored.timeline
    const merged: typeof waiting = []
    for (const { change } of waiting) {
      const project = mergeChange(timeline.project, change)
      if (!project) {
        disarm()
        setState({ kind: 'conflict', remedy: CONFLICT })
        return
      }
      const own = diffProjects(timeline.project, project, change.label)
      const step = own && ({ kind: 'edit', change: own } as const)
      const next = step && takeStep(timeline, step)
      if (!next) continue
      timeline = next
      merged.push({ step, change: own })
    }
    // All of it lies there already: it was written, and the answer was lost, so nobody has been told.
    const isKept = waiting.length > 0 && merged.length === 0
    waiting = merged
    revision = stored.revision
    told = stored.told
    journalSize = stored.journalSize
    lost = stored.lost
    isWholeDue = stored.lost !== null
    document.set(timeline)
    setState(isWaiting() ? { kind: 'pending' } : { kind: 'saved' })
    if (isKept) onKept(stored.revision)
  }

  function fail(remedy: string): void {
    if (isStuck()) return
    setState({ kind: 'failed', remedy })
    arm(RETRY_MS)
  }

  return {
    state: () => state,
    revision: () => told,
    take(step, change) {
      waiting.push({ step, change })
      if (state.kind === 'saved') setState({ kind: 'pending' })
      arm(SAVE_DELAY_MS)
    },
    flush,
    async fold() {
      disarm()
      await enqueue(() => save(true))
    },
    async retry() {
      disarm()
      isWholeDue = true
      await enqueue(() => save(true))
    },
    async pull() {
      await enqueue(async () => {
        if (!isStuck()) await merge()
        if (isWaiting()) arm(SAVE_DELAY_MS)
      })
    },
    waiting: () => waiting.length,
    takeOther: (steps) =>
      enqueue(async () => {
        const stored = await readSkill(database, projectId)
        if (stored.kind !== 'read') return false
        waiting = waiting.slice(steps)
        putOnTop(stored)
        if (isWaiting()) arm(SAVE_DELAY_MS)
        return true
      }),
    async keepDeleted() {
      if (state.kind !== 'deleted') return
      revision = null
      told = null
      isWholeDue = true
      setState({ kind: 'pending' })
      await enqueue(() => save(true))
    },
    close() {
      disarm()
      isClosed = true
    },
  }
}

const CONFLICT =
  'Another tab changed the same place of this skill. Take that version, or keep yours as a copy.'
const DELETED =
  'Another tab deleted this skill. Here it is still whole, with all your work: keep it, or let it go.'
const BUSY = 'Another tab keeps saving this skill. Leave it alone for a moment, then try again.'
