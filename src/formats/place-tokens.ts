/** Tokens without their text become a sentence again. */

/** No space before closing marks and clitics, nor behind opening marks; and where each token stands. */
export function placeTokens(tokens: readonly string[]): {
  text: string
  places: { start: number; end: number }[]
} {
  const places: { start: number; end: number }[] = []
  let text = ''
  for (const token of tokens) {
    const isTight =
      text === '' ||
      /^([.,!?;:%)\]}]|n['’]t|['’](s|re|ll|ve|m|d))$/iu.test(token) ||
      /[([{]$/u.test(text)
    if (!isTight) text += ' '
    places.push({ start: text.length, end: text.length + token.length })
    text += token
  }
  return { text, places }
}
