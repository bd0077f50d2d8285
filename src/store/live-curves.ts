import { createCurves, type RunCurves } from './run-curves'

/**
 * The curves of the training that runs, outside React: charts read these columns when they draw, once
 * a frame at most.
 */
export type LiveCurves = { pretrained: RunCurves; scratch: RunCurves }

/** Where the curves of a training are while it runs, and who draws them. */
export type CurveBoard = {
  /** The columns as they are now; they grow in place. */
  curves: () => LiveCurves
  /** Starts new columns, empty or from a run that goes on. */
  reset: (from?: LiveCurves) => void
  /** Tells the charts that there is more to draw. */
  touch: () => void
  /** Calls `listener` after each change; returns how to stop. */
  subscribe: (listener: () => void) => () => void
}

/** A board without curves. */
export function createCurveBoard(): CurveBoard {
  let curves = emptyCurves()
  const listeners = new Set<() => void>()
  const touch = () => {
    for (const listener of listeners) listener()
  }
  return {
    curves: () => curves,
    reset(from = emptyCurves()) {
      curves = from
      touch()
    },
    touch,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

function emptyCurves(): LiveCurves {
  return { pretrained: createCurves(), scratch: createCurves() }
}

/** The curves of this page's training. */
export const {
  curves: liveCurves,
  reset: resetLiveCurves,
  touch: touchLiveCurves,
  subscribe: subscribeToLiveCurves,
} = createCurveBoard()
