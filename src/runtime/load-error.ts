/** Why a model was not loaded. `message` is both, as one text. */
export type LoadError = Error & {
  name: 'SkilletLoadError'
  reason: string
  /** What to do about it. */
  remedy: string
}

/** Makes what `load` throws. */
export function loadError(reason: string, remedy: string): LoadError {
  return Object.assign(new Error(`${reason} ${remedy}`), {
    name: 'SkilletLoadError' as const,
    reason,
    remedy,
  })
}

/** Whether something that was thrown is why a model was not loaded. */
export function isLoadError(error: unknown): error is LoadError {
  return error instanceof Error && error.name === 'SkilletLoadError'
}
