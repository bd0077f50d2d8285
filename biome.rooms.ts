/**
 * Which room of `src` may import which: the table that the linter enforces. Biome reads it from
 * `biome.rooms.json`, which `npm run rooms` writes from here (a test says when it is out of date).
 */
import { writeFileSync } from 'node:fs'
import { argv } from 'node:process'
import { fileURLToPath } from 'node:url'

type Library = 'tensorflow' | 'react' | 'node'

type Room = {
  /** Rooms that it may import besides itself; `room/file` opens one file alone. */
  imports: readonly string[]
  /** Libraries that only some rooms may use. */
  uses?: readonly Library[]
  /** Its folders: which of them each may import. None imports the room's own files, for those are above it. */
  parts?: Readonly<Record<string, Part>>
}

export type Part = { imports: readonly string[]; parts?: Readonly<Record<string, Part>> }

export const ROOMS: Readonly<Record<string, Room>> = {
  project: { imports: [] },
  formats: { imports: ['project'] },
  lint: { imports: ['project'] },
  evaluation: { imports: ['project'] },
  kernels: { imports: [], uses: ['tensorflow'] },
  model: { imports: ['project', 'kernels'], uses: ['tensorflow'] },
  training: { imports: ['model', 'kernels', 'evaluation', 'project'], uses: ['tensorflow'] },
  runtime: { imports: ['records', 'model', 'kernels', 'evaluation', 'project'] },
  records: { imports: ['project', 'evaluation', 'model', 'training', 'jobs/job'] },
  serve: { imports: ['runtime', 'records', 'evaluation', 'project'], uses: ['node'] },
  jobs: {
    imports: [
      ...['training', 'runtime', 'records', 'model', 'kernels', 'evaluation'],
      ...['project', 'formats', 'lint'],
    ],
    uses: ['tensorflow'],
  },
  worker: { imports: ['jobs', 'project', 'evaluation', 'formats', 'lint'] },
  store: {
    imports: [
      ...['records', 'project', 'formats', 'lint', 'evaluation', 'jobs/job', 'jobs/lint-messages'],
      ...['worker/client', 'worker/import-client', 'worker/import-contract', 'worker/lint-client'],
      ...['worker/model-keeper', 'runtime/skill', 'runtime/public-types'],
    ],
  },
  ui: { imports: [], uses: ['react'] },
  screens: {
    imports: ['store', 'ui', 'project', 'lint', 'evaluation', 'formats', 'runtime/public-types'],
    uses: ['react'],
    parts: {
      annotate: {
        imports: [],
        parts: {
          view: { imports: [] },
          actions: { imports: ['view'] },
          naming: { imports: ['actions'] },
          templates: { imports: ['view', 'actions', 'naming'] },
          commands: { imports: ['view', 'actions', 'templates'] },
          list: { imports: ['view', 'actions', 'naming', 'commands'] },
          side: { imports: ['view', 'actions', 'naming', 'templates', 'commands'] },
          add: { imports: ['view', 'naming'] },
        },
      },
      evaluate: { imports: [] },
      export: { imports: [] },
      model: { imports: [] },
      skills: { imports: [] },
      train: { imports: [] },
      try: { imports: [] },
    },
  },
  app: { imports: ['screens', 'store', 'ui', 'project'], uses: ['react'] },
  cli: {
    imports: [
      ...['serve', 'jobs', 'runtime', 'records', 'training', 'model', 'kernels'],
      ...['evaluation', 'project', 'formats', 'lint'],
    ],
    uses: ['tensorflow', 'node'],
  },
}

const LIBRARIES: Readonly<Record<Library, { group: readonly string[]; message: string }>> = {
  tensorflow: {
    group: ['@tensorflow/*', '@tensorflow/**'],
    message: `TensorFlow.js stays behind ${usersOf('tensorflow')}.`,
  },
  react: {
    group: ['react', 'react-dom', 'react-dom/**', 'react-aria-components'],
    message: `React lives in ${usersOf('react')}.`,
  },
  node: { group: ['node:*'], message: `node:* lives in ${usersOf('node')}, bench and e2e.` },
}

function usersOf(library: Library): string {
  const names = Object.keys(ROOMS).filter((name) => ROOMS[name]?.uses?.includes(library))
  return [names.slice(0, -1).join(', '), names.at(-1)].filter(Boolean).join(' and ')
}

/** How an import of a room may be spelled; each spelling has to be banned. */
function spellings(room: string): string[] {
  return [`@/${room}/**`, `../${room}/**`, `**/src/${room}/**`]
}

type Ban = { group: readonly string[]; message: string }

/** What a room may not import, whatever part of it does. */
function bansOf(name: string, { imports, uses = [] }: Room): Ban[] {
  const open = new Set([name, ...imports])
  const single = imports.filter((entry) => entry.includes('/'))
  const closed = Object.keys(ROOMS).filter((other) => !open.has(other))
  const rooms = {
    group: [...closed.flatMap(spellings), ...single.map((file) => `!@/${file}`)],
    message: `src/${name} may import only: ${[...open].join(', ')} (see biome.rooms.ts).`,
  }
  const libraries = (Object.keys(LIBRARIES) as Library[])
    .filter((library) => !uses.includes(library))
    .map((library) => LIBRARIES[library])
  return [rooms, ...libraries]
}

/** Each part with its path and what it may not import of the folder that it is in. */
function partsOf(
  folder: string,
  parts: Readonly<Record<string, Part>> = {},
): { path: string; bans: readonly Ban[] }[] {
  return Object.entries(parts).flatMap(([name, part]) => {
    const open = [name, ...part.imports]
    const own = {
      // The folder's own files, the parts that are closed to this one, and every way up.
      group: [
        ...[`@/${folder}/*`, `**/src/${folder}/*`],
        ...Object.keys(parts)
          .filter((other) => !open.includes(other))
          .flatMap((other) => spellings(`${folder}/${other}`).filter((it) => !it.startsWith('..'))),
        '../**',
      ],
      message: `src/${folder}/${name} may import of src/${folder} only: ${open.join(', ')} (see biome.rooms.ts).`,
    }
    const path = `${folder}/${name}`
    const inner = partsOf(path, part.parts)
    return [{ path, bans: [own] }, ...inner.map((one) => ({ ...one, bans: [own, ...one.bans] }))]
  })
}

/** The parts of Biome's configuration that keep one room's doors; a later one replaces an earlier one. */
function overridesOf(name: string, room: Room) {
  const bans = bansOf(name, room)
  return [{ path: name, bans: [] }, ...partsOf(name, room.parts)].map((place) => ({
    includes: [`src/${place.path}/**`, '!**/*.test.ts'],
    linter: {
      rules: {
        style: {
          noRestrictedImports: {
            level: 'error',
            options: { patterns: [...bans, ...place.bans] },
          },
        },
      },
    },
  }))
}

/** The text of `biome.rooms.json`. */
export function roomRules(): string {
  const overrides = Object.entries(ROOMS).flatMap(([name, room]) => overridesOf(name, room))
  return `${JSON.stringify({ overrides }, null, 2)}\n`
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(new URL('biome.rooms.json', import.meta.url), roomRules())
}
