/**
 * `npm run release`: checks, tests, builds and packs app, runtime and command line into `release/`. With a version,
 * sets it everywhere first and dates the changelog; without one, packs the present version.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { argv } from 'node:process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { zipSync } from 'fflate'
import { SKILLET_VERSION } from '@/project/skillet-version'
import { datedChangelog } from './release/changelog'

const HELP = `npm run release -- [version] [options]

  version      as in 0.2.0: written to package.json, the lock file, src/project/skillet-version.ts and CHANGELOG.md
  --untested   packs without checks and tests, to try the packing
`

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const OUT = join(ROOT, 'release')

function main(): number {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { untested: { type: 'boolean' }, help: { type: 'boolean' } },
  })
  if (values.help) {
    console.log(HELP)
    return 0
  }
  const [wanted] = positionals
  if (wanted !== undefined && !/^\d+\.\d+\.\d+$/.test(wanted)) {
    console.error(`“${wanted}” is no version. Write it as 0.2.0.`)
    return 2
  }
  if (wanted !== undefined && !setVersion(wanted)) return 1
  const version = wanted ?? SKILLET_VERSION
  if (!values.untested) npm('test')
  for (const script of ['build', 'build:runtime', 'build:cli']) npm('run', script)
  rmSync(OUT, { recursive: true, force: true })
  mkdirSync(OUT, { recursive: true })
  const app = Object.fromEntries(filesBelow(join(ROOT, 'dist')))
  writeFileSync(join(OUT, `skillet-app-${version}.zip`), zipSync(app, { level: 9 }))
  for (const folder of ['dist-runtime', 'dist-cli'])
    npm('pack', join(ROOT, folder), '--pack-destination', OUT, '--silent')
  console.log(`release/ holds ${readdirSync(OUT).join(', ')}.`)
  return 0
}

/** Writes the version wherever it stands; false, with a word on the remedy, when nobody said what is new in it. */
function setVersion(version: string): boolean {
  const path = join(ROOT, 'CHANGELOG.md')
  const today = new Date().toISOString().slice(0, 10)
  const changelog = datedChangelog(readFileSync(path, 'utf8'), version, today)
  if (changelog.kind === 'failed') {
    console.error(`CHANGELOG.md: ${changelog.message}`)
    return false
  }
  writeFileSync(path, changelog.text)
  npm('version', version, '--no-git-tag-version', '--allow-same-version')
  const source = join(ROOT, 'src/project/skillet-version.ts')
  const text = readFileSync(source, 'utf8')
  writeFileSync(source, text.replace(/'\d+\.\d+\.\d+'/, `'${version}'`))
  return true
}

function npm(...args: string[]): void {
  execFileSync('npm', args, { cwd: ROOT, stdio: 'inherit' })
}

/** Every file below a folder, by its path in there. */
function filesBelow(folder: string): [string, Uint8Array][] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const path = join(entry.parentPath, entry.name)
      return [path.slice(folder.length + 1), new Uint8Array(readFileSync(path))]
    })
}

if (argv[1] === fileURLToPath(import.meta.url)) process.exitCode = main()
