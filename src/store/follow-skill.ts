import { startRuns } from './run-library'
import { followRuns } from './suggestions-provider'

/** Keeps what was trained, and what is suggested, in step with the open skill. Call it once; returns how to stop. */
export function followSkill(): () => void {
  const stops = [startRuns(), followRuns()]
  return () => {
    for (const stop of stops) stop()
  }
}
