import { afterEach, describe, expect, it, vi } from 'vitest'
import { type DownloadOptions, download } from './download'

const ADDRESS = 'https://example.org/models/weights.bin'

afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

/** A server that answers like this; returns the requests as they come. */
function serve(answer: (init: RequestInit) => Response | Promise<Response>) {
  const asked: { address: string; init: RequestInit }[] = []
  vi.stubGlobal('fetch', async (address: string, init: RequestInit) => {
    asked.push({ address, init })
    return answer(init)
  })
  return asked
}

/** A body that comes in pieces, and then perhaps no more. */
function piecesOf(pieces: readonly (readonly number[])[], isWhole = true) {
  let place = 0
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      const piece = pieces[place]
      place += 1
      if (piece) controller.enqueue(Uint8Array.from(piece))
      else if (isWhole) controller.close()
      else return new Promise(() => {})
    },
  })
}

/** A request that is never answered, and ends when it is given up. */
const silence = (init: RequestInit) =>
  new Promise<Response>((_, reject) => {
    const signal = init.signal!
    if (signal.aborted) reject(signal.reason)
    signal.addEventListener('abort', () => reject(signal.reason))
  })

const faultOf = (options: DownloadOptions = {}) =>
  download(ADDRESS, options).then(
    () => null,
    ({ fault, message }: { fault?: string; message: string }) => ({ fault, message }),
  )

describe('a file', () => {
  it('comes whole, with the bytes so far, and always from the server', async () => {
    const asked = serve(() => new Response(piecesOf([[1, 2], [3], [4, 5, 6]])))
    const counts: number[] = []
    const bytes = await download(ADDRESS, { onBytes: (count) => counts.push(count), mostBytes: 6 })
    expect([[...bytes], counts]).toEqual([
      [1, 2, 3, 4, 5, 6],
      [2, 3, 6],
    ])
    expect(asked).toMatchObject([{ address: ADDRESS, init: { cache: 'no-cache' } }])
  })

  it('may be empty, or come without a stream', async () => {
    serve(() => new Response(piecesOf([])))
    expect([...(await download(ADDRESS))]).toEqual([])
    serve(
      () =>
        ({
          ok: true,
          body: null,
          headers: new Headers(),
          arrayBuffer: async () => Uint8Array.of(7).buffer,
        }) as Response,
    )
    expect([...(await download(ADDRESS))]).toEqual([7])
  })
})

describe('no file', () => {
  it.each([
    [404, 'missing'],
    [410, 'missing'],
    [403, 'server'],
    [500, 'server'],
  ])('is a refusal with %i: %s', async (status, fault) => {
    serve(() => new Response('', { status }))
    expect(await faultOf()).toEqual({ fault, message: `weights.bin: HTTP ${status}` })
  })

  it.each<[string, Response]>([
    [
      'by its type',
      new Response('anything', { headers: { 'Content-Type': 'Text/HTML; charset=x' } }),
    ],
    [
      'by how it begins',
      new Response(' \n<!DOCTYPE html><p>Log in', { headers: { 'Content-Type': 'text/plain' } }),
    ],
    ['without a type', new Response(new TextEncoder().encode('<html lang="en">'))],
  ])('is a web page, known %s', async (_, response) => {
    serve(() => response)
    expect(await faultOf()).toMatchObject({
      fault: 'damaged',
      message: expect.stringMatching(/page/),
    })
  })

  it('is a file that only speaks of pages', async () => {
    serve(() => new Response(`${' '.repeat(64)}<html>`))
    expect(await faultOf()).toBeNull()
    serve(() => new Response('see <html>', { headers: { 'Content-Type': 'text/plain' } }))
    expect(await faultOf()).toBeNull()
  })

  it('is more than there should be', async () => {
    serve(() => new Response(piecesOf([[1, 2], [3]], false)))
    expect(await faultOf({ mostBytes: 2 })).toMatchObject({ fault: 'damaged' })
  })

  it('is what the network says', async () => {
    serve(() => Promise.reject(new TypeError('no route')))
    expect(await faultOf()).toEqual({ fault: 'offline', message: 'no route' })
  })
})

describe('a server that stalls', () => {
  it('is given up after half a minute without a word, each byte being one', async () => {
    vi.useFakeTimers()
    const stops: AbortSignal[] = []
    serve((init) => {
      stops.push(init.signal!)
      return silence(init)
    })
    const silent = faultOf()
    await vi.advanceTimersByTimeAsync(29_999)
    expect(stops[0]?.aborted).toBe(false)
    await vi.advanceTimersByTimeAsync(1)
    expect(await silent).toEqual({
      fault: 'offline',
      message: 'weights.bin: nothing came for 30 seconds',
    })
    expect(vi.getTimerCount()).toBe(0)
  })

  it('is waited for as long as something comes', async () => {
    vi.useFakeTimers()
    let push: (piece: Uint8Array) => void = () => {}
    let end = () => {}
    serve(
      ({ signal }) =>
        new Response(
          new ReadableStream<Uint8Array>({
            start(controller) {
              push = (piece) => controller.enqueue(piece)
              end = () => controller.close()
              signal!.addEventListener('abort', () => {
                try {
                  controller.error(signal!.reason)
                } catch {
                  // It was closed before.
                }
              })
            },
          }),
        ),
    )
    const loading = download(ADDRESS, { stalledAfterMs: 1000 })
    for (const byte of [1, 2, 3]) {
      await vi.advanceTimersByTimeAsync(900)
      push(Uint8Array.of(byte))
      await vi.advanceTimersByTimeAsync(0)
    }
    end()
    expect([...(await loading)]).toEqual([1, 2, 3])
    const stalled = faultOf({ stalledAfterMs: 1000 })
    await vi.advanceTimersByTimeAsync(0)
    push(Uint8Array.of(1))
    await vi.advanceTimersByTimeAsync(1000)
    expect(await stalled).toMatchObject({
      fault: 'offline',
      message: expect.stringMatching(/ 1 s/),
    })
  })
})

describe('a person who cancels', () => {
  it('ends it with their reason, before it began or on its way', async () => {
    serve(silence)
    const early = AbortSignal.abort(new DOMException('no', 'AbortError'))
    await expect(download(ADDRESS, { signal: early })).rejects.toThrow('no')
    const late = new AbortController()
    const loading = download(ADDRESS, { signal: late.signal })
    late.abort(new DOMException('enough', 'AbortError'))
    await expect(loading).rejects.toMatchObject({ name: 'AbortError', message: 'enough' })
  })
})
