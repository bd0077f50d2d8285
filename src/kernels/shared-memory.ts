/**
 * Gives TensorFlow.js's WASM module a memory that two threads can use: neither its code nor its glue needs another
 * change. TensorFlow.js has a build for threads, too, but that starts threads of its own for its own kernels.
 *
 * The binary format (WebAssembly Core Specification, "Binary Format"): 8 bytes of magic number and version, then
 * sections of one byte of kind, the size in bytes, and so many bytes. Sizes and counts are LEB128: seven bits a byte,
 * the lowest first, the eighth bit saying that another byte follows. What is looked for is one byte, a memory's flags:
 *
 *     section 2, imports    count, then for each: module name, field name, kind (0 function, 1 table, 2 memory,
 *                           3 global), and what describes that kind; for a memory its limits
 *     section 5, memories   count, then the limits of each
 *     limits                flags (1: has a maximum, 2: is shared), least pages, most pages if it has a maximum
 */
import { readBytes } from './read-bytes'

/** Whether this place lets threads share memory and has a second core; a page must be cross-origin isolated for it. */
export function canShareMemory(): boolean {
  if (typeof SharedArrayBuffer === 'undefined' || globalThis.crossOriginIsolated === false) {
    return false
  }
  return countCores() > 1
}

/**
 * The address of a copy of a WASM binary whose memory is shared, for `setWasmPaths`; null where that can't be, and
 * then all runs on one thread. The copy lives as long as this thread.
 */
export async function shareMemoryOf(url: string): Promise<string | null> {
  if (!canShareMemory()) return null
  try {
    const shared = withSharedMemory(await readBytes(url))
    if (!shared || !WebAssembly.validate(shared)) return null
    return URL.createObjectURL(new Blob([shared], { type: 'application/wasm' }))
  } catch {
    return null
  }
}

/** Kinds of sections. */
const IMPORTS = 2
const MEMORIES = 5
/** A kind of import. */
const MEMORY_KIND = 2
/** Flags of limits. */
const HAS_MAXIMUM = 1
const IS_SHARED = 2

/**
 * A copy of a module with its one memory, its own or imported, marked as shared; null when it has none or one
 * without a maximum, which a shared memory needs.
 */
export function withSharedMemory(bytes: Uint8Array): Uint8Array<ArrayBuffer> | null {
  const copy = Uint8Array.from(bytes)
  let at = 8
  /** An unsigned LEB128 number, as sizes and counts are. */
  const readNumber = () => {
    let value = 0
    for (let shift = 0; ; shift += 7) {
      const byte = copy[at++]!
      value |= (byte & 127) << shift
      if (byte < 128) return value
    }
  }
  /** A length in bytes, and so many. */
  const skipName = () => {
    const length = readNumber()
    at += length
  }
  const skipLimits = () => {
    const flags = readNumber()
    readNumber()
    if (flags & HAS_MAXIMUM) readNumber()
  }
  /** `at` is the flags' byte: setting a bit in it moves nothing else. */
  const share = () => {
    if (copy[at] !== HAS_MAXIMUM) return null
    copy[at] = HAS_MAXIMUM | IS_SHARED
    return copy
  }
  while (at < copy.length) {
    const section = copy[at++]
    const size = readNumber()
    const end = at + size
    const count = section === IMPORTS || section === MEMORIES ? readNumber() : 0
    if (section === MEMORIES && count > 0) return share()
    for (let index = 0; section === IMPORTS && index < count; index++) {
      skipName()
      skipName()
      const kind = copy[at++]
      if (kind === MEMORY_KIND) return share()
      // A function has its type, a table an element type and limits, a global a type and whether it changes.
      if (kind === 0) readNumber()
      else if (kind === 1) {
        at++
        skipLimits()
      } else at += 2
    }
    at = end
  }
  return null
}

function countCores(): number {
  if (typeof process !== 'undefined' && process.versions?.node) {
    return process.getBuiltinModule('node:os').availableParallelism()
  }
  return navigator.hardwareConcurrency
}
