/**
 * The packed runtime in Node, Deno and Bun: `npx tsx bench/runtime-elsewhere.ts <file.skillet>`. Installs the package,
 * `deno` and `bun` into an empty folder (300 MB from npm) and has each load the model and check itself.
 */
import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { buildRuntimePackage } from '../build/runtime-package'

const [model] = process.argv.slice(2)
if (!model) throw new Error('Name a model file.')

const folder = mkdtempSync(join(tmpdir(), 'skillet-elsewhere-'))
const run = (command: string, args: string[]) =>
  spawnSync(command, args, { cwd: folder, encoding: 'utf8' })

try {
  const built = await buildRuntimePackage(pathToFileURL(`${join(folder, 'package')}/`))
  run('npm', ['install', '--silent', '--no-audit', 'deno@2.9.6', 'bun@1.4.5', built])
  // npm 11 leaves out install scripts: these fetch nothing here, they put the binary in its place.
  run('node', ['node_modules/deno/install.cjs'])
  run('node', ['node_modules/bun/install.js'])
  copyFileSync(model, join(folder, 'model.skillet'))
  writeFileSync(
    join(folder, 'ask.mjs'),
    `import { load } from 'skillet-runtime'
for (const engine of ['auto', 'plain']) {
  const skill = await load(new URL('model.skillet', import.meta.url), { engine })
  const { asked, differing } = skill.selfCheck()
  console.log(skill.engine + ': ' + (asked - differing.length) + ' of ' + asked + ' golden answers')
}
`,
  )
  const bin = (name: string) => join(folder, 'node_modules', '.bin', name)
  for (const [name, command, args] of [
    ['Node', process.execPath, []],
    ['Deno', bin('deno'), ['run', '--allow-read']],
    ['Bun', bin('bun'), []],
  ] as const) {
    const version = run(command, ['--version']).stdout.split('\n')[0]
    const { stdout, stderr, status } = run(command, [...args, 'ask.mjs'])
    console.log(`${name} ${version}: ${status === 0 ? stdout.trim().replace('\n', '; ') : stderr}`)
  }
} finally {
  rmSync(folder, { recursive: true })
}
