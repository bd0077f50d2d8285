import { pageClock } from './clock'
import { createDatabase } from './database'
import { createIndexedRecords } from './indexed-records'
import { createStoragePromise } from './keep-storage'
import { createMemoryRecords } from './memory-records'
import { createTabChannel } from './tab-channel'
import { createTrainingLocks } from './training-locks'
import { createTrash } from './trash'

/** What lives as long as the page, and is handed to whatever needs it. */

const records = createIndexedRecords()

/** The browser's database, or memory where that is refused. */
export const pageDatabase = createDatabase({
  records,
  open: records.open,
  memory: createMemoryRecords(),
})

/** The way to the other tabs. */
export const pageChannel = createTabChannel('skillet')

/** The browser's word that it keeps what is stored. */
export const pageStoragePromise = createStoragePromise(
  typeof navigator === 'undefined' ? undefined : navigator.storage,
)

/** What was deleted in this tab a moment ago. */
export const pageTrash = createTrash(pageClock)

/** Who trains which skill. */
export const pageLocks = createTrainingLocks(
  typeof navigator === 'undefined' ? undefined : navigator.locks,
)
