/** Versions within stored and downloaded documents: a later one than this build knows is no damage. */
import * as v from 'valibot'
import { isLater } from './later-version'

const NEWER = 'made by a newer Skillet'

/** The versions of a part of a document that this build reads, whatever else a later one has changed. */
export function knownVersion<const Version extends number>(...known: Version[]) {
  const latest = Math.max(...known)
  return v.picklist(known, ({ input, expected }) =>
    isLater(input, latest) ? NEWER : `Expected ${expected}`,
  )
}

/** Whether a document, or a part of it, is of a version that was not known yet when this build was made. */
export function isOfNewer(issues: readonly { message: string }[]): boolean {
  return issues.some(({ message }) => message === NEWER)
}
