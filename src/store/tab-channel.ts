import { z } from 'zod'

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

const schema: z.ZodType<TabMessage> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('saved'), projectId: z.string(), revision: z.number() }),
  z.object({ kind: z.literal('deleted'), projectId: z.string() }),
  z.object({ kind: z.literal('trained'), projectId: z.string() }),
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
          const { data, success } = schema.safeParse(event.data)
          if (success) for (const hear of listeners) hear(data)
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
