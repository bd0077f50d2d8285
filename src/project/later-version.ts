/** Whether something is the number of a version above the latest that this build knows. */
export function isLater(version: unknown, latest: number): boolean {
  return typeof version === 'number' && version > latest
}
