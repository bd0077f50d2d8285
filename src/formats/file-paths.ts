/** Paths for the files of a zip that are named after intents and types. */

/** Gives `folder/name` without an ending; no two are alike, not even where case does not count. */
export function createPaths(): (folder: string, name: string) => string {
  const taken = new Set<string>()
  return (folder, name) => {
    const plain = name.replace(/[/\\:*?"<>|\n]|^\./gu, '-') || 'unnamed'
    let path = `${folder}/${plain}`
    for (let number = 2; taken.has(path.toLowerCase()); number += 1) {
      path = `${folder}/${plain}-${number}`
    }
    taken.add(path.toLowerCase())
    return path
  }
}
