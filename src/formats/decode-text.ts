/** Bytes from anywhere become text: byte order marks, UTF-16 without a mark, old Windows files. */

/** The text of a file, or null where it is no text (an image, an archive). Line ends become `\n`. */
export function decodeText(content: Uint8Array | string): string | null {
  const text = typeof content === 'string' ? content : decodeBytes(content)
  if (text === null) return null
  const unmarked = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
  return unmarked.includes('\r') ? unmarked.replace(/\r\n?/gu, '\n') : unmarked
}

function decodeBytes(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decodeBigEndian(bytes)
  const sample = bytes.subarray(0, 2000)
  const zerosAt = [0, 0]
  for (const [index, byte] of sample.entries()) if (byte === 0) zerosAt[index % 2]! += 1
  const half = sample.length / 2
  if (zerosAt[1]! > 0.4 * half && zerosAt[0]! === 0)
    return new TextDecoder('utf-16le').decode(bytes)
  if (zerosAt[0]! > 0.4 * half && zerosAt[1]! === 0) return decodeBigEndian(bytes)
  if (zerosAt[0]! + zerosAt[1]! > 0) return null
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    let controls = 0
    for (const byte of sample) {
      if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13 && byte !== 12) controls += 1
    }
    return controls > sample.length / 50 ? null : new TextDecoder('windows-1252').decode(bytes)
  }
}

function decodeBigEndian(bytes: Uint8Array): string {
  const swapped = new Uint8Array(bytes.length - (bytes.length % 2))
  for (let index = 0; index < swapped.length; index += 2) {
    swapped[index] = bytes[index + 1] ?? 0
    swapped[index + 1] = bytes[index] ?? 0
  }
  return new TextDecoder('utf-16le').decode(swapped)
}
