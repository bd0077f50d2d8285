/**
 * Makes `dist-runtime/`, the package `skillet-runtime`, ready for `npm publish`: one module and its types, made of
 * `src/runtime/skill.ts` and whatever that imports.
 */
import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { argv } from 'node:process'
import { fileURLToPath } from 'node:url'
import { SKILLET_VERSION } from '@/project/skillet-version'
import { noticesOf } from './bundle'
import { bundleRuntime } from './runtime-bundle'

const ROOT = new URL('..', import.meta.url)
const FOLDER = new URL('dist-runtime/', ROOT)
const SOURCES = new URL('build/runtime/', ROOT)

const MANIFEST = {
  name: 'skillet-runtime',
  version: SKILLET_VERSION,
  description:
    'Runs intent and slot models made with Skillet: a small, offline language understanding for pages, servers and devices.',
  keywords: ['nlu', 'intent', 'slots', 'offline', 'voice', 'chatbot', 'wasm'],
  license: 'MIT',
  type: 'module',
  sideEffects: false,
  engines: { node: '>=20.16' },
  main: './index.js',
  types: './index.d.ts',
  exports: {
    '.': { types: './index.d.ts', default: './index.js' },
    './package.json': './package.json',
  },
  files: ['index.js', 'index.d.ts', 'README.md', 'LICENSE', 'THIRD-PARTY.md'],
}

/** Builds the package; says where it lies. */
export async function buildRuntimePackage(folder: URL = FOLDER): Promise<string> {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  writeFileSync(new URL('index.js', folder), await bundleRuntime())
  writeFileSync(new URL('index.d.ts', folder), typesOf(folder))
  writeFileSync(new URL('package.json', folder), `${JSON.stringify(MANIFEST, null, 2)}\n`)
  for (const name of ['README.md', 'LICENSE']) {
    copyFileSync(new URL(name, SOURCES), new URL(name, folder))
  }
  writeFileSync(
    new URL('THIRD-PARTY.md', folder),
    `# What this package contains of others\n\n${noticesOf(['fflate', 'valibot'])}`,
  )
  return fileURLToPath(folder)
}

/** The declarations of the entry, after those of the types that it names. */
function typesOf(folder: URL): string {
  const out = new URL('types/', folder)
  const tsc = fileURLToPath(new URL('node_modules/.bin/tsc', ROOT))
  const options = ['--noEmit', 'false', '--declaration', '--emitDeclarationOnly']
  execFileSync(
    tsc,
    ['-p', 'build/runtime/tsconfig.json', ...options, '--outDir', fileURLToPath(out)],
    {
      cwd: ROOT,
    },
  )
  const read = (name: string) => readFileSync(new URL(`src/runtime/${name}.d.ts`, out), 'utf8')
  const entry = read('skill').replace(/^import .*;\n/gm, '')
  const text = read('public-types') + entry
  rmSync(out, { recursive: true })
  return text
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  console.log(`Built ${await buildRuntimePackage()}`)
}
