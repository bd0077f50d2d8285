/** Opens one thing at a time; who asks last is served, whatever comes in first. */
export type Opener<Key = string> = {
  /** Loads and shows, unless something else was asked for meanwhile; returns whether it was shown. */
  open: (id: Key) => Promise<boolean>
  /** Lets whatever is on its way arrive unseen. */
  cancel: () => void
}

/** An opener that `load`s and then `show`s. A load that throws is shown as `fail` says. */
export function createOpener<Value, Key = string>(options: {
  load: (id: Key) => Promise<Value>
  show: (id: Key, value: Value) => void
  fail: (id: Key, error: unknown) => void
  /** Takes back what was loaded and is not wanted any more. */
  drop?: (value: Value) => void
}): Opener<Key> {
  const { load, show, fail, drop = () => {} } = options
  let newest = 0
  return {
    async open(id) {
      newest += 1
      const ticket = newest
      try {
        const value = await load(id)
        if (ticket !== newest) {
          drop(value)
          return false
        }
        show(id, value)
        return true
      } catch (error) {
        if (ticket === newest) fail(id, error)
        return false
      }
    },
    cancel() {
      newest += 1
    },
  }
}
