/** Home Assistant's Wyoming protocol over TCP: says what models there are, and turns texts into intents. */
import { createServer, type Server, type Socket } from 'node:net'
import type { Listener } from './listener'
import type { ModelShelf, ShelvedModel } from './model-shelf'
import type { ServerMetrics } from './server-metrics'
import { createFrameReader, frameOf, type WyomingEvent } from './wyoming-frames'

export type WyomingOptions = {
  shelf: ModelShelf
  listener: Listener
  metrics: ServerMetrics
  version: string
}

/** A connection that says nothing for this long is closed. */
const IDLE_MS = 5 * 60_000
const ATTRIBUTION = { name: 'Skillet', url: '' }

/** The server, not listening yet. Its `close` lets open connections finish what they have asked. */
export function createWyomingServer(options: WyomingOptions): Server {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.setNoDelay(true)
    socket.setTimeout(IDLE_MS, () => socket.end())
    socket.on('close', () => sockets.delete(socket))
    // A client that hangs up in the middle of an answer is no fault of ours.
    socket.on('error', () => socket.destroy())
    const reader = createFrameReader()
    socket.on('data', (bytes) => {
      const { events, broken } = reader.push(bytes)
      for (const event of events) {
        for (const [type, data] of answersTo(event, options)) socket.write(frameOf(type, data))
      }
      if (broken) {
        options.metrics.refused('wyoming', 'broken-frame')
        socket.end(frameOf('error', { text: broken.message, code: 'bad-frame' }))
      }
    })
  })
  const { close } = server
  server.close = (done) => {
    for (const socket of sockets) socket.end()
    return close.call(server, done)
  }
  return server
}

type Reply = [type: string, data: Record<string, unknown>]

/** What is said to an event; nothing to those that are not for us. */
function answersTo({ type, data }: WyomingEvent, options: WyomingOptions): Reply[] {
  if (type === 'describe') return [['info', infoOf(options)]]
  if (type === 'ping') return [['pong', data]]
  // `recognize` is the protocol's word; Home Assistant sends the `transcript` itself.
  if (type !== 'recognize' && type !== 'transcript') return []
  const context = 'context' in data && data.context ? { context: data.context } : {}
  const heard = options.listener.hear({
    protocol: 'wyoming',
    text: data.text,
    model: modelFor(data, options.shelf)?.id,
    locale: typeof data.language === 'string' ? data.language : undefined,
  })
  if (heard.kind === 'refused') {
    return [['error', { text: heard.message, code: heard.reason, ...context }]]
  }
  const { text, intent, slots } = heard.answer.understanding
  if (!intent) return [['not-recognized', { text, ...context }]]
  const entities = slots.map(({ slot, value }) => ({ name: slot, value }))
  return [['intent', { name: intent.name, entities, ...context }]]
}

/** The model that is asked for by name, else the first that speaks the language, else the first. */
function modelFor(data: Record<string, unknown>, shelf: ModelShelf): ShelvedModel | undefined {
  const name = [data.name, data.model].find((one) => typeof one === 'string')
  if (typeof name === 'string') return shelf.find(name) ?? undefined
  const { language } = data
  if (typeof language !== 'string') return undefined
  return shelf.models().find(({ skill }) => languageOf(skill.locale) === languageOf(language))
}

function infoOf({ shelf, version }: WyomingOptions): Record<string, unknown> {
  const models = shelf.models().map(({ id, skill }) => ({
    name: id,
    attribution: ATTRIBUTION,
    installed: true,
    description: skill.name,
    version: null,
    // A model that does not say its language takes any.
    languages: skill.locale === 'und' ? [] : [languageOf(skill.locale)],
  }))
  const none = { asr: [], tts: [], handle: [], wake: [], mic: [], snd: [] }
  const program = {
    name: 'skillet',
    attribution: ATTRIBUTION,
    installed: true,
    description: 'Intents and slots by models made in Skillet',
    version,
    models,
  }
  return { ...none, intent: [program] }
}

/** `en` of `en-US`, as Home Assistant names languages. */
function languageOf(locale: string): string {
  return locale.split(/[-_]/)[0]?.toLowerCase() ?? locale
}
