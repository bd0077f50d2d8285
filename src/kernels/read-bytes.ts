/** Bytes of a file beside the code, in browsers and in Node. */

/** Reads a URL; `file:` in Node too, whose `fetch` reads no files. Throws when there is nothing. */
export async function readBytes(url: URL | string): Promise<Uint8Array<ArrayBuffer>> {
  if (String(url).startsWith('file:')) {
    // An import of node:fs would break the browser's bundle.
    return Uint8Array.from(process.getBuiltinModule('node:fs').readFileSync(new URL(url)))
  }
  const response = await fetch(url)
  if (!response.ok) throw new Error(`${url}: HTTP ${response.status}`)
  return new Uint8Array(await response.arrayBuffer())
}
