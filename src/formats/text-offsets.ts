/** Offsets in code points (Python's) and in UTF-16 code units (ours), both ways. */

/** The UTF-16 offset of a code point offset. */
export function fromCodePoints(text: string, offset: number): number {
  if (offset <= 0) return offset
  let units = 0
  for (let points = 0; points < offset; points += 1) {
    const code = text.codePointAt(units)
    if (code === undefined) return units + (offset - points)
    units += code > 0xffff ? 2 : 1
  }
  return units
}

/** The code point offset of a UTF-16 offset. */
export function toCodePoints(text: string, offset: number): number {
  let points = 0
  for (let units = 0; units < offset; points += 1) {
    units += (text.codePointAt(units) ?? 0) > 0xffff ? 2 : 1
  }
  return points
}
