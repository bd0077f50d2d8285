/** HTTP: Rasa's API, answers in the shapes of other platforms, our own, and what operators ask for. */
import { createHash, timingSafeEqual } from 'node:crypto'
import rateLimit from '@fastify/rate-limit'
import Fastify, {
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify'
import { alexaAnswer } from './alexa-answer'
import type { Answer } from './answer'
import { dialogflowAnswer } from './dialogflow-answer'
import { lexAnswer } from './lex-answer'
import type { Listener } from './listener'
import type { ModelShelf } from './model-shelf'
import { luisAnswer, rasaAnswer, witAnswer } from './rasa-answer'
import type { ServerMetrics } from './server-metrics'

export type HttpOptions = {
  shelf: ModelShelf
  listener: Listener
  metrics: ServerMetrics
  /** Skillet's version, for `/version`. */
  version: string
  /** What requests must show, as `?token=` or `Authorization: Bearer`; null asks nobody. */
  token: string | null
  /** Requests a second that one client may make; null for any number. */
  requestsPerSecond: number | null
  /** Where log lines (JSON) go; null for nowhere. */
  log: { write: (line: string) => void } | null
}

/** Bytes of a request: a text of the greatest length, with room for what else a client says. */
const MOST_BODY_BYTES = 64 * 1024

/** What an answer looks like, by `?shape=` or Rasa's `?emulation_mode=`. */
const SHAPES: Record<string, (answer: Answer, body: Body) => unknown> = {
  rasa: rasaAnswer,
  luis: luisAnswer,
  wit: witAnswer,
  dialogflow: dialogflowAnswer,
  alexa: (answer) => alexaAnswer(answer),
  lex: (answer, body) =>
    lexAnswer(answer, typeof body.sessionId === 'string' ? body.sessionId : 'skillet'),
  skillet: ({ understanding, model }) => ({ ...understanding, model: model.id }),
}

type Body = Record<string, unknown>

/** The server, not listening yet. */
export async function createHttpServer(options: HttpOptions): Promise<FastifyInstance> {
  const { shelf, metrics, version, token, requestsPerSecond, log } = options
  const app = Fastify({
    bodyLimit: MOST_BODY_BYTES,
    // One line an answer is ours; fastify's own two lines would hold addresses with queries.
    logController: new LogController({ disableRequestLogging: true }),
    logger: log ? { level: 'info', stream: log } : false,
  })

  function fail(reply: FastifyReply, code: number, reason: string, message: string) {
    return reply
      .code(code)
      .send({ version, status: 'failure', reason, message, details: {}, help: null, code })
  }

  app.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
    const code = error.statusCode ?? 500
    const reason = REASONS[code] ?? (code < 500 ? 'BadRequest' : 'InternalServerError')
    metrics.refused('http', reason)
    if (code >= 500) app.log.error(error)
    return fail(reply, code, reason, code < 500 ? error.message : 'Something went wrong here.')
  })
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?')[0]
    return fail(reply, 404, 'NotFound', `There is no ${request.method} ${path}.`)
  })
  // Clients of Rasa send JSON under many names, or none.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => {
    const parsed = bodyOf(body as string)
    if (parsed) done(null, parsed)
    else done(Object.assign(new Error('The body is not a JSON object.'), { statusCode: 400 }))
  })
  if (requestsPerSecond !== null) {
    await app.register(rateLimit, {
      max: requestsPerSecond,
      timeWindow: 1000,
      errorResponseBuilder: (_request, { max }) =>
        Object.assign(new Error(`More than ${max} requests in a second; try again in one.`), {
          statusCode: 429,
        }),
    })
  }
  app.addHook('onRequest', async (request, reply) => {
    if (token === null || OPEN_PATHS.has(request.url.split('?')[0] ?? '')) return
    if (isSame(tokenOf(request), token)) return
    metrics.refused('http', 'NotAuthenticated')
    await fail(reply, 401, 'NotAuthenticated', 'User is not authenticated.')
  })

  // A connection that is kept alive would keep the process alive, too.
  let isClosing = false
  app.addHook('preClose', async () => {
    isClosing = true
  })
  app.addHook('onSend', async (_request, reply) => {
    if (isClosing) reply.header('connection', 'close')
  })

  async function answer(request: FastifyRequest, reply: FastifyReply, byDefault: string) {
    const query = request.query as Record<string, string | undefined>
    const body = (request.body ?? {}) as Body
    const name = (query.shape ?? query.emulation_mode ?? byDefault).toLowerCase()
    const shape = Object.hasOwn(SHAPES, name) ? SHAPES[name] : undefined
    if (!shape) {
      const message = `There is no shape "${name}"; there are: ${Object.keys(SHAPES).join(', ')}.`
      return fail(reply, 400, 'BadRequest', message)
    }
    const heard = await options.listener.hearTogether({
      protocol: 'http',
      text: body.text ?? query.text,
      model: query.model ?? (typeof body.model === 'string' ? body.model : undefined),
      locale: query.locale,
    })
    if (heard.kind === 'refused') {
      const code = heard.reason === 'no-model' ? 404 : 400
      return fail(reply, code, code === 404 ? 'NotFound' : 'BadRequest', heard.message)
    }
    return reply.send(shape(heard.answer, body))
  }

  app.post('/model/parse', async (request, reply) => answer(request, reply, 'rasa'))
  app.post('/understand', async (request, reply) => answer(request, reply, 'skillet'))
  app.get('/understand', async (request, reply) => answer(request, reply, 'skillet'))
  app.get('/', async (_request, reply) =>
    reply.type('text/plain').send(`Hello from Skillet: ${version}`),
  )
  app.get('/version', async () => ({ version, minimum_compatible_version: version }))
  app.get('/status', async () => {
    const [first] = shelf.models()
    return {
      model_id: first?.skill.card?.fingerprint ?? first?.id ?? null,
      model_file: first?.file.split(/[\\/]/).at(-1) ?? null,
      num_active_training_jobs: 0,
      models: shelf.models().map(({ id, skill, loadedAt }) => ({
        ...{ id, name: skill.name, locale: skill.locale, intents: skill.intents.length },
        ...{ threshold: skill.threshold, engine: skill.engine, loaded_at: loadedAt.toISOString() },
      })),
    }
  })
  app.get('/health', async () => ({ status: 'ok', models: shelf.models().map(({ id }) => id) }))
  app.get('/metrics', async (_request, reply) =>
    reply.type(metrics.contentType).send(await metrics.text()),
  )
  return app
}

/** What a load balancer asks without a token. */
const OPEN_PATHS = new Set(['/health'])

const REASONS: Record<number, string> = {
  400: 'BadRequest',
  401: 'NotAuthenticated',
  404: 'NotFound',
  413: 'PayloadTooLarge',
  415: 'UnsupportedMediaType',
  429: 'TooManyRequests',
}

function bodyOf(text: string): Body | null {
  if (text.trim() === '') return {}
  try {
    const parsed: unknown = JSON.parse(text)
    const isObject = typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
    return isObject ? (parsed as Body) : null
  } catch {
    return null
  }
}

function tokenOf(request: FastifyRequest): string {
  const { token } = request.query as { token?: unknown }
  if (typeof token === 'string') return token
  return request.headers.authorization?.replace(/^(bearer|token) +/i, '') ?? ''
}

/** Without telling by its time how much of a token was right. */
function isSame(given: string, wanted: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(wanted))
}
