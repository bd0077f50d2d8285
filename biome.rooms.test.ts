import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ROOMS, roomRules } from './biome.rooms'

const ROOT = new URL('.', import.meta.url).pathname
const LIBRARIES = [
  ['tensorflow', '@tensorflow/tfjs-core'],
  ['react', 'react'],
  ['node', 'node:fs'],
] as const

test('the rules that Biome reads are those of the table', () => {
  expect(readFileSync(join(ROOT, 'biome.rooms.json'), 'utf8')).toBe(roomRules())
})

test('each import that the table forbids is refused in each spelling, each other passes', () => {
  const rooms = Object.entries(ROOMS)
  const forbidden = rooms.flatMap(([from, { imports, uses = [] }]) => [
    ...rooms
      .filter(([to]) => to !== from && !imports.includes(to))
      .flatMap(([to]) => spellings(to).map((path) => `${from} imports ${path}`)),
    ...LIBRARIES.filter(([library]) => !uses.includes(library)).map(
      ([, path]) => `${from} imports ${path}`,
    ),
  ])
  const tried = [
    ...rooms.flatMap(([to]) => spellings(to)),
    ...LIBRARIES.map(([, path]) => path),
    ...rooms.flatMap(([, { imports }]) => imports.filter((to) => to.includes('/')).map(alias)),
  ]
  const refused = refusedImports(
    rooms.map(([from]) => from),
    tried,
  )
  const singles = rooms.flatMap(([from, { imports }]) =>
    imports.filter((to) => to.includes('/')).map((to) => `${from} imports ${alias(to)}`),
  )
  expect(forbidden.filter((edge) => !refused.has(edge))).toEqual([])
  expect(singles.filter((edge) => refused.has(edge))).toEqual([])
  const whole = [...refused].filter((edge) => /imports (@\/\w+\/x|\.\.|[^@.]|@tens)/.test(edge))
  expect(whole.sort()).toEqual(forbidden.sort())
})

function alias(path: string): string {
  return `@/${path}`
}

function spellings(room: string): string[] {
  return [`@/${room}/x`, `../${room}/x`, `../../src/${room}/x`]
}

/** Lets Biome, with our configuration, judge a file in each room that imports all of `paths`. */
function refusedImports(rooms: readonly string[], paths: readonly string[]): Set<string> {
  const folder = mkdtempSync(join(tmpdir(), 'rooms-'))
  try {
    for (const name of ['biome.json', 'biome.rooms.json']) {
      copyFileSync(join(ROOT, name), join(folder, name))
    }
    const lines = paths.map((path, index) => `import { a${index} } from '${path}'\n`)
    for (const room of rooms) {
      mkdirSync(join(folder, 'src', room), { recursive: true })
      writeFileSync(join(folder, 'src', room, 'edge.ts'), lines.join(''))
    }
    const biome = join(ROOT, 'node_modules', '.bin', 'biome')
    const rule = '--only=style/noRestrictedImports'
    const run = spawnSync(biome, ['lint', rule, '--reporter=json', '--max-diagnostics=none', '.'], {
      cwd: folder,
      encoding: 'utf8',
    })
    const { diagnostics } = JSON.parse(run.stdout) as {
      diagnostics: { location: { path: string; start: { line: number } } }[]
    }
    return new Set(
      diagnostics.map(({ location }) => {
        const room = location.path.split('/').at(-2)
        return `${room} imports ${paths[location.start.line - 1]}`
      }),
    )
  } finally {
    rmSync(folder, { recursive: true })
  }
}
