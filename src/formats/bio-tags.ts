/** Tags of tokens and spans, both ways, for every scheme that is in use. */

/**
 * Runs of tags as token ranges (`last` inclusive). Reads BIO, IOB1, IOB2, IOE, BILOU and IOBES: `B` `S`
 * `U` begin, `I` `E` `L` continue a run of the same slot or begin one; `O`, `-` and `_` are outside.
 */
export function spansOfTags(
  tags: readonly string[],
): { first: number; last: number; slot: string }[] {
  const spans: { first: number; last: number; slot: string }[] = []
  let open = null as { first: number; last: number; slot: string } | null
  for (const [index, tag] of tags.entries()) {
    const match = /^([BIELSU])[-_](.+)$/u.exec(tag)
    if (!match) {
      open = null
      continue
    }
    const [, mark = '', slot = ''] = match
    const begins = 'BSU'.includes(mark) || open?.slot !== slot
    if (begins || !open) {
      open = { first: index, last: index, slot }
      spans.push(open)
    } else open.last = index
    if ('ELSU'.includes(mark)) open = null
  }
  return spans
}

/** BIO tags of the tokens of a text; spans come in order. */
export function tagsOfSpans(
  tokens: readonly { start: number; end: number }[],
  spans: readonly { start: number; end: number; slot: string }[],
): string[] {
  let next = 0
  return tokens.map((token) => {
    while ((spans[next]?.end ?? Infinity) <= token.start) next += 1
    const span = spans[next]
    if (!span || span.start >= token.end) return 'O'
    return `${token.start <= span.start ? 'B' : 'I'}-${span.slot}`
  })
}
