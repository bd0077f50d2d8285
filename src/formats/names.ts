/** Names as files write them: two that differ only by white space are one name. */

/** Without white space around it, and with single spaces inside. */
export function cleanName(name: string): string {
  return name.trim().replace(/\s+/gu, ' ')
}

export type Names = {
  /** The clean name; remembers what it was. */
  clean: (name: string) => string
  /** Each name that was not written as it is now, with a sentence. */
  changes: () => { text: string; reason: string }[]
}

/** Remembers which names were cleaned, so that the report can say so once for each. */
export function createNames(): Names {
  const known = new Map<string, string>()
  const changed = new Map<string, string>()
  return {
    clean: (name) => {
      const before = known.get(name)
      if (before !== undefined) return before
      const clean = cleanName(name)
      known.set(name, clean)
      if (clean !== name && clean !== '') changed.set(name, clean)
      return clean
    },
    changes: () =>
      [...changed].map(([name, clean]) => ({
        text: JSON.stringify(name),
        reason: `The name ${JSON.stringify(name)} is read as “${clean}”: names that differ only by white space are one.`,
      })),
  }
}
