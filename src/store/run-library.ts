import { pageClock } from './clock'
import { pageChannel, pageDatabase, pageLocks, pageTrash } from './page'
import { createRunKeeper } from './run-keeper'
import { useTrainingStore } from './training-store'

/** What was trained in this browser, as this page shows and keeps it. */

const keeper = createRunKeeper({
  database: pageDatabase,
  clock: pageClock,
  channel: pageChannel,
  trash: pageTrash,
  locks: pageLocks,
  training: useTrainingStore,
})

export const {
  /** Listens to the other tabs; returns how to stop. Call it once, at the start. */
  start: startRuns,
  /** Reads what was trained from a skill; cheap when it is already there. */
  open: openRuns,
  /** Reads it anew. */
  refresh: refreshRuns,
  tell: tellOfTraining,
  keepRun,
  keepCurve,
  keepCheckpoint,
  forgetCheckpoint,
  /** Tries again to keep what the browser refused. */
  keepAgain,
  /** Moves the threshold of a run, for the Try screen and, once the slider rests, for later visits. */
  setThreshold,
  describeRun,
  pinRun,
  /** Deletes a run and its model; for a while it can be brought back. */
  discardRun: deleteRun,
  forgetDamaged,
  readAnsweringModel,
  readReportModel,
} = keeper
