import type { WatchClock } from './watchdog'

/** A clock for tests, which stands still until it is put forward. */
export type StepWatchClock = WatchClock & {
  advance: (ms: number) => void
  /** How many are called back now and then. */
  watching: () => number
}

export function createStepWatchClock(): StepWatchClock {
  let now = 0
  const timers = new Set<{ dueAt: number; ms: number; run: () => void }>()
  return {
    now: () => now,
    every(ms, run) {
      const timer = { dueAt: now + ms, ms, run }
      timers.add(timer)
      return () => void timers.delete(timer)
    },
    advance(ms) {
      const end = now + ms
      for (;;) {
        const [due] = [...timers]
          .filter(({ dueAt }) => dueAt <= end)
          .sort((a, b) => a.dueAt - b.dueAt)
        if (!due) break
        now = due.dueAt
        due.dueAt += due.ms
        due.run()
      }
      now = end
    },
    watching: () => timers.size,
  }
}
