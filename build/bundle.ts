/** A part of the sources with all that it imports, as one module of text. */
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build, type InlineConfig, mergeConfig, type Rolldown } from 'vite'

const ROOT = new URL('..', import.meta.url)

/** Bundles with Vite; fails when it takes more than one file. */
export async function bundleOne(config: InlineConfig): Promise<Rolldown.OutputChunk> {
  const common: InlineConfig = {
    configFile: false,
    logLevel: 'warn',
    resolve: { alias: { '@': fileURLToPath(new URL('src', ROOT)) } },
    build: { write: false, copyPublicDir: false },
  }
  const built = await build(mergeConfig(common, config))
  const outputs = (Array.isArray(built) ? built : [built]).flatMap((one) =>
    'output' in one ? one.output : [],
  )
  const [only, ...others] = outputs
  if (only?.type !== 'chunk' || others.length > 0) {
    throw new Error(`This is to be one module, not ${outputs.length} files.`)
  }
  return only
}

/** The path of a file of the sources. */
export function sourceFile(path: string): string {
  return fileURLToPath(new URL(path, ROOT))
}

/** The licences of the packages that are bundled. */
export function noticesOf(packages: readonly string[]): string {
  return packages.map((name) => `## ${name}\n\n${licenceOf(name).trim()}\n`).join('\n')
}

function licenceOf(name: string): string {
  const folder = sourceFile(`node_modules/${name}`)
  const file = readdirSync(folder).find((one) => /^licen[cs]e/i.test(one))
  if (file) return readFileSync(`${folder}/${file}`, 'utf8')
  // A few packages only name their licence.
  const manifest = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'))
  if (!manifest.license) throw new Error(`${name} has no licence to hand on.`)
  const author = typeof manifest.author === 'string' ? manifest.author : manifest.author?.name
  return `${manifest.license}, ${author ?? manifest.repository?.url ?? name}`
}
