import * as v from 'valibot'
import { finite, readAs } from '@/project/schema-parts'

/** What one tab tells the others. */
export type TabMessage =
  | { kind: 'saved'; projectId: string; revision: number }
  | { kind: 'deleted'; projectId: string }
  /** Runs, models or the interrupted training of a skill have changed. */
  | { kind: 'trained'; projectId: string }

/** The way to the other tabs; it does not lead back to this one. */
export type TabChannel = {
  post: (message: TabMessage) => void
  /** Returns how to stop. */
  listen: (listener: (message: TabMessage) => void) => () => void
}

const schema: v.GenericSchema<unknown, TabMessage> = v.variant('kind', [
  v.object({ kind: v.literal('saved'), projectId: v.string(), revision: finite }),
  v.object({ kind: v.literal('deleted'), projectId: v.string() }),
  v.object({ kind: v.literal('trained'), projectId: v.string() }),
])

/** The channel of this browser; it opens when somebody listens, and is silence where there is none. */
export function createTabChannel(name: string): TabChannel {
  let channel: BroadcastChannel | null = null
  const listeners = new Set<(message: TabMessage) => void>()
  return {
    post: (message) => channel?.postMessage(message),
    listen(listener) {
      listeners.add(listener)
      if (!channel && typeof BroadcastChannel !== 'undefined') {
        channel = new BroadcastChannel(name)
        channel.onmessage = (event) => {
          const message = readAs(schema, event.data)
          if (message) for (const hear of listeners) hear(message)
        }
      }
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0) return
        channel?.close()
        channel = null
      }
    },
  }
}
