/** The words that a search asks for, folded; all must occur, in any order. */
export function searchWordsOf(search: string): string[] {
  return search.trim().toLowerCase().split(/\s+/).filter(Boolean)
}

/** Where any of the words stands in a text, `[start, end)` each; none where folding changes the text's length. */
export function hitsIn(text: string, words: readonly string[]): { start: number; end: number }[] {
  const folded = text.toLowerCase()
  if (folded.length !== text.length) return []
  return words.flatMap((word) => {
    const hits: { start: number; end: number }[] = []
    for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + word.length)) {
      hits.push({ start: at, end: at + word.length })
    }
    return hits
  })
}
