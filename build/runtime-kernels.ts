/** Compiles the runtime's kernels to a module of text: a published package then needs no file beside its code. */
import { writeFileSync } from 'node:fs'
import { argv } from 'node:process'
import { fileURLToPath } from 'node:url'
import asc from 'assemblyscript/asc'

const TARGET = new URL('../src/runtime/kernels-wasm.ts', import.meta.url)

/** The text of `src/runtime/kernels-wasm.ts`. */
export async function runtimeKernelsModule(): Promise<string> {
  let bytes = new Uint8Array()
  const result = await asc.main(
    ['--config', 'src/kernels/assembly/asconfig-runtime.json', '--target', 'simd'],
    {
      writeFile: (_: string, contents: Uint8Array | string) => {
        if (typeof contents !== 'string') bytes = Uint8Array.from(contents)
      },
    },
  )
  if (result.error) throw result.error
  const text = Buffer.from(bytes).toString('base64')
  return `/** The kernels of \`kernels/assembly/runtime.ts\` in base64; \`npm run build:kernels\` writes this file. */\nexport const KERNELS_WASM =\n  '${text}'\n`
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(TARGET, await runtimeKernelsModule())
}
