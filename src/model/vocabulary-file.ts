/** The vocabulary as bytes: what `public/models/<id>/vocabulary.bin` holds. */
import { NewerFileError } from './newer-file'
import { createVocabulary, type VectorBits, type Vocabulary } from './vocabulary'
import { fromHalf, toHalf } from './weight-files'

const FIRST_HEADER_BYTES = 12
const HEADER_BYTES = 24
const LIKENED_HEADER_BYTES = 12
/** "SKV2" and "SKV3" where the first layout has its number of words, which is never so large. */
const MARK = 0x32564b53
const LIKENED_MARK = 0x33564b53
/** What every mark begins with ("SKV"), so that a later layout is known for one. */
const MARK_FAMILY = MARK & 0xffffff

/**
 * All numbers are little-endian. n words of d dimensions; a list of words is UTF-8, one a line, L bytes long.
 *
 *     layout 2, "SKV2"                               layout 1, without a mark: 8 bits, one scale a word
 *     byte  0  uint32  mark                          byte  0  uint32  n
 *           4  uint32  n                                   4  uint32  d
 *           8  uint32  d                                   8  uint32  L
 *          12  uint32  L                                  12  the list, padded to 4 bytes
 *          16  uint32  k, scales a word                   …   float32[n]  scales
 *          20  uint32  bits a component, 8 or 4           …   int8[n, d]  vectors
 *          24  the list, padded to 4 bytes
 *          …   float16[n, k]  scales                 likened words, "SKV3", before either layout
 *          …   int8[n, d]  vectors; of 4 bits        byte  0  uint32  mark
 *              two components a byte, the first           4  uint32  m, so many likened words
 *              in the low half, each signed               8  uint32  L of their list
 *                                                        12  the list, padded to 4 bytes
 *     component = number · scale of its part:            …   uint16[m]  the row that each is read as,
 *     d / k components share one                             padded to 4 bytes
 *
 * 40,000 words of 200 dimensions in 4 bits with two scales each, their list of 325,413 bytes: 24 + 325,416 + 160,000 +
 * 4,000,000 bytes. The first layout is written wherever it can be, since every reader knows it.
 */
export function packVocabulary(vocabulary: Vocabulary): Uint8Array {
  const likened = packLikened(vocabulary.likened)
  const own = packOwn(vocabulary)
  const bytes = new Uint8Array(likened.length + own.length)
  bytes.set(likened)
  bytes.set(own, likened.length)
  return bytes
}

function packLikened(likened: Vocabulary['likened']): Uint8Array {
  if (likened.size === 0) return new Uint8Array()
  const list = new TextEncoder().encode([...likened.keys()].join('\n'))
  const { rowsAt, end } = layOutLikened(likened.size, list.length)
  const bytes = new Uint8Array(end)
  const view = new DataView(bytes.buffer)
  for (const [place, value] of [LIKENED_MARK, likened.size, list.length].entries()) {
    view.setUint32(4 * place, value, true)
  }
  bytes.set(list, LIKENED_HEADER_BYTES)
  for (const [place, row] of [...likened.values()].entries()) {
    view.setUint16(rowsAt + 2 * place, row, true)
  }
  return bytes
}

function packOwn(vocabulary: Vocabulary): Uint8Array {
  const { words, dimensions, bits, vectors, scales, span } = vocabulary
  const list = new TextEncoder().encode(words.join('\n'))
  const isFirst = bits === 8 && span === dimensions
  const layout = isFirst
    ? layOutFirst(words.length, dimensions, list.length)
    : layOut(words.length, dimensions, list.length, dimensions / span, bits)
  const bytes = new Uint8Array(layout.end)
  const view = new DataView(bytes.buffer)
  const header = isFirst
    ? [words.length, dimensions, list.length]
    : [MARK, words.length, dimensions, list.length, dimensions / span, bits]
  header.forEach((value, place) => {
    view.setUint32(4 * place, value, true)
  })
  bytes.set(list, layout.listAt)
  scales.forEach((scale, index) => {
    if (isFirst) view.setFloat32(layout.scalesAt + 4 * index, scale, true)
    else view.setUint16(layout.scalesAt + 2 * index, toHalf(scale), true)
  })
  if (bits === 8) {
    bytes.set(new Uint8Array(vectors.buffer, vectors.byteOffset, vectors.length), layout.vectorsAt)
  } else {
    vectors.forEach((value, index) => {
      // The low four bits of a number from −7 to 7 are its two's complement; reading back spreads their sign.
      const half = index % 2 === 0 ? value & 15 : (value & 15) << 4
      bytes[layout.vectorsAt + (index >> 1)]! |= half
    })
  }
  return bytes
}

