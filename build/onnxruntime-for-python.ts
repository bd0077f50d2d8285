/**
 * Lets Python run ONNX models where only Node has a runtime: modules named `onnxruntime` and `numpy` that hand each
 * call to ONNX Runtime's WASM build. For tests, so that they need no Python package.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Writes the modules into a folder, which is to be Python's `PYTHONPATH`. */
export function writeOnnxruntimeForPython(folder: string): void {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'numpy.py'), NUMPY)
  writeFileSync(join(folder, 'onnxruntime.py'), SESSION.replace('$NODE', process.execPath))
  const library = import.meta.resolve('onnxruntime-web')
  writeFileSync(join(folder, 'onnxruntime.mjs'), RUNNER.replace('$LIBRARY', library))
}

const NUMPY = `
int64, float32 = "int64", "float32"

class array:
    def __init__(self, values, type):
        self.values, self.type = values, type

    def __getitem__(self, place):
        return array(self.values[place], self.type)

    def tolist(self):
        return self.values
`

const SESSION = `
import json, os, subprocess
from types import SimpleNamespace
from numpy import array

class InferenceSession:
    def __init__(self, path):
        runner = os.path.join(os.path.dirname(__file__), "onnxruntime.mjs")
        pipe = subprocess.PIPE
        self.node = subprocess.Popen(["$NODE", runner, path], stdin=pipe, stdout=pipe)
        self.model = json.loads(self.node.stdout.readline())

    def get_modelmeta(self):
        return SimpleNamespace(custom_metadata_map=self.model["metadata"])

    def get_inputs(self):
        return [SimpleNamespace(**one) for one in self.model["inputs"]]

    def get_outputs(self):
        return [SimpleNamespace(name=name) for name in self.model["outputs"]]

    def run(self, names, fed):
        call = {name: [one.type, one.values] for name, one in fed.items()}
        self.node.stdin.write(json.dumps(call).encode() + b"\\n")
        self.node.stdin.flush()
        said = json.loads(self.node.stdout.readline())
        return [array(said[name], "float32") for name in names]
`

/** Metadata are read from the file itself: the library does not give them. */
const RUNNER = `
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import * as ort from '$LIBRARY'

ort.env.wasm.numThreads = 1
const bytes = readFileSync(process.argv[2])
const session = await ort.InferenceSession.create(bytes)

const metadata = {}
for (let at = 0; at < bytes.length; ) {
  const [tag, afterTag] = varint(at)
  const [value, next] = varint(afterTag)
  const isText = tag % 8 === 2
  if (tag === 8 * 14 + 2) {
    const [length, key] = varint(next + 1)
    const [valueLength, text] = varint(key + length + 1)
    metadata[utf8(key, length)] = utf8(text, valueLength)
  }
  at = next + (isText ? value : 0)
}
function varint(at) {
  let value = 0
  for (let size = 1; ; size *= 128) {
    value += (bytes[at] % 128) * size
    if (bytes[at++] < 128) return [value, at]
  }
}
function utf8(at, length) {
  return bytes.subarray(at, at + length).toString('utf8')
}

const inputs = session.inputMetadata.map(({ name, type }) => ({
  name,
  type: type === 'float32' ? 'tensor(float)' : 'tensor(int64)',
}))
say({ metadata, inputs, outputs: session.outputNames })
for await (const line of createInterface({ input: process.stdin })) {
  const fed = Object.entries(JSON.parse(line)).map(([name, [type, values]]) => {
    const flat = values.flat(Infinity)
    const numbers = type === 'int64' ? BigInt64Array.from(flat, BigInt) : Float32Array.from(flat)
    return [name, new ort.Tensor(type, numbers, axesOf(values))]
  })
  const said = await session.run(Object.fromEntries(fed))
  say(Object.fromEntries(Object.entries(said).map(([name, { data, dims }]) => [name, nested([...data], dims)])))
}
function axesOf(values) {
  return Array.isArray(values) ? [values.length, ...axesOf(values[0])] : []
}
function nested(flat, [, ...inner]) {
  if (inner.length === 0) return flat
  const size = inner.reduce((product, side) => product * side, 1)
  return Array.from({ length: flat.length / size }, (_, place) =>
    nested(flat.slice(place * size, (place + 1) * size), inner))
}
function say(value) {
  process.stdout.write(JSON.stringify(value) + '\\n')
}
`
