/** Options that hold the typed letters: at the start, at the start of a word, anywhere, in order with gaps. */
export function rankOptions<Option extends { value: string }>(
  options: readonly Option[],
  typed: string,
): readonly Option[] {
  const query = typed.toLowerCase()
  if (query === '') return options
  return options
    .map((option) => ({ option, score: scoreOf(option.value, query) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ option }) => option)
}

function scoreOf(value: string, query: string): number {
  const name = value.toLowerCase()
  if (name === query) return 5
  if (name.startsWith(query)) return 4
  const initials = value
    .split(/[\s_.-]+|(?=\p{Lu})/u)
    .map((word) => word[0] ?? '')
    .join('')
    .toLowerCase()
  if (initials.startsWith(query)) return 3.5
  if (value.split(/[\s_.-]+|(?=\p{Lu})/u).some((word) => word.toLowerCase().startsWith(query))) {
    return 3
  }
  if (name.includes(query)) return 2
  let at = 0
  for (const letter of name) if (letter === query[at]) at++
  return at === query.length ? 1 : 0
}
