/** A server over tiny models in a folder of its own, for tests. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTinyModelFile, TINY_SKILL } from '@/runtime/testing'
import { type ServeOptions, serveModels } from './serve-models'
import { createFrameReader, frameOf, type WyomingEvent } from './wyoming-frames'

/** Starts it on free ports; `end` stops it and removes the folder. */
export async function startTestServer(
  options: Partial<ServeOptions> & { names?: string[]; threshold?: number } = {},
) {
  const { names = ['cafe'], threshold = 0, ...rest } = options
  const folder = await mkdtemp(join(tmpdir(), 'serve-'))
  const files: string[] = []
  for (const [index, name] of names.entries()) {
    const file = join(folder, `${name}.skillet`)
    const locale = index === 0 ? TINY_SKILL.locale : 'de-DE'
    await writeFile(
      file,
      await createTinyModelFile({ threshold, skill: { ...TINY_SKILL, locale } }),
    )
    files.push(file)
  }
  const server = await serveModels({
    ...{ files, version: '9.9.9', port: 0, wyomingPort: 0, lookEveryMs: 20 },
    ...rest,
  })
  if (server.kind === 'failed') throw new Error(`${server.message} ${server.remedy}`)
  const address = `http://127.0.0.1:${server.http?.port}`
  return {
    server,
    folder,
    files,
    address,
    /** Sends a body as JSON; gives the status and the parsed answer. */
    post: async (path: string, body: unknown, headers: Record<string, string> = {}) => {
      const response = await fetch(`${address}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      })
      return { status: response.status, body: (await response.json()) as Record<string, unknown> }
    },
    get: async (path: string) => {
      const response = await fetch(`${address}${path}`)
      return { status: response.status, text: await response.text() }
    },
    end: async () => {
      await server.close()
      await rm(folder, { recursive: true })
    },
  }
}

/** Sends bytes or events over Wyoming and collects what comes back, until `count` events or the end. */
export function talkWyoming(
  port: number,
  sent: (Uint8Array | [type: string, data?: Record<string, unknown>])[],
  count: number,
): Promise<WyomingEvent[]> {
  return new Promise((resolve, reject) => {
    const reader = createFrameReader()
    const heard: WyomingEvent[] = []
    const socket = connect(port, '127.0.0.1', () => {
      for (const one of sent) socket.write(one instanceof Uint8Array ? one : frameOf(...one))
    })
    socket.on('data', (bytes) => {
      heard.push(...reader.push(bytes).events)
      if (heard.length >= count) socket.destroy()
    })
    socket.on('close', () => resolve(heard))
    socket.on('error', reject)
  })
}
