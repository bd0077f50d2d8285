/** One file from the network: complete or not at all, and never a wait without an end. */

export type DownloadFault = 'offline' | 'missing' | 'server' | 'damaged'

/** Why a file did not come. */
export class DownloadError extends Error {
  readonly fault: DownloadFault
  constructor(fault: DownloadFault, message: string) {
    super(message)
    this.fault = fault
  }
}

/** A server that says nothing for so long will not go on. */
const STALLED_AFTER_MS = 30_000

export type DownloadOptions = {
  signal?: AbortSignal
  onBytes?: (bytes: number) => void
  /** More than this is something else than what was asked for. */
  mostBytes?: number
  stalledAfterMs?: number
}

/**
 * The bytes at an address. Throws a `DownloadError`, or the signal's reason when it was aborted.
 */
export async function download(
  address: string,
  options: DownloadOptions = {},
): Promise<Uint8Array> {
  const { signal, onBytes = () => {}, mostBytes = 1e9 } = options
  const stalledAfterMs = options.stalledAfterMs ?? STALLED_AFTER_MS
  const name = address.split('/').at(-1) ?? address
  const controller = new AbortController()
  const stop = () => controller.abort(signal?.reason)
  if (signal?.aborted) stop()
  signal?.addEventListener('abort', stop, { once: true })
  // One controller for whatever ends it: the caller's signal, the timer, and this function when it is done.
  const stalled = new DownloadError(
    'offline',
    `${name}: nothing came for ${Math.round(stalledAfterMs / 1000)} seconds`,
  )
  let timer: ReturnType<typeof setTimeout> | undefined
  /** Counts anew with each piece that comes: a slow line is not a dead one. */
  const startTimer = () => {
    clearTimeout(timer)
    timer = setTimeout(() => controller.abort(stalled), stalledAfterMs)
  }
  startTimer()
  try {
    // Always from the server: what a browser's own cache holds may be another release's.
    const response = await fetch(address, { signal: controller.signal, cache: 'no-cache' })
    // In the order in which they show: the status before the body, too many bytes while they come, a web page at the
    // end.
    if (!response.ok) throw refusal(name, response.status)
    const bytes = await readBody(response, mostBytes, (count) => {
      startTimer()
      onBytes(count)
    })
    if (bytes === null) throw new DownloadError('damaged', `${name} is larger than it should be`)
    if (isPage(response, bytes)) {
      throw new DownloadError('damaged', `${name}: a web page came instead of the file`)
    }
    return bytes
  } catch (error) {
    // An abort by the caller comes first, as it looks like a lost connection, too; then what is known by name.
    if (signal?.aborted || error instanceof DownloadError) throw error
    if (controller.signal.reason === stalled) throw stalled
    throw new DownloadError('offline', error instanceof Error ? error.message : String(error))
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', stop)
    // What is still on its way is not wanted any more.
    controller.abort()
  }
}

function refusal(name: string, status: number): DownloadError {
  const isGone = status === 404 || status === 410
  return new DownloadError(isGone ? 'missing' : 'server', `${name}: HTTP ${status}`)
}

/** Networks that ask for a login answer every address with their page. No file of a model is HTML. */
function isPage(response: Response, bytes: Uint8Array): boolean {
  if (/text\/html/i.test(response.headers.get('Content-Type') ?? '')) return true
  return /^\s*<(!doctype|html)/i.test(new TextDecoder().decode(bytes.subarray(0, 64)))
}

/** Null when there is too much. */
async function readBody(
  response: Response,
  mostBytes: number,
  onBytes: (bytes: number) => void,
): Promise<Uint8Array | null> {
  if (!response.body) return new Uint8Array(await response.arrayBuffer())
  const parts: Uint8Array[] = []
  let total = 0
  const reader = response.body.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    parts.push(value)
    total += value.length
    if (total > mostBytes) return null
    onBytes(total)
  }
  const bytes = new Uint8Array(total)
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}
