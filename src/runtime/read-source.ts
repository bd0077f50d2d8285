/** Bytes of wherever a model comes from. */
import { loadError } from './load-error'
import type { ModelSource } from './public-types'

/** Gets the bytes of a model. Throws a `LoadError`. */
export async function readSource(source: ModelSource): Promise<Uint8Array> {
  if (source instanceof Uint8Array) return source
  if (source instanceof ArrayBuffer) return new Uint8Array(source)
  const place = String(source)
  try {
    return await readPlace(place)
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error)
    throw loadError(
      `The model could not be read from ${place} (${said}).`,
      'Check the address, or pass the bytes of the file.',
    )
  }
}

async function readPlace(place: string): Promise<Uint8Array> {
  const files = localFiles()
  const hasScheme = /^[a-z][a-z\d+.-]+:/i.test(place)
  if (files && (place.startsWith('file:') || !hasScheme)) {
    return files.readFile(hasScheme ? new URL(place) : place)
  }
  const response = await fetch(place)
  if (!response.ok) throw new Error(`HTTP ${response.status}`)
  return new Uint8Array(await response.arrayBuffer())
}

type Files = { readFile: (path: string | URL) => Promise<Uint8Array> }

/** The file system where there is one; an import of `node:fs` would break the bundles of browsers. */
function localFiles(): Files | null {
  const host = globalThis as {
    process?: { getBuiltinModule?: (name: string) => Files | undefined }
    document?: unknown
  }
  if (host.document !== undefined) return null
  return host.process?.getBuiltinModule?.('node:fs/promises') ?? null
}
