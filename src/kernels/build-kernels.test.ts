/** The committed .wasm files are what `npm run build:kernels` makes of assembly/*.ts, byte for byte. */
import { readFileSync } from 'node:fs'
import asc from 'assemblyscript/asc'
import { expect, it } from 'vitest'

it.each(['simd', 'relaxed-simd'])('the committed %s module is up to date', async (target) => {
  const built = new Map<string, Uint8Array | string>()
  const result = await asc.main(
    ['--config', 'src/kernels/assembly/asconfig.json', '--target', target],
    {
      writeFile: (name: string, contents: Uint8Array | string) => {
        built.set(name, contents)
      },
    },
  )
  expect(result.error).toBeNull()
  const [[name, bytes]] = [...built] as [[string, Uint8Array]]
  const committed = readFileSync(new URL(name.split('/').at(-1)!, import.meta.url))
  expect(Buffer.from(bytes).equals(committed)).toBe(true)
})
