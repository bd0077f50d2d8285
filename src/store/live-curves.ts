import { createCurves, type RunCurves } from './run-curves'

/**
 * The curves of the training that runs, outside React: charts read these columns when they draw, once
 * a frame at most.
 */
export type LiveCurves = { pretrained: RunCurves; scratch: RunCurves }

let curves: LiveCurves = { pretrained: createCurves(), scratch: createCurves() }
const listeners = new Set<() => void>()

/** The columns as they are now; they grow in place. */
export function liveCurves(): LiveCurves {
  return curves
}

/** Starts new columns, empty or from a run that goes on. */
export function resetLiveCurves(from?: LiveCurves): void {
  curves = from ?? { pretrained: createCurves(), scratch: createCurves() }
  touchLiveCurves()
}

/** Tells the charts that there is more to draw. */
export function touchLiveCurves(): void {
  for (const listener of listeners) listener()
}

/** Calls `listener` after each change; returns how to stop. */
export function subscribeToLiveCurves(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
