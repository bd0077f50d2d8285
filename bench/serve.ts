/** `npm run bench:serve`: what a server bears: requests a second, their times, memory, and malformed input. */
import { spawn } from 'node:child_process'
import { connect } from 'node:net'
import { parseArgs } from 'node:util'
import autocannon from 'autocannon'
import { frameOf } from '@/serve/wyoming-frames'
import { findBuilt } from './serve/find-built'

const HELP = `npm run bench:serve -- --model <file.skillet> [options]

Starts the built command line (npm run build:cli) as a process of its own and asks it over HTTP: as much as
it can bear, then at a steady rate. Then sends malformed requests and frames, and prints a table.

  --model <file>      what answers (required)
  --seconds <n>       how long to ask at a steady rate  [60]
  --rate <n>          requests a second of it           [1000]
  --most-seconds <n>  how long to ask as much as it can bear, before  [10]
  --connections <n>                                     [20]
  --malformed <n>     of requests, and as many of frames  [10000]
`

const { values } = parseArgs({
  options: {
    model: { type: 'string' },
    seconds: { type: 'string', default: '60' },
    rate: { type: 'string', default: '1000' },
    'most-seconds': { type: 'string', default: '10' },
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
    const most = await ask(url, Number(values['most-seconds']))
    const steady = await ask(url, Number(values.seconds), Number(values.rate))
    const malformed = await malformedRequests(url, Number(values.malformed))
    const frames = await malformedFrames(wyomingPort, Number(values.malformed))
    console.table({ 'as much as it can bear': most, [`${values.rate} a second`]: steady })
    console.table({
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

/** Asks for a while; at a steady `rate`, waiting for a turn counts as waiting for the answer. */
async function ask(url: string, seconds: number, rate?: number) {
  const before = await figuresOf(url)
  const memory = [before.memoryMB]
  const look = setInterval(
    async () => memory.push((await figuresOf(url)).memoryMB),
    (1000 * seconds) / 20,
  )
  const result = await autocannon({
    url: `${url}/model/parse`,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    duration: seconds,
    connections: Number(values.connections),
    ...(rate === undefined ? {} : { overallRate: rate }),
    requests: TEXTS.map((text) => ({ body: JSON.stringify({ text }) })),
  })
  clearInterval(look)
  const after = await figuresOf(url)
  const { latency, requests, errors, timeouts, non2xx } = result
  return {
    seconds,
    'requests a second': Math.round(requests.average),
    'ms, median': latency.p50,
    '99%': latency.p99,
    most: latency.max,
    'errors, timeouts, not 2xx': `${errors}, ${timeouts}, ${non2xx}`,
    'processor ms a request':
      Math.round((1e5 * (after.processorSeconds - before.processorSeconds)) / requests.total) / 100,
    'memory, MB': memoryStory([...memory, after.memoryMB]),
  }
}

/** At the beginning, then the highest of each third: a leak makes each higher than the one before. */
function memoryStory([first = 0, ...later]: readonly number[]): string {
  const third = Math.ceil(later.length / 3)
  const thirds = [0, 1, 2].map((part) => later.slice(part * third, (part + 1) * third))
  return [
    first,
    ...thirds.filter(({ length }) => length > 0).map((part) => Math.max(...part)),
  ].join(' ')
}

async function figuresOf(url: string): Promise<{ memoryMB: number; processorSeconds: number }> {
  const text = await (await fetch(`${url}/metrics`)).text()
  const figure = (name: string) =>
    Number(new RegExp(`^process_${name} (\\S+)`, 'm').exec(text)?.[1])
  return {
    memoryMB: Math.round(figure('resident_memory_bytes') / 2 ** 20),
    processorSeconds: figure('cpu_seconds_total'),
  }
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
