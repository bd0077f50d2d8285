/**
 * The checksum of a model file. It stands in the zip's own comment, the last bytes of the file, and covers
 * every byte before it, so that no damage anywhere goes unseen; other programs open the zip as any other.
 * It is against damage, not against forgery.
 */

const LABEL = 'skillet crc32 '
const COMMENT_BYTES = LABEL.length + 8
/** Of the two bytes that say how long the comment is; all before them is what `zipSync` wrote. */
const LENGTH_BYTES = 2

/** The zip with its checksum. `zip` must end with an empty comment, as `zipSync` leaves it. */
export function withChecksum(zip: Uint8Array): Uint8Array<ArrayBuffer> {
  const file = new Uint8Array(zip.length + COMMENT_BYTES)
  file.set(zip)
  new DataView(file.buffer).setUint16(zip.length - LENGTH_BYTES, COMMENT_BYTES, true)
  const comment = `${LABEL}${hexOf(crc32(file.subarray(0, zip.length)))}`
  file.set(new TextEncoder().encode(comment), zip.length)
  return file
}

/** Whether a file is as it was written; `missing` when it has no checksum. */
export function verifyChecksum(file: Uint8Array): 'right' | 'wrong' | 'missing' {
  const at = file.length - COMMENT_BYTES
  if (at < 0) return 'missing'
  const comment = new TextDecoder().decode(file.subarray(at))
  if (!comment.startsWith(LABEL)) return 'missing'
  return comment === `${LABEL}${hexOf(crc32(file.subarray(0, at)))}` ? 'right' : 'wrong'
}

/** CRC-32 as zip and zlib have it (reflected polynomial 0xedb88320). */
export function crc32(bytes: Uint8Array): number {
  let crc = -1
  for (let index = 0; index < bytes.length; index += 1) {
    crc = TABLE[(crc ^ bytes[index]!) & 0xff]! ^ (crc >>> 8)
  }
  return ~crc >>> 0
}

const TABLE = Int32Array.from({ length: 256 }, (_, byte) => {
  let value = byte
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
  return value
})

function hexOf(value: number): string {
  return value.toString(16).padStart(8, '0')
}