/**
 * Reads what `packVocabulary` wrote, in any layout. Throws when the lengths do not fit each other, and a
 * `NewerFileError` at a layout or a number of bits that is none of these.
 */
export function unpackVocabulary(bytes: Uint8Array): Vocabulary {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (view.getUint32(0, true) !== LIKENED_MARK) return unpackOwn(bytes)
  const count = view.getUint32(4, true)
  const listLength = view.getUint32(8, true)
  const { rowsAt, end } = layOutLikened(count, listLength)
  const words = new TextDecoder()
    .decode(bytes.subarray(LIKENED_HEADER_BYTES, LIKENED_HEADER_BYTES + listLength))
    .split('\n')
  const own = unpackOwn(bytes.subarray(end))
  const rows = words.map((_, place) => view.getUint16(rowsAt + 2 * place, true))
  // After the vocabulary itself, as rows are rows of it.
  if (words.length !== count || rows.some((row) => row >= own.words.length)) {
    throw new Error(`vocabulary of ${count} likened words has ${words.length}`)
  }
  const likened = new Map(words.map((word, place) => [word, rows[place]!]))
  return createVocabulary({ ...own, likened })
}

function unpackOwn(bytes: Uint8Array): Vocabulary {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const mark = view.getUint32(0, true)
  // Which layout, then its numbers, then whether the bytes are as many as these numbers ask for: only then is any of
  // them used to read from.
  const isFirst = mark !== MARK
  if (isFirst && (mark & 0xffffff) === MARK_FAMILY) {
    throw new NewerFileError(`vocabulary of layout ${String.fromCharCode(mark >>> 24)}`)
  }
  const header = (place: number) => view.getUint32(4 * (isFirst ? place : place + 1), true)
  const count = header(0)
  const dimensions = header(1)
  const listLength = header(2)
  const scalesEach = isFirst ? 1 : header(3)
  const bits = isFirst ? 8 : header(4)
  if (!isBits(bits)) throw new NewerFileError(`vocabulary of ${bits} bits a component`)
  const layout = isFirst
    ? layOutFirst(count, dimensions, listLength)
    : layOut(count, dimensions, listLength, scalesEach, bits)
  if (bytes.length !== layout.end) {
    throw new Error(`vocabulary of ${count} words has ${bytes.length} bytes`)
  }
  const words = new TextDecoder()
    .decode(bytes.subarray(layout.listAt, layout.listAt + listLength))
    .split('\n')
  const scales = new Float32Array(count * scalesEach)
  for (let index = 0; index < scales.length; index += 1) {
    scales[index] = isFirst
      ? view.getFloat32(layout.scalesAt + 4 * index, true)
      : fromHalf(view.getUint16(layout.scalesAt + 2 * index, true))
  }
  // A copy, so that vectors do not keep the whole file in memory.
  const packed = new Int8Array(bytes.slice(layout.vectorsAt).buffer)
  const vectors = bits === 8 ? packed : unpackHalves(packed, count * dimensions)
  return createVocabulary({ words, vectors, scales, bits })
}

function isBits(bits: number): bits is VectorBits {
  return bits === 8 || bits === 4
}

/** Two components a byte, each with its sign: shifted up to the sign's place, and down again with copies of it. */
function unpackHalves(packed: Int8Array, size: number): Int8Array {
  const vectors = new Int8Array(size)
  for (let index = 0; index < size; index += 1) {
    const byte = packed[index >> 1]!
    vectors[index] = index % 2 === 0 ? (byte << 28) >> 28 : byte >> 4
  }
  return vectors
}

function layOutLikened(count: number, listLength: number): { rowsAt: number; end: number } {
  const rowsAt = LIKENED_HEADER_BYTES + Math.ceil(listLength / 4) * 4
  return { rowsAt, end: rowsAt + Math.ceil(count / 2) * 4 }
}

type Layout = { listAt: number; scalesAt: number; vectorsAt: number; end: number }

function layOutFirst(count: number, dimensions: number, listLength: number): Layout {
  const scalesAt = FIRST_HEADER_BYTES + Math.ceil(listLength / 4) * 4
  const vectorsAt = scalesAt + 4 * count
  return { listAt: FIRST_HEADER_BYTES, scalesAt, vectorsAt, end: vectorsAt + count * dimensions }
}

function layOut(
  count: number,
  dimensions: number,
  listLength: number,
  scalesEach: number,
  bits: VectorBits,
): Layout {
  const scalesAt = HEADER_BYTES + Math.ceil(listLength / 4) * 4
  const vectorsAt = scalesAt + 2 * count * scalesEach
  const end = vectorsAt + Math.ceil((count * dimensions * bits) / 8)
  return { listAt: HEADER_BYTES, scalesAt, vectorsAt, end }
}
