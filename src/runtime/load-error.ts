import type { LoadError } from './public-types'

/** Makes what `load` throws. */
export function loadError(reason: string, remedy: string): LoadError {
  return Object.assign(new Error(`${reason} ${remedy}`), {
    name: 'SkilletLoadError' as const,
    reason,
    remedy,
  })
}
