/**
 * Weights as bytes: what `public/models/<id>/weights.bin` and exported models hold. There is no header: one weight
 * after the other, without gaps, and the list of entries that says where each lies is in the card (or the model file's
 * card). Values of a weight are row-major; all numbers are little-endian.
 */
import type { WeightValues } from './weight-values'

/**
 * `float16` is IEEE 754 half precision, 2 bytes a value. `int8` keeps blocks of 64 values as signed bytes, each block
 * after its scale (half precision): `value = byte · scale`.
 *
 *     block    byte 0  float16  scale
 *                   2  int8[64]                66 bytes for 64 values; the last block is as long as its values
 *
 * The scale is the block's largest absolute value over 127, so that a value is off by about half a scale at most; with
 * one scale for a whole weight, its largest value would decide how coarse all others are.
 */
export type WeightEncoding = 'float16' | 'int8'

/** Where a weight lies in the file. */
export type WeightEntry = {
  name: string
  shape: number[]
  encoding: WeightEncoding
  offset: number
  bytes: number
}

/** Values that share a scale. */
const BLOCK = 64
/** Steps to either side: −128 has no counterpart and is not used. */
const MOST_IN_A_BYTE = 127

/**
 * Packs weights one after the other, in the order of their names. Bytes take steps up to ±`stepsOf`: fewer steps make
 * fewer different bytes, which a zip packs more tightly.
 */
export function packWeights(
  weights: WeightValues,
  encodingOf: (name: string) => WeightEncoding,
  stepsOf: (name: string) => number = () => MOST_IN_A_BYTE,
): { bytes: Uint8Array; entries: WeightEntry[] } {
  const entries: WeightEntry[] = []
  const parts: Uint8Array[] = []
  let offset = 0
  for (const name of Object.keys(weights).sort()) {
    const { shape, values } = weights[name]!
    const encoding = encodingOf(name)
    const part = encoding === 'float16' ? packHalf(values) : packBytes(values, stepsOf(name))
    entries.push({ name, shape, encoding, offset, bytes: part.length })
    parts.push(part)
    offset += part.length
  }
  const bytes = new Uint8Array(offset)
  entries.forEach((entry, index) => {
    bytes.set(parts[index]!, entry.offset)
  })
  return { bytes, entries }
}

/** Unpacks what `packWeights` made. Throws when an entry lies outside the bytes. */
export function unpackWeights(bytes: Uint8Array, entries: readonly WeightEntry[]): WeightValues {
  return Object.fromEntries(
    entries.map(({ name, shape, encoding, offset, bytes: length }) => {
      const size = shape.reduce((product, side) => product * side, 1)
      if (offset + length > bytes.length) throw new Error(`weight ${name} ends after the file`)
      // A view of bytes: blocks of 66 and odd lengths put what follows at any address, where typed arrays may not
      // begin.
      const view = new DataView(bytes.buffer, bytes.byteOffset + offset, length)
      const values = encoding === 'float16' ? unpackHalf(view, size) : unpackBytes(view, size)
      return [name, { shape, values }]
    }),
  )
}

/** Bytes of a weight of this shape. */
export function packedBytes(shape: readonly number[], encoding: WeightEncoding): number {
  const size = shape.reduce((product, side) => product * side, 1)
  return encoding === 'float16' ? 2 * size : size + 2 * Math.ceil(size / BLOCK)
}

function packHalf(values: Float32Array): Uint8Array {
  const view = new DataView(new ArrayBuffer(values.length * 2))
  values.forEach((value, index) => {
    view.setUint16(index * 2, toHalf(value), true)
  })
  return new Uint8Array(view.buffer)
}

function unpackHalf(view: DataView, size: number): Float32Array {
  const values = new Float32Array(size)
  for (let index = 0; index < size; index += 1)
    values[index] = fromHalf(view.getUint16(index * 2, true))
  return values
}

function packBytes(values: Float32Array, most: number): Uint8Array {
  const blocks = Math.ceil(values.length / BLOCK)
  const view = new DataView(new ArrayBuffer(blocks * 2 + values.length))
  let at = 0
  for (let block = 0; block < blocks; block += 1) {
    const members = values.subarray(block * BLOCK, (block + 1) * BLOCK)
    const largest = members.reduce((max, value) => Math.max(max, Math.abs(value)), 0)
    const half = toHalf(largest / most)
    // The scale as a reader will have it, rounded to half precision; a block of zeros may have any.
    const scale = fromHalf(half) || 1
    view.setUint16(at, half, true)
    members.forEach((value, index) => {
      view.setInt8(at + 2 + index, Math.max(-most, Math.min(most, Math.round(value / scale))))
    })
    at += 2 + members.length
  }
  return new Uint8Array(view.buffer)
}

function unpackBytes(view: DataView, size: number): Float32Array {
  const values = new Float32Array(size)
  for (let start = 0, at = 0; start < size; start += BLOCK) {
    const count = Math.min(BLOCK, size - start)
    const scale = fromHalf(view.getUint16(at, true))
    for (let index = 0; index < count; index += 1) {
      values[start + index] = view.getInt8(at + 2 + index) * scale
    }
    at += 2 + count
  }
  return values
}

const floatBits = new DataView(new ArrayBuffer(4))

/**
 * Rounds to the nearest half-precision number, to even on a tie; too large values become infinite.
 *
 *     float32   1 sign   8 exponent + 127   23 mantissa        value = ± 1.mantissa · 2^exponent
 *     float16   1 sign   5 exponent + 15    10 mantissa        from 2⁻¹⁴ on; below, ± 0.mantissa · 2⁻¹⁴
 *
 * The mantissa with its leading 1 loses 13 bits, below 2⁻¹⁴ one more for each halving; what is lost decides about
 * rounding. A mantissa that is rounded up beyond its bits carries into the exponent, as it should, up to infinity.
 */
export function toHalf(value: number): number {
  floatBits.setFloat32(0, value)
  const bits = floatBits.getUint32(0)
  const sign = (bits >>> 16) & 0x8000
  const exponent = ((bits >>> 23) & 0xff) - 127
  // Infinity, or NaN, which keeps a bit of its mantissa so as to stay one.
  if (exponent === 128) return sign | 0x7c00 | (bits & 0x7fffff ? 0x200 : 0)
  if (exponent > 15) return sign | 0x7c00
  const mantissa = exponent === -127 ? 0 : (bits & 0x7fffff) | 0x800000
  // Zero and float32's own subnormal numbers, below 2⁻¹²⁶, have no leading 1, and are all zero here.
  const shift = exponent < -14 ? Math.min(31, -1 - exponent) : 13
  const half = 1 << (shift - 1)
  const floor = mantissa >>> shift
  const rest = mantissa & ((1 << shift) - 1)
  const rounded = floor + (rest > half || (rest === half && (floor & 1) === 1) ? 1 : 0)
  return exponent < -14 ? sign | rounded : sign | (((exponent + 15) << 10) + (rounded - 0x400))
}

/** The number that 16 bits of half precision stand for. */
export function fromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1
  const exponent = (bits >>> 10) & 0x1f
  const mantissa = bits & 0x3ff
  if (exponent === 0) return sign * mantissa * 2 ** -24
  if (exponent === 31) return mantissa ? Number.NaN : sign * Number.POSITIVE_INFINITY
  return sign * (1 + mantissa / 1024) * 2 ** (exponent - 15)
}
