/** A skill has one language: which of those that a bot, an agent or a folder holds is read. */

/**
 * The language to read: the wanted one where it is there (`en` finds `en-US` too), else the one with
 * the most samples, else the first by name. Null where there is none.
 */
export function chooseLanguage(
  samples: ReadonlyMap<string, number>,
  wanted: string | null = null,
): string | null {
  const names = [...samples.keys()].sort()
  const plain = (name: string) => name.toLowerCase().replaceAll('_', '-')
  if (wanted !== null) {
    const exact = names.find((name) => plain(name) === plain(wanted))
    if (exact !== undefined) return exact
    const base = plain(wanted).split('-')[0]
    const near = names.find((name) => plain(name).split('-')[0] === base)
    if (near !== undefined) return near
  }
  return names.reduce<string | null>(
    (best, name) =>
      best === null || (samples.get(name) ?? 0) > (samples.get(best) ?? 0) ? name : best,
    null,
  )
}
