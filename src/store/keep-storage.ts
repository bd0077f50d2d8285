/** The browser's promise not to clear our storage when its disk gets full. */
export type StoragePromise = {
  /** Asks for it, once; false when the browser will not promise. */
  ask: () => Promise<boolean>
}

/** The promise of one browser; where it knows of no such thing, it gives none. */
export function createStoragePromise(
  storage: Partial<Pick<StorageManager, 'persisted' | 'persist'>> | undefined,
): StoragePromise {
  let asked: Promise<boolean> | null = null
  async function ask(): Promise<boolean> {
    try {
      if (await storage?.persisted?.()) return true
      return (await storage?.persist?.()) ?? false
    } catch {
      return false
    }
  }
  return {
    ask() {
      asked ??= ask()
      return asked
    },
  }
}
