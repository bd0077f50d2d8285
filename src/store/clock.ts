/** Time, as an argument: tests step it. */
export type Clock = {
  /** Milliseconds since 1970. */
  now: () => number
  /** Calls back once, later; returns how to call it off. */
  after: (delayMs: number, run: () => void) => () => void
}

/** The time of this page. */
export const pageClock: Clock = {
  now: () => Date.now(),
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs)
    return () => clearTimeout(timer)
  },
}
