/** The whole server: models, both protocols, figures, and an end without a dropped request. */
import type { AddressInfo } from 'node:net'
import { createHttpServer } from './http-server'
import { createListener } from './listener'
import { openShelf, type ShelfNews } from './model-shelf'
import { createMetrics } from './server-metrics'
import { openUnsureFile } from './unsure-file'
import { createWyomingServer } from './wyoming-server'

export type ServeOptions = {
  files: readonly string[]
  version: string
  host?: string
  /** 0 takes any free port; null leaves the protocol out. */
  port?: number | null
  wyomingPort?: number | null
  token?: string | null
  requestsPerSecond?: number | null
  logsTexts?: boolean
  /** Where log lines (JSON) go; null for nowhere. */
  log?: { write: (line: string) => void } | null
  /** Keeps what was not understood, or unsure, there. */
  keepUnsure?: string | null
  /** What the models run on, when not on the kernels that are built into the runtime. */
  kernels?: Uint8Array<ArrayBuffer>
  /** How often model files are looked at. */
  lookEveryMs?: number
}

export type RunningServer = {
  kind: 'running'
  /** Null where a protocol was left out. */
  http: AddressInfo | null
  wyoming: AddressInfo | null
  models: { id: string; name: string; intents: number }[]
  /** Finishes what was asked, then ends. */
  close: () => Promise<void>
}

export type ServeFailure = { kind: 'failed'; message: string; remedy: string }

/** Starts to serve; expected failures (a damaged model, a port in use) are values. */
export async function serveModels(options: ServeOptions): Promise<RunningServer | ServeFailure> {
  const { version, host = '127.0.0.1', port = 5005, wyomingPort = null } = options
  const { token = null, requestsPerSecond = null, logsTexts = false, log = null } = options
  const say = (entry: Record<string, unknown>) =>
    log?.write(`${JSON.stringify({ time: Date.now(), ...entry })}\n`)
  let onNews: (news: ShelfNews) => void = () => {}
  const opened = await openShelf(options.files, {
    onNews: (news) => onNews(news),
    ...(options.kernels ? { kernels: options.kernels } : {}),
    ...(options.lookEveryMs === undefined ? {} : { lookEveryMs: options.lookEveryMs }),
  })
  if (opened.kind === 'failed') {
    return { kind: 'failed', message: `${opened.file}: ${opened.reason}`, remedy: opened.remedy }
  }
  const { shelf } = opened
  const metrics = createMetrics(shelf)
  onNews = (news) => {
    metrics.reloaded(news.kind)
    if (news.kind === 'reloaded') say({ level: 30, event: 'reloaded', model: news.model.id })
    else say({ level: 40, event: 'kept the old model', ...news })
  }
  const unsure = options.keepUnsure
    ? openUnsureFile(options.keepUnsure, (said) => say({ level: 50, event: 'unsure file', said }))
    : null
  const listener = createListener(shelf, { metrics, unsure, say, logsTexts })
  const http = await createHttpServer({
    ...{ shelf, listener, metrics, version, token, requestsPerSecond, log },
  })
  const wyoming = createWyomingServer({ shelf, listener, metrics, version })

  async function close(): Promise<void> {
    await Promise.all([
      http.close(),
      wyoming.listening ? new Promise((resolve) => wyoming.close(resolve)) : undefined,
    ])
    await unsure?.end()
    shelf.close()
  }

  try {
    if (port !== null) await http.listen({ host, port })
    if (wyomingPort !== null) {
      await new Promise<void>((resolve, reject) => {
        wyoming.once('error', reject)
        wyoming.listen({ host, port: wyomingPort }, resolve)
      })
    }
  } catch (error) {
    await close()
    const said = error instanceof Error ? error.message : String(error)
    return {
      kind: 'failed',
      message: `The server could not start: ${said}.`,
      remedy: 'Choose another port or host, or end what uses it.',
    }
  }
  return {
    kind: 'running',
    http: port === null ? null : (http.server.address() as AddressInfo),
    wyoming: wyomingPort === null ? null : (wyoming.address() as AddressInfo),
    models: shelf.models().map(({ id, skill }) => ({
      ...{ id, name: skill.name, intents: skill.intents.length },
    })),
    close,
  }
}
