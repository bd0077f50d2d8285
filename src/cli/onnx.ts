import { writeFile } from 'node:fs/promises'
import { basename, extname, resolve } from 'node:path'
import { ONNX_EXTENSION, writeOnnx } from '@/records/write-onnx'
import { type Command, CommandFailure, DONE, readOptions, wrongUsage } from './command'
import { BASE_MODEL } from './packaged'
import { readSavedModel } from './saved-model'

/** `skillet onnx`: a saved model for programs that run networks of any origin. */
export const onnx: Command = {
  help: `npm run skillet -- onnx <model.skillet> [options]

Writes a model as one ONNX file: the network, the words that it reads by, and in its metadata the labels,
values and threshold. docs/onnx.md tells what goes in and what comes out; deploy/onnx/ask.py asks it from Python.

  --out <file>      [the model's name, ending in ${ONNX_EXTENSION}, in this folder]
  --base <folder>   the pretrained network, for a model without its words  [${BASE_MODEL}]
`,
  run: async (args, { log }) => {
    const { values, positionals } = readOptions(args, {
      out: { type: 'string' },
      base: { type: 'string', default: BASE_MODEL },
    })
    const [path, ...others] = positionals
    if (!path || others.length > 0) throw wrongUsage('Name one model, which skillet finetune made.')
    const model = await readSavedModel(path, values.base)
    const out = values.out ?? `${basename(path, extname(path))}${ONNX_EXTENSION}`
    if (resolve(out) === resolve(path)) {
      throw wrongUsage(`${out} is the model itself. Name another file with --out.`)
    }
    const bytes = writeOnnx(model, model.vocabulary)
    try {
      await writeFile(out, bytes)
    } catch (error) {
      const said = error instanceof Error ? error.message : String(error)
      throw new CommandFailure(`${out} can't be written: ${said}. Choose another place with --out.`)
    }
    log(`Wrote ${out} (${(bytes.length / 1e6).toFixed(1)} MB).`)
    return DONE
  },
}
