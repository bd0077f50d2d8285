/** The same files in several languages, as skills for Alexa, Jovo and Composer have them. */
import type { SourceFile } from './format'

/** A language tag that is a whole name or folder, or stands between dots or behind `corpus-`. */
const TAG = /(?<=^|[/\\.]|corpus-)([a-z]{2}(?:[-_][A-Za-z]{2})?)(?=$|[/\\.])/gu

/**
 * Files that exist in another language than the one that is read. Names that are alike but for a
 * language tag are variants; English is chosen where it is there, else the language with most files.
 */
export function otherLanguages(
  files: readonly SourceFile[],
): { file: SourceFile; language: string; chosen: string }[] {
  const variants = new Map<string, Map<string, SourceFile>>()
  for (const file of files) {
    for (const match of file.name.matchAll(TAG)) {
      const tag = match[1] ?? ''
      if (!isLanguage(tag)) continue
      const rest = `${file.name.slice(0, match.index)}*${file.name.slice(match.index + tag.length)}`
      const family = variants.get(rest) ?? new Map<string, SourceFile>()
      variants.set(rest, family.set(tag, file))
    }
  }
  const families = [...variants.values()].filter((family) => family.size > 1)
  const counts = new Map<string, number>()
  for (const tag of families.flatMap((family) => [...family.keys()])) {
    counts.set(tag, (counts.get(tag) ?? 0) + 1)
  }
  const order = [...counts].sort(
    ([one, many], [other, more]) => preference(other) - preference(one) || more - many,
  )
  const chosen = order[0]?.[0]
  if (chosen === undefined) return []
  const left = new Map<SourceFile, string>()
  for (const family of families) {
    if (!family.has(chosen)) continue
    for (const [tag, file] of family) if (tag !== chosen) left.set(file, tag)
  }
  return [...left].map(([file, language]) => ({ file, language, chosen }))
}

function preference(tag: string): number {
  const plain = tag.toLowerCase().replace('_', '-')
  return plain === 'en-us' ? 3 : plain === 'en' ? 2 : plain.startsWith('en-') ? 1 : 0
}

const LANGUAGE_NAMES = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' })

function isLanguage(tag: string): boolean {
  try {
    return LANGUAGE_NAMES.of(tag.replace('_', '-').slice(0, 2)) !== undefined
  } catch {
    return false
  }
}
