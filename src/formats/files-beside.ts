/** Files that another file refers to, such as Rasa's lookup tables. */
import type { Reading, SourceFile } from './format'

/** Finds a file by the path that a reader has met among those that no format took, and takes it out of them. */
export function filesBeside(
  left: Map<SourceFile, unknown>,
  used: SourceFile[],
): Reading['findBeside'] {
  return (path) => {
    const known = used.find((file) => isCalled(file, path))
    const beside = known ?? [...left.keys()].find((file) => isCalled(file, path))
    if (beside && !known) {
      left.delete(beside)
      used.push(beside)
    }
    return beside ?? null
  }
}

/** Whether a path such as `./data/dishes.txt`, seen from any folder, may mean this file. */
function isCalled(file: SourceFile, path: string): boolean {
  const steps = (name: string) =>
    name.split(/[/\\]+/u).filter((step) => step !== '.' && step !== '')
  const wanted = steps(path).filter((step) => step !== '..')
  const given = steps(file.name)
  const shared = Math.min(wanted.length, given.length)
  return shared > 0 && wanted.slice(-shared).join('/') === given.slice(-shared).join('/')
}
