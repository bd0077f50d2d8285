/** Versions within stored and downloaded documents: a later one than this build knows is no damage. */
import { z } from 'zod'
import { isLater } from './later-version'

const NEWER = 'made by a newer Skillet'

/** The versions of a part of a document that this build reads, whatever else a later one has changed. */
export function knownVersion<const Version extends number>(...known: Version[]) {
  const latest = Math.max(...known)
  return z.literal(known, {
    error: ({ input }) => (isLater(input, latest) ? NEWER : undefined),
  })
}

/** Whether a document, or a part of it, is of a version that was not known yet when this build was made. */
export function isOfNewer({ issues }: z.ZodError): boolean {
  return issues.some(({ message }) => message === NEWER)
}
