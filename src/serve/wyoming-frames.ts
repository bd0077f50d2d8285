/** Frames of the Wyoming protocol: a line of JSON, then bytes of data and of payload as the line announces. */

export type WyomingEvent = { type: string; data: Record<string, unknown> }

/** A frame that can't be read; the connection can't be used any further. */
export type BrokenFrame = { kind: 'broken'; message: string }

export type FrameReader = {
  /** Takes what has come in; gives the events that are whole by now, and what is broken, if anything is. */
  push: (bytes: Uint8Array) => { events: WyomingEvent[]; broken: BrokenFrame | null }
}

const PROTOCOL_VERSION = '1.9.0'
const MOST_LINE_BYTES = 64 * 1024
const MOST_DATA_BYTES = 1024 * 1024
const NEWLINE = 0x0a

/** Reads frames of a connection. Payloads (sound) are skipped: there is nobody to listen. */
export function createFrameReader(): FrameReader {
  let pending: Uint8Array<ArrayBufferLike> = new Uint8Array()
  let skip = 0
  let isBroken = false

  function takeFrame(): WyomingEvent | BrokenFrame | null {
    if (skip > 0) {
      const skipped = Math.min(skip, pending.length)
      pending = pending.subarray(skipped)
      skip -= skipped
      if (skip > 0) return null
    }
    const end = pending.indexOf(NEWLINE)
    if (end < 0) {
      return pending.length > MOST_LINE_BYTES ? broken('The header is longer than 64 KiB.') : null
    }
    const header = parseObject(pending.subarray(0, end))
    if (!header || typeof header.type !== 'string') {
      return broken('A header is not a JSON object with a "type".')
    }
    const dataLength = lengthOf(header.data_length)
    const payloadLength = lengthOf(header.payload_length)
    if (dataLength === null || payloadLength === null || dataLength > MOST_DATA_BYTES) {
      return broken('The length of the data is no number of bytes, or above 1 MiB.')
    }
    if (pending.length < end + 1 + dataLength) return null
    const extra = dataLength > 0 ? parseObject(pending.subarray(end + 1, end + 1 + dataLength)) : {}
    if (!extra) return broken('The data are not a JSON object.')
    pending = pending.slice(end + 1 + dataLength)
    skip = payloadLength
    const inline = isObject(header.data) ? header.data : {}
    return { type: header.type, data: { ...inline, ...extra } }
  }

  return {
    push(bytes) {
      const events: WyomingEvent[] = []
      if (isBroken) return { events, broken: null }
      pending = pending.length === 0 ? bytes : concat(pending, bytes)
      for (;;) {
        const frame = takeFrame()
        if (!frame) return { events, broken: null }
        if ('kind' in frame) {
          isBroken = true
          return { events, broken: frame }
        }
        events.push(frame)
      }
    },
  }
}

/** The bytes of an event. */
export function frameOf(type: string, data: Record<string, unknown> = {}): Uint8Array {
  const body = new TextEncoder().encode(JSON.stringify(data))
  const header = { type, version: PROTOCOL_VERSION, data_length: body.length, payload_length: 0 }
  return concat(new TextEncoder().encode(`${JSON.stringify(header)}\n`), body)
}

function broken(message: string): BrokenFrame {
  return { kind: 'broken', message }
}

/** Null for what is no length; a length that is not given is 0. */
function lengthOf(value: unknown): number | null {
  if (value === undefined || value === null) return 0
  return Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : null
}

function parseObject(bytes: Uint8Array): Record<string, unknown> | null {
  try {
    const parsed: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    return isObject(parsed) ? parsed : null
  } catch {
    return null
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(a.length + b.length)
  whole.set(a)
  whole.set(b, a.length)
  return whole
}
