/** Offsets in code points (Python's) and in UTF-16 code units (ours), both ways. */

/** The table of the text that was asked about last: one text has many spans. */
const latest: { text: string; table: PointTable | null } = { text: '', table: null }

/** Where each code point begins, and which code point each unit belongs to. */
type PointTable = { unitOf: Uint32Array; pointOf: Uint32Array; points: number }

/** The UTF-16 offset of a code point offset. */
export function fromCodePoints(text: string, offset: number): number {
  const table = tableOf(text)
  if (!table || offset <= 0 || !Number.isInteger(offset)) return offset
  return offset <= table.points
    ? (table.unitOf[offset] ?? offset)
    : text.length + (offset - table.points)
}

/** The code point offset of a UTF-16 offset. */
export function toCodePoints(text: string, offset: number): number {
  const table = tableOf(text)
  if (!table || offset <= 0) return offset
  return table.pointOf[Math.min(offset, text.length)] ?? offset
}

/** Null where both count alike. */
function tableOf(text: string): PointTable | null {
  if (latest.text === text) return latest.table
  latest.text = text
  latest.table = /[\ud800-\udbff][\udc00-\udfff]/.test(text) ? createTable(text) : null
  return latest.table
}

function createTable(text: string): PointTable {
  const unitOf = new Uint32Array(text.length + 1)
  const pointOf = new Uint32Array(text.length + 1)
  let points = 0
  for (let units = 0; units < text.length; points += 1) {
    unitOf[points] = units
    pointOf[units] = points
    const isPair = (text.codePointAt(units) ?? 0) > 0xffff
    // An offset within a pair counts the pair.
    if (isPair) pointOf[units + 1] = points + 1
    units += isPair ? 2 : 1
  }
  unitOf[points] = text.length
  pointOf[text.length] = points
  return { unitOf, pointOf, points }
}
