import { spawnSync } from 'node:child_process'
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type Part, ROOMS, roomRules } from './biome.rooms'

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

test('each part of a room imports the parts that the table names, no other and nothing above it', () => {
  const folders = Object.entries(ROOMS).flatMap(([name, { parts }]) => foldersIn(name, parts))
  for (const { path, parts } of folders) {
    const found = readdirSync(join(ROOT, 'src', path), { withFileTypes: true })
    const names = found.filter((entry) => entry.isDirectory()).map(({ name }) => name)
    expect(names.sort(), path).toEqual(Object.keys(parts).sort())
  }
  const places = folders.flatMap(({ path, parts }) =>
    Object.keys(parts).map((it) => `${path}/${it}`),
  )
  const above = folders.map(({ path }) => `${path}/Own`)
  const paths = [...places.map((place) => `${place}/x`), ...above]
  const tried = paths.flatMap((path) => [`@/${path}`, `../../src/${path}`])
  const upward = ['../x', '../view/x', '../../x']
  const refused = refusedImports(places, [...tried, ...upward, '@tensorflow/tfjs-core'])

  const wrong = folders.flatMap(({ path, parts }) =>
    Object.entries(parts).flatMap(([name, { imports }]) => {
      const from = `${path}/${name}`
      const open = [name, ...imports].map((it) => `@/${path}/${it}/`)
      const isOpen = (to: string) =>
        open.some((start) => to.startsWith(start)) ||
        (!to.startsWith(`@/${path}/`) && to.startsWith('@/'))
      return [...tried, ...upward]
        .filter((to) => to.startsWith(`@/${path}/`) || to.startsWith('..'))
        .filter((to) => isOpen(to) === refused.has(`${from} imports ${to}`))
        .map((to) => `${from} imports ${to}: ${isOpen(to) ? 'refused' : 'passes'}`)
    }),
  )
  const beyond = places.filter((from) => !refused.has(`${from} imports @tensorflow/tfjs-core`))
  expect([wrong, beyond]).toEqual([[], []])
})

/** The folders that have parts, at any depth. */
function foldersIn(
  path: string,
  parts: Readonly<Record<string, Part>> = {},
): { path: string; parts: Readonly<Record<string, Part>> }[] {
  if (Object.keys(parts).length === 0) return []
  const inner = Object.entries(parts).flatMap(([name, part]) =>
    foldersIn(`${path}/${name}`, part.parts),
  )
  return [{ path, parts }, ...inner]
}

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
        const room = location.path.replace(/^.*?src\/|\/edge\.ts$/g, '')
        return `${room} imports ${paths[location.start.line - 1]}`
      }),
    )
  } finally {
    rmSync(folder, { recursive: true })
  }
}
