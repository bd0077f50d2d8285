/** The vocabulary as bytes: what `public/models/<id>/vocabulary.bin` holds. */
import { createVocabulary, type Vocabulary } from './vocabulary'

const HEADER_BYTES = 12

/**
 * Layout, little-endian: number of words, dimensions, bytes of the word list (uint32 each); the
 * words in UTF-8, one a line, padded to 4 bytes; one float32 scale a word; the int8 vectors.
 */
export function packVocabulary(vocabulary: Vocabulary): Uint8Array {
  const list = new TextEncoder().encode(vocabulary.words.join('\n'))
  const listBytes = Math.ceil(list.length / 4) * 4
  const scaleBytes = vocabulary.scales.length * 4
  const bytes = new Uint8Array(HEADER_BYTES + listBytes + scaleBytes + vocabulary.vectors.length)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, vocabulary.words.length, true)
  view.setUint32(4, vocabulary.dimensions, true)
  view.setUint32(8, list.length, true)
  bytes.set(list, HEADER_BYTES)
  vocabulary.scales.forEach((scale, index) => {
    view.setFloat32(HEADER_BYTES + listBytes + index * 4, scale, true)
  })
  const { vectors } = vocabulary
  bytes.set(
    new Uint8Array(vectors.buffer, vectors.byteOffset, vectors.length),
    HEADER_BYTES + listBytes + scaleBytes,
  )
  return bytes
}

/** Reads what `packVocabulary` wrote. Throws when the lengths do not fit each other. */
export function unpackVocabulary(bytes: Uint8Array): Vocabulary {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const count = view.getUint32(0, true)
  const dimensions = view.getUint32(4, true)
  const listLength = view.getUint32(8, true)
  const scalesAt = HEADER_BYTES + Math.ceil(listLength / 4) * 4
  const vectorsAt = scalesAt + count * 4
  if (bytes.length !== vectorsAt + count * dimensions) {
    throw new Error(`vocabulary of ${count} words has ${bytes.length} bytes`)
  }
  const words = new TextDecoder()
    .decode(bytes.subarray(HEADER_BYTES, HEADER_BYTES + listLength))
    .split('\n')
  const scales = new Float32Array(count)
  for (let index = 0; index < count; index += 1) {
    scales[index] = view.getFloat32(scalesAt + index * 4, true)
  }
  const vectors = new Int8Array(bytes.slice(vectorsAt).buffer)
  return createVocabulary({ words, vectors, scales })
}
