import { readFastestKernels } from '@/kernels/fastest-kernels'
import { SKILLET_VERSION } from '@/project/skillet-version'
import { serveModels } from '@/serve/serve-models'
import {
  type Command,
  CommandFailure,
  DONE,
  readOptions,
  readWholeNumber,
  wrongUsage,
} from './command'

/** `skillet serve`: models that answer over HTTP and Wyoming until the process is told to end. */
export const serve: Command = {
  help: `npm run skillet -- serve <model.skillet> [more models] [options]

Answers with one or more models. By default only this machine can ask.

  --port <n>          HTTP; 0 for any free one, "off" for none             [5005]
  --wyoming-port <n>  Wyoming, for Home Assistant; "off" for none          [off]
  --host <address>    0.0.0.0 lets other machines ask                      [127.0.0.1]
  --token <secret>    HTTP requests must show it, as ?token= or Authorization: Bearer
  --rate <n>          HTTP requests a second that one client may make
  --keep-unsure <file>  adds what was not understood or unsure to this file; the app imports it
  --log-utterances    logs hold the texts, too
  --quiet             no log at all

HTTP:    POST /model/parse   {"text": "…"} as Rasa answers; ?shape=alexa, lex, dialogflow, luis, wit or skillet
         POST /understand    the same as the package's understand(); ?model= chooses one of several
         GET  /status /version /health /metrics
Wyoming: describe, recognize and transcript, each model by its file's name and its language

A model file that is replaced is loaded beside the old one and takes its place when it is whole.
SIGTERM and SIGINT finish what was asked, then end.
`,
  run: async (args, { log, output }) => {
    const { values, positionals } = readOptions(args, {
      port: { type: 'string', default: '5005' },
      'wyoming-port': { type: 'string', default: 'off' },
      host: { type: 'string', default: '127.0.0.1' },
      token: { type: 'string' },
      rate: { type: 'string' },
      'keep-unsure': { type: 'string' },
      'log-utterances': { type: 'boolean', default: false },
      quiet: { type: 'boolean', default: false },
    })
    if (positionals.length === 0) throw wrongUsage('Which model? Give one or more .skillet files.')
    // The kernels that are built in serve as well, only slower.
    const fastest = await readFastestKernels().catch(() => null)
    const server = await serveModels({
      ...(fastest ? { kernels: fastest.bytes } : {}),
      files: positionals,
      version: SKILLET_VERSION,
      host: values.host,
      port: readPort('port', values.port),
      wyomingPort: readPort('wyoming-port', values['wyoming-port']),
      token: values.token ?? null,
      requestsPerSecond: values.rate === undefined ? null : readWholeNumber('rate', values.rate, 1),
      logsTexts: values['log-utterances'],
      log: values.quiet ? null : { write: output },
      keepUnsure: values['keep-unsure'] ?? null,
    })
    if (server.kind === 'failed') throw new CommandFailure(`${server.message} ${server.remedy}`)
    for (const { id, name, intents } of server.models) log(`${id}: ${name}, ${intents} intents`)
    if (server.http) log(`HTTP on http://${hostOf(server.http)}`)
    if (server.wyoming) log(`Wyoming on tcp://${hostOf(server.wyoming)}`)
    await new Promise<void>((resolve) => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
    })
    log('Finishing what was asked…')
    await server.close()
    return DONE
  },
}

function readPort(name: string, text: string): number | null {
  if (text === 'off') return null
  const port = readWholeNumber(name, text)
  if (port > 65_535) throw wrongUsage(`--${name} must be at most 65535, not ${port}.`)
  return port
}

function hostOf({
  address,
  family,
  port,
}: {
  address: string
  family: string
  port: number
}): string {
  return `${family === 'IPv6' ? `[${address}]` : address}:${port}`
}
