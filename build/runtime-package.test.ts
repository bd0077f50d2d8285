import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { KERNELS_WASM } from '@/runtime/kernels-wasm'
import { load } from '@/runtime/skill'
import { createTinyModelFile, TINY_TEXTS } from '@/runtime/testing'
import { buildRuntimePackage } from './runtime-package'

const folder = mkdtempSync(join(tmpdir(), 'skillet-runtime-'))
const at = (name: string) => join(folder, name)

beforeAll(async () => {
  await buildRuntimePackage(pathToFileURL(`${at('package')}/`))
}, 120_000)

afterAll(() => rmSync(folder, { recursive: true }))

test('the package is as small as it says, and depends on nothing', () => {
  const code = readFileSync(at('package/index.js'))
  const kernels = Buffer.from(KERNELS_WASM, 'base64')
  // The kernels lie in the code as text; even with them it keeps within what is promised of the code alone.
  expect(gzipSync(code, { level: 9 }).length).toBeLessThan(30_000)
  expect(kernels.length).toBeLessThan(20_000)
  expect(code.toString()).not.toMatch(/^import |\bimport\(|require\(|tensorflow/m)
  const manifest = JSON.parse(readFileSync(at('package/package.json'), 'utf8'))
  expect(manifest.dependencies).toBeUndefined()
  expect(readdirSync(at('package')).sort()).toEqual([...manifest.files, 'package.json'].sort())
})

test('the packed tarball answers in an empty folder, under plain Node, as the sources do', async () => {
  const npm = (args: string[], cwd: string) =>
    execFileSync('npm', [...args, '--silent', '--offline', '--no-audit'], { cwd, encoding: 'utf8' })
  const tarball = npm(['pack', '--pack-destination', folder], at('package')).trim()
  const home = mkdtempSync(join(folder, 'empty-'))
  npm(['install', join(folder, tarball)], home)
  const bytes = await createTinyModelFile()
  writeFileSync(join(home, 'tiny.skillet'), bytes)
  writeFileSync(
    join(home, 'ask.mjs'),
    `import { isLoadError, load } from 'skillet-runtime'
const skills = [
  await load('tiny.skillet'),
  await load(new URL('tiny.skillet', import.meta.url), { engine: 'plain' }),
]
const refused = await load('missing.skillet').catch((error) => isLoadError(error))
const answers = skills.map((skill) => ${JSON.stringify(TINY_TEXTS)}.map((text) => skill.understand(text, { threshold: 0 })))
console.log(JSON.stringify({
  refused,
  engines: skills.map(({ engine }) => engine),
  checks: skills.map((skill) => skill.selfCheck()),
  answers,
}))
`,
  )
  const said = execFileSync(process.execPath, ['ask.mjs'], { cwd: home, encoding: 'utf8' })
  const { answers, ...rest } = JSON.parse(said)
  const check = { asked: TINY_TEXTS.length, differing: [] }
  expect(rest).toEqual({ refused: true, engines: ['wasm', 'plain'], checks: [check, check] })
  const skill = await load(bytes)
  expect(answers[0]).toEqual(TINY_TEXTS.map((text) => skill.understand(text, { threshold: 0 })))
}, 60_000)

test('its types say what the code does, to a project that knows no other types', () => {
  writeFileSync(
    at('consumer.ts'),
    `import { load, isLoadError, type Skill, type Understanding } from './package/index.js'
export async function ask(text: string): Promise<string> {
  try {
    const skill: Skill = await load(new Uint8Array())
    const { intent, slots }: Understanding = skill.understand(text)
    return [intent?.name ?? 'not understood', ...slots.map(({ value }) => value)].join()
  } catch (error) {
    return isLoadError(error) ? error.remedy : String(error)
  }
}
`,
  )
  const tsc = new URL('../node_modules/.bin/tsc', import.meta.url).pathname
  const options = ['--strict', '--noEmit', '--module', 'nodenext', '--lib', 'es2022,dom']
  execFileSync(tsc, [...options, '--types', '', 'consumer.ts'], { cwd: folder })
}, 60_000)
