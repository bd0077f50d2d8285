/** Notices a thread that is silent: one that loops, sleeps for ever, or died without a word. */

export type Watchdog = {
  /** Something was heard; `isProgress` when it was more than an answer to a question. */
  hear: (options: { isProgress: boolean }) => void
  end: () => void
}

/** Time, as an argument: tests step it. */
export type WatchClock = {
  /** Milliseconds, from any moment on. */
  now: () => number
  /** Calls back again and again; returns how to stop. */
  every: (ms: number, run: () => void) => () => void
}

/** The time of this thread. */
export const threadClock: WatchClock = {
  now: () => performance.now(),
  every(ms, run) {
    const timer = setInterval(run, ms)
    return () => clearInterval(timer)
  },
}

export type WatchdogOptions = {
  /** Asks the thread for a sign of life; one that works without a pause can't answer, and is not asked. */
  ask?: () => void
  onSilent: (silentMs: number) => void
  /** How long the thread may say nothing at all, now. */
  patienceMs: () => number
  /** How long it may answer without getting anywhere, now. */
  standstillMs?: () => number
  everyMs?: number
  clock?: WatchClock
}

/** Asks at this pace, and counts in it. */
const EVERY_MS = 5_000

/**
 * Watches from now on. Silence is counted in questions without an answer, not in hours: where a machine slept or a
 * browser held a hidden page's timers back, a question comes late and its time does not count.
 */
export function createWatchdog(options: WatchdogOptions): Watchdog {
  const {
    ask = () => {},
    onSilent,
    patienceMs,
    standstillMs = () => Number.POSITIVE_INFINITY,
  } = options
  const { everyMs = EVERY_MS, clock = threadClock } = options
  let silentMs = 0
  let stillMs = 0
  let askedAt = clock.now()
  const stop = clock.every(everyMs, () => {
    const now = clock.now()
    const isLate = now - askedAt > 3 * everyMs
    askedAt = now
    ask()
    if (isLate) return
    silentMs += everyMs
    stillMs += everyMs
    const waitedMs = silentMs >= patienceMs() ? silentMs : stillMs >= standstillMs() ? stillMs : 0
    if (waitedMs === 0) return
    stop()
    onSilent(waitedMs)
  })
  return {
    hear({ isProgress }) {
      silentMs = 0
      if (isProgress) stillMs = 0
    },
    end: stop,
  }
}
