import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTinyModelFile } from '@/runtime/testing'
import { buildCliPackage } from './cli-package'

const folder = mkdtempSync(join(tmpdir(), 'skillet-cli-'))
const code = join(folder, 'package', 'skillet.js')
const model = join(folder, 'tiny.skillet')

beforeAll(async () => {
  await buildCliPackage(pathToFileURL(`${join(folder, 'package')}/`))
  // The libraries that an installation would bring.
  const libraries = fileURLToPath(new URL('../node_modules', import.meta.url))
  symlinkSync(libraries, join(folder, 'node_modules'))
  writeFileSync(model, await createTinyModelFile({ threshold: 0 }))
}, 120_000)

afterAll(() => rmSync(folder, { recursive: true }))

function skillet(args: string[], input = ''): string {
  return execFileSync(process.execPath, [code, ...args], { cwd: folder, input, encoding: 'utf8' })
}

test('it runs by its own name, from any folder, without a TypeScript loader', () => {
  expect(skillet(['--help'])).toContain('skillet <command>')
  expect(skillet(['serve', '--help'])).toMatch(/^skillet serve <model/)
  expect(readFileSync(code, 'utf8').split('\n')[0]).toBe('#!/usr/bin/env node')
})

test('every library that it imports is among its dependencies', () => {
  const { dependencies } = JSON.parse(readFileSync(join(folder, 'package/package.json'), 'utf8'))
  expect(Object.keys(dependencies)).toContain('fastify')
  expect(Object.values(dependencies).every((version) => typeof version === 'string')).toBe(true)
})

test('it answers, and finds the pretrained network that lies beside it', () => {
  const answer = JSON.parse(skillet(['predict', '--model', 'tiny.skillet'], 'play jazz\n'))
  expect(answer).toMatchObject({ text: 'play jazz' })
  writeFileSync(join(folder, 'skill.txt'), '# Greet\nhello\n')
  expect(skillet(['convert', 'skill.txt', '--to', 'skillet'])).toContain('"Greet"')
})

test('it serves until it is told to end, and ends well', async () => {
  const ports = ['--port', '0', '--wyoming-port', '0']
  const server = spawn(process.execPath, [code, 'serve', 'tiny.skillet', ...ports, '--quiet'], {
    cwd: folder,
  })
  let said = ''
  const ended = new Promise<number | null>((resolve) => server.on('exit', resolve))
  await new Promise<void>((resolve, reject) => {
    server.stderr.on('data', (bytes) => {
      said += bytes
      if (said.includes('Wyoming on tcp://127.0.0.1:')) resolve()
    })
    server.on('exit', () => reject(new Error(said)))
  })
  const url = /HTTP on (http:\S+)/.exec(said)?.[1]
  const body = JSON.stringify({ text: 'play jazz' })
  const answer = await fetch(`${url}/model/parse`, { method: 'POST', body })
  expect(await answer.json()).toMatchObject({ text: 'play jazz' })
  server.kill('SIGTERM')
  expect(await ended).toBe(0)
})
