import { zipSync } from 'fflate'
import { readyPage } from './ready-page'
import { type ModelToUse, USES, type UseId } from './uses'

const utf8 = new TextEncoder()

/** The zip that is downloaded for a use: the model, and what runs it. */
export function packUse(
  id: UseId,
  options: {
    model: ModelToUse
    bytes: Uint8Array<ArrayBuffer>
    /** What runs the model, as `Use.runsBy` says. */
    code: string
    title: string
    locale: string
    examples: readonly string[]
  },
): { name: string; bytes: Uint8Array<ArrayBuffer> } {
  const { model, bytes, code, title, locale, examples } = options
  const file = `${model.name}.skillet`
  if (id === 'page') {
    const page = readyPage({ title, model: file, locale, examples })
    return zip(`${model.name}-page.zip`, {
      'index.html': page,
      'skillet-runtime.js': code,
      [file]: bytes,
    })
  }
  if (id === 'node') {
    const example = USES.find((use) => use.id === 'node')?.snippets(model)[0]?.code ?? ''
    return zip(`${model.name}-node.zip`, {
      'ask.mjs': `${example}\n`,
      'skillet-runtime.mjs': code,
      [file]: bytes,
    })
  }
  if (id === 'onnx') {
    return zip(`${model.name}-onnx.zip`, { 'ask.py': code, [`${model.name}.onnx`]: bytes })
  }
  return zip(`${model.name}-server.zip`, { 'skillet-serve.mjs': code, [file]: bytes })
}

function zip(name: string, members: Readonly<Record<string, string | Uint8Array>>) {
  const files = Object.entries(members).map(([path, content]) => [
    path,
    typeof content === 'string' ? utf8.encode(content) : content,
  ])
  // The model is a zip itself.
  return { name, bytes: zipSync(Object.fromEntries(files), { level: 6 }) }
}
