type Mark = { step: number; elapsedMs: number }

/** The speed of a training: over the last seconds, and over all of it. */
export type TrainingMeter = {
  /** A training begins, or goes on; `isAnother` when it is not the one that was measured so far. */
  start: (options: { isAnother: boolean }) => void
  add: (step: number, elapsedMs: number) => void
  /** Working time of all trainings so far. */
  elapsedMs: () => number
  /** Steps a second over the last five seconds; null when that is too short to say. */
  recentRate: () => number | null
  meanRate: () => number
}

const RECENT_MS = 5_000
const SHORTEST_MS = 200

/** A meter that has measured nothing yet. */
export function createTrainingMeter(): TrainingMeter {
  let marks: Mark[] = []
  let first: Mark | null = null
  let last: Mark | null = null
  let earlierMs = 0
  return {
    start: ({ isAnother }) => {
      if (isAnother) earlierMs += last?.elapsedMs ?? 0
      marks = []
      first = null
    },
    add: (step, elapsedMs) => {
      last = { step, elapsedMs }
      first ??= last
      marks.push(last)
      while (marks.length > 2 && elapsedMs - (marks[0]?.elapsedMs ?? 0) > RECENT_MS) marks.shift()
    },
    elapsedMs: () => earlierMs + (last?.elapsedMs ?? 0),
    recentRate: () => rateBetween(marks[0] ?? null, last),
    meanRate: () => rateBetween(first, last) ?? 0,
  }
}

function rateBetween(a: Mark | null, b: Mark | null): number | null {
  return a && b && b.elapsedMs - a.elapsedMs > SHORTEST_MS
    ? (1000 * (b.step - a.step)) / (b.elapsedMs - a.elapsedMs)
    : null
}
