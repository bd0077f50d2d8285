import type { Clock } from './clock'
import { createDatabase, type Database } from './database'
import { createDesk, type Desk } from './desk'
import { createMemoryRecords } from './memory-records'
import { createProjectStore, type ProjectStore } from './project-store'
import type { RecordStore } from './record-store'
import type { TabChannel, TabMessage } from './tab-channel'
import { createTrash, type Trash } from './trash'

/** Tabs for tests: time is stepped, and the database and the channel are in memory. */

/** A clock that stands still until it is put forward. */
export type StepClock = Clock & {
  /** Puts the clock forward and calls back what is due, in order. */
  advance: (ms: number) => void
  /** How many wait. */
  waiting: () => number
}

export function createStepClock(): StepClock {
  let now = 0
  let timers: { at: number; run: () => void }[] = []
  return {
    now: () => now,
    after(delayMs, run) {
      const timer = { at: now + delayMs, run }
      timers.push(timer)
      return () => {
        timers = timers.filter((other) => other !== timer)
      }
    },
    advance(ms) {
      const end = now + ms
      for (;;) {
        const due = timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0]
        if (!due) break
        timers = timers.filter((other) => other !== due)
        now = due.at
        due.run()
      }
      now = end
    },
    waiting: () => timers.length,
  }
}

/** Lets everything happen that waits for nothing but promises. */
export async function settle(): Promise<void> {
  for (let round = 0; round < 60; round += 1) await Promise.resolve()
}

/** Channels between tabs of one browser; what is posted arrives when `deliver` is called, or at once. */
export function createFakeChannels(options: { isManual?: boolean } = {}) {
  const tabs = new Set<{ hear: ((message: TabMessage) => void) | null }>()
  let queue: (() => void)[] = []
  return {
    open(): TabChannel & { close: () => void } {
      const own = { hear: null as ((message: TabMessage) => void) | null }
      tabs.add(own)
      return {
        post(message) {
          for (const tab of tabs) {
            if (tab === own) continue
            const arrive = () => tab.hear?.(message)
            if (options.isManual) queue.push(arrive)
            else queueMicrotask(arrive)
          }
        },
        listen(listener) {
          own.hear = listener
          return () => {
            own.hear = null
          }
        },
        close: () => void tabs.delete(own),
      }
    },
    deliver() {
      const arrived = queue
      queue = []
      for (const arrive of arrived) arrive()
    },
  }
}

/** A tab over records that may be shared with others. */
export type Tab = {
  desk: Desk
  projects: ProjectStore
  trash: Trash
  database: Database
  clock: Clock
}

export function openTab(options: {
  records?: RecordStore
  clock: Clock
  channel?: TabChannel
}): Tab {
  const { records = createMemoryRecords(), clock, channel = SILENCE } = options
  const database = createDatabase({ records, memory: createMemoryRecords() })
  const projects = createProjectStore()
  const trash = createTrash(clock)
  const desk = createDesk({ database, clock, channel, projects, trash })
  desk.start()
  return { desk, projects, trash, database, clock }
}

const SILENCE: TabChannel = { post: () => {}, listen: () => () => {} }

/** What a browser puts beside the page's modules, for tests to stub: an address, a device that says nothing of itself. */
export function pageGlobals(search = '') {
  return {
    document: { baseURI: 'https://skillet.test/', documentElement: { dataset: {} } },
    location: { search, hash: '' },
    navigator: { userAgent: 'test', hardwareConcurrency: 2 },
  }
}
