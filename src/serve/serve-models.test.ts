import { readFile, writeFile } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { createTinyBundle, createTinyModelFile } from '@/runtime/testing'
import { serveModels } from './serve-models'
import { startTestServer } from './testing'
import type { UnsureLine } from './unsure-file'

let running: Awaited<ReturnType<typeof startTestServer>> | null = null

afterEach(async () => {
  await running?.end()
  running = null
})

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 10_000
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error('it did not come about')
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

test('a replaced file answers without a dropped request; a damaged one leaves the old model', async () => {
  const lines: string[] = []
  running = await startTestServer({ log: { write: (line) => lines.push(line) } })
  const { post, files } = running
  const [file = ''] = files
  let isAsking = true
  const failures: number[] = []
  const asking = (async () => {
    while (isAsking) {
      const { status } = await post('/model/parse', { text: 'play jazz music' })
      if (status !== 200) failures.push(status)
    }
  })()
  const before = await post('/understand', { text: 'order a large coffee please' })
  await writeFile(file, await createTinyModelFile({ bundle: createTinyBundle(11), threshold: 0 }))
  await until(() => lines.some((line) => line.includes('"reloaded"')))
  const after = await post('/understand', { text: 'order a large coffee please' })
  expect(after.body.alternatives).not.toEqual(before.body.alternatives)
  await writeFile(file, (await readFile(file)).subarray(0, 900))
  await until(() => lines.some((line) => line.includes('kept the old model')))
  const still = await post('/understand', { text: 'order a large coffee please' })
  expect(still.body).toEqual(after.body)
  isAsking = false
  await asking
  expect(failures).toEqual([])
})

test('what was not understood or unsure is kept once, and what is sure is not', async () => {
  running = await startTestServer({ threshold: 1 })
  const path = join(running.folder, 'unsure.jsonl')
  await running.server.close()
  const server = await serveModels({
    ...{ files: running.files, version: '9.9.9', port: 0, keepUnsure: path },
  })
  if (server.kind === 'failed') throw new Error(server.message)
  const ask = (text: string) =>
    fetch(`http://127.0.0.1:${server.http?.port}/model/parse`, {
      method: 'POST',
      body: JSON.stringify({ text }),
    })
  for (const text of ['play jazz', 'Play  JAZZ ', 'blorp', '   ']) await ask(text)
  await server.close()
  const kept = (await readFile(path, 'utf8')).trim().split('\n')
  const lines = kept.map((line) => JSON.parse(line) as UnsureLine)
  expect(lines.map(({ text }) => text)).toEqual(['play jazz', 'blorp'])
  expect(lines[0]).toMatchObject({ format: 'skillet-unsure', model: 'cafe', understood: false })
})

test('what can’t be served says why', async () => {
  const missing = await serveModels({ files: ['no/such/model.skillet'], version: '1' })
  expect(missing).toMatchObject({ kind: 'failed' })
  expect(missing.kind === 'failed' && missing.message).toContain('model.skillet')
  running = await startTestServer()
  const taken = createServer()
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
  const { port } = taken.address() as { port: number }
  const blocked = await serveModels({ files: running.files, version: '1', port })
  expect(blocked).toMatchObject({ kind: 'failed' })
  expect(blocked.kind === 'failed' && blocked.message).toContain('EADDRINUSE')
  await new Promise((resolve) => taken.close(resolve))
  const twice = await serveModels({ files: [running.files[0]!, running.files[0]!], version: '1' })
  expect(twice).toMatchObject({ kind: 'failed' })
})

test('closing finishes what was asked', async () => {
  running = await startTestServer()
  const body = JSON.stringify({ text: 'play jazz' })
  const socket = connect(running.server.http?.port ?? 0, '127.0.0.1')
  let heard = ''
  const ended = new Promise<void>((resolve) => socket.on('close', () => resolve()))
  socket.on('data', (bytes) => {
    heard += bytes
  })
  socket.write(`POST /model/parse HTTP/1.1\r\nhost: x\r\ncontent-length: ${body.length}\r\n\r\n`)
  socket.write(body.slice(0, 5))
  await new Promise((resolve) => setTimeout(resolve, 100))
  const closing = running.server.close()
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(heard).toBe('')
  socket.write(body.slice(5))
  await closing
  await ended
  expect(heard).toContain('200 OK')
  expect(heard).toContain('"intent"')
})
