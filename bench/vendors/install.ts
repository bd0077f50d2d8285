/** Installs the vendors' readers on demand, into a folder that git ignores; what cannot be installed is said. */
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import type { Reading, VendorCase, VendorReader, VendorTools } from './vendor-reader'

const CACHE = resolve('.cache/vendors')
const SCRIPTS = resolve('bench/vendors/readers')

/** Prepares one reader; a string says why it cannot be had. */
export async function installReader(reader: VendorReader): Promise<VendorTools | string> {
  if (reader.npm) {
    const problem = await installFromNpm(reader.npm)
    if (problem) return problem
  }
  if (reader.pip) {
    const problem = await installFromPypi(reader.name, reader.pip)
    if (problem) return problem
  }
  return {
    load: (name) => createRequire(join(CACHE, 'npm', 'package.json'))(name),
    python: runPython,
  }
}

async function installFromNpm(packages: Readonly<Record<string, string>>): Promise<string | null> {
  const folder = join(CACHE, 'npm')
  mkdirSync(folder, { recursive: true })
  if (!existsSync(join(folder, 'package.json'))) {
    writeFileSync(join(folder, 'package.json'), '{ "private": true }\n')
  }
  const missing = Object.entries(packages).filter(([name, version]) => {
    const path = join(folder, 'node_modules', name, 'package.json')
    return !existsSync(path) || JSON.parse(readFileSync(path, 'utf8')).version !== version
  })
  if (missing.length === 0) return null
  const wanted = missing.map(([name, version]) => `${name}@${version}`)
  const flags = ['--no-audit', '--no-fund', '--save-exact', '--ignore-scripts']
  const { code, output } = await run('npm', ['install', ...flags, ...wanted], { cwd: folder })
  return code === 0 ? null : `npm could not install ${wanted.join(', ')}: ${lastLine(output)}`
}

async function installFromPypi(
  name: string,
  steps: readonly (readonly string[])[],
): Promise<string | null> {
  const folder = join(CACHE, 'py')
  if (!existsSync(join(folder, 'bin', 'python'))) {
    mkdirSync(CACHE, { recursive: true })
    const { code } = await run('python3', ['-m', 'venv', folder])
    if (code !== 0) return 'there is no Python with venv'
  }
  const stamp = join(folder, `${name.replace(/\W+/gu, '-')}.installed`)
  const wanted = JSON.stringify(steps)
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return null
  for (const step of steps) {
    const { code, output } = await run(join(folder, 'bin', 'pip'), ['install', '-q', ...step])
    if (code !== 0) return `pip could not install it: ${lastLine(output)}`
  }
  writeFileSync(stamp, wanted)
  return null
}

async function runPython(script: string, cases: readonly VendorCase[]): Promise<Reading[]> {
  const given = cases.map(({ folder, files, locale, format }) => ({
    folder,
    files,
    locale,
    format,
  }))
  const command = join(CACHE, 'py', 'bin', 'python')
  const { code, said, output } = await run(command, [join(SCRIPTS, script)], {
    input: JSON.stringify(given),
  })
  const readings = said
    .split('\n')
    .filter((line) => line.startsWith('{"kind"'))
    .map((line): Reading => JSON.parse(line))
  if (readings.length === cases.length) return readings
  const reason = `${script} ended with ${code}: ${lastLine(output)}`
  return cases.map((_, index) => readings[index] ?? { kind: 'refused', reason })
}

function run(
  command: string,
  args: readonly string[],
  options: { cwd?: string; input?: string } = {},
): Promise<{ code: number; said: string; output: string }> {
  return new Promise((done) => {
    const child = spawn(command, args, { cwd: options.cwd })
    let said = ''
    let output = ''
    child.stdout.on('data', (chunk) => {
      said += chunk
      output += chunk
    })
    child.stderr.on('data', (chunk) => {
      output += chunk
    })
    child.on('error', (error) => done({ code: 1, said, output: error.message }))
    child.on('close', (code) => done({ code: code ?? 1, said, output }))
    child.stdin.end(options.input ?? '')
  })
}

function lastLine(output: string): string {
  return output.trim().split('\n').pop()?.slice(0, 300) ?? ''
}
