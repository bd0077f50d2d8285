/** Offsets as Python counts them: in code points. Ours count UTF-16 units. */
export function codePointOffset(text: string, offset: number): number {
  let count = 0
  for (let place = 0; place < offset; count += 1) {
    place += (text.codePointAt(place) ?? 0) > 0xffff ? 2 : 1
  }
  return count
}
