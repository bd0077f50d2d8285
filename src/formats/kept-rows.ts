import { asArray, asText } from './json-access'

/**
 * What an import kept for the export as rows `[name, …, what was kept]`, by their names: looking one
 * up does not take longer in a large skill.
 */
export function keptRows(rows: unknown): (...names: string[]) => readonly unknown[] | undefined {
  const byDepth = new Map<number, Map<string, readonly unknown[]>>()
  const keyOf = (names: readonly unknown[]) => JSON.stringify(names)
  return (...names) => {
    let known = byDepth.get(names.length)
    if (!known) {
      known = new Map()
      for (const row of asArray(rows).map(asArray)) {
        const key = keyOf(row.slice(0, names.length))
        if (!known.has(key)) known.set(key, row)
      }
      byDepth.set(names.length, known)
    }
    return known.get(keyOf(names))
  }
}

/** The same where a name has several rows, in their order. */
export function keptGroups(rows: unknown): (name: string) => readonly (readonly unknown[])[] {
  const groups = new Map<string, (readonly unknown[])[]>()
  for (const row of asArray(rows).map(asArray)) {
    const name = asText(row[0])
    if (name === null) continue
    const group = groups.get(name)
    if (group) group.push(row)
    else groups.set(name, [row])
  }
  return (name) => groups.get(name) ?? []
}
