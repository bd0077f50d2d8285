import { createDatabase } from './database'
import { createIndexedRecords } from './indexed-records'
import { createMemoryRecords } from './memory-records'

const records = createIndexedRecords()

/** The database of this page: the browser's, or memory where that is refused. */
export const database = createDatabase({
  records,
  open: records.open,
  memory: createMemoryRecords(),
})
