/**
 * Makes `dist-cli/`, the package `skillet`, ready for `npm publish`: the command line, the kernels and
 * the pretrained network beside it. Libraries stay dependencies, in the versions that the sources are tested with.
 */
import {
  chmodSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { builtinModules } from 'node:module'
import { argv } from 'node:process'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { SKILLET_VERSION } from '@/project/skillet-version'

const ROOT = new URL('..', import.meta.url)
const FOLDER = new URL('dist-cli/', ROOT)
/** What the code loads from beside itself. */
const BESIDE = ['kernels.wasm', 'kernels-relaxed.wasm', 'wasm-helper.js']

/** Builds the package; says where it lies. */
export async function buildCliPackage(folder: URL = FOLDER): Promise<string> {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const manifest = JSON.parse(readFileSync(new URL('package.json', ROOT), 'utf8')) as {
    dependencies: Record<string, string>
    engines: Record<string, string>
  }
  const external = new Set<string>()
  await build({
    configFile: false,
    logLevel: 'warn',
    resolve: { alias: { '@': fileURLToPath(new URL('src', ROOT)) } },
    build: {
      ssr: fileURLToPath(new URL('src/cli/skillet.ts', ROOT)),
      target: 'node20',
      outDir: fileURLToPath(folder),
      copyPublicDir: false,
      emptyOutDir: false,
      minify: false,
      rolldownOptions: {
        external: (id) => {
          const name = packageOf(id)
          if (!name) return false
          if (name in manifest.dependencies) external.add(name)
          return true
        },
        // Beside each other, as the files that they load are.
        output: { format: 'es', entryFileNames: 'skillet.js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  })
  const code = new URL('skillet.js', folder)
  writeFileSync(code, `#!/usr/bin/env node\n${readFileSync(code, 'utf8')}`)
  chmodSync(code, 0o755)
  for (const name of BESIDE) {
    copyFileSync(new URL(`src/kernels/${name}`, ROOT), new URL(name, folder))
  }
  cpSync(new URL('public/models/base', ROOT), new URL('models/base', folder), { recursive: true })
  // TensorFlow.js' WASM backend is asked for by the path of its binary, which no import shows.
  external.add('@tensorflow/tfjs-backend-wasm')
  const dependencies = Object.fromEntries(
    [...external].sort().map((name) => [name, manifest.dependencies[name]]),
  )
  writeFileSync(
    new URL('package.json', folder),
    `${JSON.stringify(
      {
        name: 'skillet',
        version: SKILLET_VERSION,
        description:
          'Trains, checks, converts and serves intent and slot models: the command line of Skillet.',
        license: 'MIT',
        type: 'module',
        bin: { skillet: './skillet.js' },
        engines: manifest.engines,
        dependencies,
      },
      null,
      2,
    )}\n`,
  )
  return fileURLToPath(folder)
}

/** The package of an import; null for our own files. */
function packageOf(id: string): string | null {
  if (id.startsWith('node:') || builtinModules.includes(id)) return id
  if (/^[./]|^@\/|^\0|^[a-z]:/i.test(id)) return null
  return id
    .split('/')
    .slice(0, id.startsWith('@') ? 2 : 1)
    .join('/')
}

if (argv[1] === fileURLToPath(import.meta.url)) console.log(await buildCliPackage())
