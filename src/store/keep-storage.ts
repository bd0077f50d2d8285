let asked: Promise<boolean> | null = null

/**
 * Asks the browser, once a page, not to clear our storage when its disk gets full; false when it will
 * not promise.
 */
export function askToKeepStorage(): Promise<boolean> {
  asked ??= ask()
  return asked
}

async function ask(): Promise<boolean> {
  try {
    if (await navigator.storage?.persisted?.()) return true
    return (await navigator.storage?.persist?.()) ?? false
  } catch {
    return false
  }
}
