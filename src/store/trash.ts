import type { Clock } from './clock'

/** What was deleted a moment ago. It is hidden at once, and forgotten only when nobody can ask for it back. */
export type Trash = {
  /** Puts something in; `forget` is what really deletes it. */
  put: (id: string, forget: () => Promise<void>) => Discarded
  has: (id: string) => boolean
  /** Forgets all of it now: the room is needed, or the page is left. */
  empty: () => Promise<void>
  /** Tells of what goes in, and of what is out again or gone; returns how to stop. */
  listen: (listener: (id: string) => void) => () => void
}

export type Discarded = {
  /** Takes it out; false when it is forgotten already. */
  bringBack: () => boolean
  /** Settles when it is too late to bring it back, or when that was done. */
  settled: Promise<void>
}

/** Longer than the message with Undo shows. */
export const UNDO_MS = 10_000

/** An empty trash. */
export function createTrash(clock: Clock): Trash {
  const listeners = new Set<(id: string) => void>()
  const tell = (id: string) => {
    for (const listener of listeners) listener(id)
  }
  const entries = new Map<string, () => Promise<void>>()
  return {
    put(id, forget) {
      let settle = () => {}
      const settled = new Promise<void>((resolve) => {
        settle = resolve
      })
      let going: Promise<void> | null = null
      const forgetNow = () => {
        going ??= (async () => {
          cancel()
          settle()
          // It stays hidden until it is gone, and does not show up for a moment in between.
          await forget()
          leave()
        })()
        return going
      }
      const cancel = clock.after(UNDO_MS, () => void forgetNow())
      const leave = () => {
        if (entries.get(id) === forgetNow) entries.delete(id)
        tell(id)
      }
      entries.set(id, forgetNow)
      tell(id)
      return {
        settled,
        bringBack() {
          if (going || entries.get(id) !== forgetNow) return false
          cancel()
          settle()
          leave()
          return true
        },
      }
    },
    has: (id) => entries.has(id),
    async empty() {
      await Promise.all([...entries.values()].map((forget) => forget()))
    },
    listen(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
