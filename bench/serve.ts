/** `npm run bench:serve`: what a server bears: requests a second, their times, memory, and malformed input. */
import { spawn } from 'node:child_process'
import { connect } from 'node:net'
import { parseArgs } from 'node:util'
import autocannon from 'autocannon'
import { frameOf } from '@/serve/wyoming-frames'
import { findBuilt } from './serve/find-built'

const HELP = `npm run bench:serve -- --model <file.skillet> [options]

Starts the built command line (npm run build:cli) as a process of its own, asks it over HTTP
for a while, then sends malformed requests and frames, and prints a table.

  --model <file>   what answers (required)
  --seconds <n>    how long to ask  [60]
  --connections <n>                 [20]
  --malformed <n>  of requests, and as many of frames  [10000]
`

const { values } = parseArgs({
  options: {
    model: { type: 'string' },
    seconds: { type: 'string', default: '60' },
    connections: { type: 'string', default: '20' },
    malformed: { type: 'string', default: '10000' },
    help: { type: 'boolean', default: false },
  },
})

const TEXTS = [
  'turn on the kitchen lights',
  'set the bedroom to twenty one degrees',
  'what is the capital of peru',
  'dim the lamp to ten percent please',
]

async function main(model: string): Promise<void> {
  const [port, wyomingPort] = [5905, 10_499]
  const ports = ['--port', String(port), '--wyoming-port', String(wyomingPort)]
  const server = spawn(process.execPath, [findBuilt(), 'serve', model, ...ports, '--quiet'], {
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const url = `http://127.0.0.1:${port}`
  try {
    await untilHealthy(url)
    const before = await memoryOf(url)
    const result = await autocannon({
      url: `${url}/model/parse`,
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      duration: Number(values.seconds),
      connections: Number(values.connections),
      requests: TEXTS.map((text) => ({ body: JSON.stringify({ text }) })),
    })
    const after = await memoryOf(url)
    const malformed = await malformedRequests(url, Number(values.malformed))
    const frames = await malformedFrames(wyomingPort, Number(values.malformed))
    console.table({
      'requests a second, mean': Math.round(result.requests.average),
      'ms, median': result.latency.p50,
      'ms, 99th percentile': result.latency.p99,
      'errors, timeouts, answers that are not 2xx': [
        result.errors,
        result.timeouts,
        result.non2xx,
      ].join(', '),
      'requests in all': result.requests.total,
      'resident memory, MB, before and after': `${before}, ${after}`,
      'malformed requests: answered 4xx': `${malformed} of ${values.malformed}`,
      'malformed frames: answered with an error': `${frames} of ${values.malformed}`,
      'still healthy': (await fetch(`${url}/health`)).ok,
    })
  } finally {
    server.kill('SIGTERM')
  }
}

async function untilHealthy(url: string): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    const isUp = await fetch(`${url}/health`).then(
      ({ ok }) => ok,
      () => false,
    )
    if (isUp) return
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  throw new Error('The server did not start.')
}

async function memoryOf(url: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text()
  const bytes = Number(/^process_resident_memory_bytes (\S+)/m.exec(text)?.[1])
  return Math.round(bytes / 2 ** 20)
}

const BROKEN = [
  '',
  '{',
  '[]',
  'null',
  '{"text":',
  '{"text":7}',
  '{"text":null}',
  '\u0000',
  '{"t":"x"}',
  '"a"',
]

async function malformedRequests(url: string, count: number): Promise<number> {
  let clean = 0
  for (let sent = 0; sent < count; sent += 50) {
    const answers = await Promise.all(
      Array.from({ length: Math.min(50, count - sent) }, (_, index) =>
        fetch(`${url}/model/parse`, {
          method: 'POST',
          body: BROKEN[(sent + index) % BROKEN.length]!,
        }),
      ),
    )
    for (const answer of answers) {
      const body = (await answer.json()) as { status?: string }
      if (answer.status >= 400 && answer.status < 500 && body.status === 'failure') clean += 1
    }
  }
  return clean
}

async function malformedFrames(port: number, count: number): Promise<number> {
  const bytes = (text: string) => new TextEncoder().encode(text)
  const broken = [
    bytes('nonsense\n'),
    bytes('{"type":5}\n'),
    bytes('{"type":"recognize","data_length":-1}\n'),
    bytes('{"type":"recognize","data_length":2}\n{]'),
    frameOf('recognize', { text: [] }),
    frameOf('transcript', {}),
  ]
  let clean = 0
  for (let sent = 0; sent < count; sent += 20) {
    const answers = await Promise.all(
      Array.from({ length: Math.min(20, count - sent) }, (_, index) =>
        firstLine(port, broken[(sent + index) % broken.length]!),
      ),
    )
    clean += answers.filter((line) => line.includes('"type":"error"')).length
  }
  return clean
}

function firstLine(port: number, sent: Uint8Array): Promise<string> {
  return new Promise((resolve) => {
    let heard = ''
    const socket = connect(port, '127.0.0.1', () => socket.write(sent))
    socket.on('data', (bytes) => {
      heard += bytes
      if (heard.includes('\n')) socket.destroy()
    })
    socket.on('close', () => resolve(heard))
    socket.on('error', () => resolve(heard))
  })
}

if (values.help || !values.model) console.log(HELP)
else await main(values.model)
