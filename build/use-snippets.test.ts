/** Runs every snippet of the Export screen as a person would who copies it. */
import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { parse } from 'yaml'
import { readModelFile } from '@/records/read-model-file'
import { writeOnnx } from '@/records/write-onnx'
import { load } from '@/runtime/skill'
import { createTinyModelFile } from '@/runtime/testing'
import { packUse } from '@/screens/export/pack-use'
import { type ModelToUse, USES, type UseId } from '@/screens/export/uses'
import { talkWyoming } from '@/serve/testing'
import { writeOnnxruntimeForPython } from './onnxruntime-for-python'
import { bundleRuntime } from './runtime-bundle'
import { bundleServer } from './server-bundle'

const folder = mkdtempSync(join(tmpdir(), 'skillet-uses-'))

/** A text and a name with all that a shell, a script or a page could trip over. */
const UTTERANCE = `order a "big" coffee, it's </script> $HOME \\n please ☕`
const MODEL: ModelToUse = {
  name: 'Café-run-2',
  utterance: UTTERANCE,
  intent: { name: 'Order ☕', slots: ['size', 'odd slot'] },
  others: ['Play'],
}

let bytes: Uint8Array<ArrayBuffer>
let onnx: Uint8Array<ArrayBuffer>
let runtime: string
let server: string
const python = readFileSync(new URL('../deploy/onnx/ask.py', import.meta.url), 'utf8')
let expected: { intent: { name: string } | null }

beforeAll(async () => {
  bytes = await createTinyModelFile({ threshold: 0 })
  const read = readModelFile(bytes)
  if (read.kind === 'failed') throw new Error(read.reason)
  onnx = writeOnnx(read.model, read.model.vocabulary!)
  runtime = await bundleRuntime()
  server = await bundleServer()
  const skill = await load(bytes)
  expected = JSON.parse(JSON.stringify(skill.understand(UTTERANCE)))
}, 60_000)

afterAll(() => rmSync(folder, { recursive: true }))

const started: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of started.splice(0)) await end()
})

const codes = (id: UseId) =>
  USES.find((use) => use.id === id)!
    .snippets(MODEL)
    .map(({ code }) => code)

const CODE = { runtime: () => runtime, server: () => server, python: () => python }

/** Unpacks what is downloaded for a use; says where. */
function unpack(id: UseId): string {
  const home = mkdtempSync(join(folder, `${id}-`))
  const { name, bytes: file } = packUse(id, {
    bytes: id === 'onnx' ? onnx : bytes,
    code: CODE[USES.find((use) => use.id === id)!.runsBy](),
    ...{ model: MODEL, title: 'Café <1>', locale: 'en-GB' },
    examples: [UTTERANCE, 'jazz'],
  })
  expect(name).toMatch(/\.zip$/)
  for (const [path, content] of Object.entries(unzipSync(file))) {
    writeFileSync(join(home, path), content)
  }
  return home
}

function shell(command: string, cwd: string): string {
  return execFileSync('bash', ['-c', command], { cwd, encoding: 'utf8', stdio: 'pipe' })
}

async function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' ? address!.port : 0))
    })
  })
}

/**
 * Runs the command that serves in the folder of the zip, with its ports replaced by those of this test; resolves when
 * it `says` so, with a way to put the same ports into what is asked.
 */
async function serve(id: UseId, ports: readonly number[], says: RegExp) {
  const [command = ''] = codes(id)
  const free = new Map<number, number>()
  for (const port of ports) free.set(port, await freePort())
  const withFreePorts = (text: string) =>
    [...free].reduce((said, [port, other]) => said.replaceAll(String(port), String(other)), text)
  // The port that the command takes when it is not told another one.
  const byDefault = command.includes('--port') ? '' : ` --port ${ports[0]}`
  const child = spawn('bash', ['-c', `exec ${withFreePorts(command + byDefault)}`], {
    cwd: unpack(id),
  })
  const ended = new Promise<void>((resolve) => child.on('exit', () => resolve()))
  started.push(async () => {
    child.kill('SIGTERM')
    await ended
  })
  let said = ''
  await new Promise<void>((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      said += chunk
      if (says.test(said)) resolve()
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    child.on('exit', () => reject(new Error(said)))
  })
  return { withFreePorts, portOf: (port: number) => free.get(port) ?? 0 }
}

test('Node: the zip runs as it is, and answers', () => {
  const home = unpack('node')
  const [ask = '', run = ''] = codes('node')
  writeFileSync(join(home, 'ask.mjs'), ask)
  expect(shell(run, home)).toContain(expected.intent!.name)
})

test('Server: the command serves, and curl gets the answer of the runtime', async () => {
  const [, curl = ''] = codes('server')
  const { withFreePorts } = await serve('server', [5005], /HTTP on/)
  const answer = JSON.parse(shell(withFreePorts(curl), folder))
  expect(answer).toMatchObject(expected)
  expect(answer.text).toBe(UTTERANCE)
})

test('Rasa: the address in endpoints.yml answers as Rasa’s server does', async () => {
  const [, endpoints = '', curl = ''] = codes('rasa')
  const { withFreePorts } = await serve('rasa', [5006], /HTTP on/)
  const { nlu } = parse(withFreePorts(endpoints))
  const response = await fetch(`${nlu.url}/model/parse`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ text: UTTERANCE, message_id: 'some-id', token: null }),
  })
  const answer = (await response.json()) as Record<string, unknown>
  expect(answer).toMatchObject({ text: UTTERANCE, intent: { name: expected.intent!.name } })
  expect(Object.keys(answer).sort()).toEqual(['entities', 'intent', 'intent_ranking', 'text'])
  expect(JSON.parse(shell(withFreePorts(curl), folder))).toEqual(answer)
})

test('ONNX: the zip answers from Python as the runtime does', async () => {
  const home = unpack('onnx')
  const [install, ask = ''] = codes('onnx')
  expect(install).toBe('pip install onnxruntime')
  // What pip would install is stood in for, so that the test needs no Python package.
  writeOnnxruntimeForPython(join(home, 'python'))
  const said = JSON.parse(shell(`export PYTHONPATH=python; ${ask}`, home))
  expect(said).toMatchObject({ text: UTTERANCE, intent: expected.intent!.name })
}, 120_000)

test('Home Assistant: the command answers over Wyoming, and the script is for what it answers', async () => {
  const [, configuration = ''] = codes('home-assistant')
  const { portOf } = await serve('home-assistant', [5005, 10_400], /Wyoming on/)
  const sent = { text: UTTERANCE, language: 'en' }
  const [heard] = await talkWyoming(portOf(10_400), [['transcript', sent]], 1)
  expect(heard).toMatchObject({ type: 'intent', data: { name: expected.intent!.name } })
  const scripts = parse(configuration).intent_script
  // A slot that no template can name is left out.
  expect(configuration).toContain('one for each of: Play')
  expect(scripts).toEqual({ 'Order ☕': { speech: { text: 'Order ☕ (size: {{ size }})' } } })
})
