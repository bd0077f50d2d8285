/** Models as ONNX, run by ONNX Runtime: their logits beside our own, and the Python example's answers beside the runtime's. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as ort from 'onnxruntime-web'
import { afterAll, expect, test } from 'vitest'
import { createEncoder } from '@/model/encoding'
import { createTinyVocabulary } from '@/model/fixtures'
import { intentFeatures, tokenFeatures } from '@/model/lexical-model'
import type { ModelBundle } from '@/model/model-bundle'
import { createVocabulary } from '@/model/vocabulary'
import { createRandom } from '@/project/random'
import { readModelFile } from '@/records/read-model-file'
import { writeOnnx } from '@/records/write-onnx'
import { createPredictor } from '@/runtime/predictor'
import { load } from '@/runtime/skill'
import { createTinyBundle, createTinyModelFile, TINY_TEXTS } from '@/runtime/testing'
import { writeOnnxruntimeForPython } from './onnxruntime-for-python'

ort.env.wasm.numThreads = 1
const folder = mkdtempSync(join(tmpdir(), 'skillet-onnx-'))
afterAll(() => rmSync(folder, { recursive: true }))

const ABOUT = {
  skill: { name: 'Tiny', locale: 'en', intents: [], types: [] },
  golden: [],
  story: null,
}

/** Nested lists as a tensor, the shorter ones filled up. */
function tensorOf(type: 'int64' | 'float32', lists: unknown[], axes: number, filler: number) {
  const sizes = Array.from({ length: axes }, (_, axis) => {
    const level = axis === 0 ? [lists] : (lists.flat(axis - 1) as unknown[][])
    return Math.max(...level.map((list) => list.length))
  })
  const flat: number[] = []
  const add = (value: unknown, axis: number): void => {
    if (axis === axes) flat.push((value as number | undefined) ?? filler)
    else for (let at = 0; at < sizes[axis]!; at += 1) add((value as unknown[])?.[at], axis + 1)
  }
  add(lists, 0)
  const numbers = type === 'int64' ? BigInt64Array.from(flat, BigInt) : Float32Array.from(flat)
  return new ort.Tensor(type, numbers, sizes)
}

/** The furthest that any logit of a batch of texts is from our own. */
async function furthest(bundle: ModelBundle, texts: readonly string[]): Promise<number> {
  const vocabulary = createTinyVocabulary()
  const encoder = createEncoder(vocabulary, bundle.network.subwordBuckets, bundle)
  const encoded = texts.map((text) => encoder.encode(text).encoded)
  const text = encoded.map(intentFeatures)
  const tokens = encoded.map((one) =>
    one.words.length === 0 ? [] : [...one.forms].map((_, at) => tokenFeatures(one, at)),
  )
  const all: Record<string, ort.Tensor> = {
    words: tensorOf(
      'int64',
      encoded.map(({ words }) => [...words]),
      2,
      -1,
    ),
    subwords: tensorOf(
      'int64',
      encoded.map(({ subwords }) => subwords),
      3,
      -1,
    ),
    text_features: tensorOf(
      'int64',
      text.map(({ buckets }) => [...buckets]),
      2,
      0,
    ),
    text_weights: tensorOf(
      'float32',
      text.map(({ values }) => [...values]),
      2,
      0,
    ),
    token_features: tensorOf(
      'int64',
      tokens.map((list) => list.map(({ buckets }) => [...buckets])),
      3,
      0,
    ),
    token_weights: tensorOf(
      'float32',
      tokens.map((list) => list.map(({ values }) => [...values])),
      3,
      0,
    ),
  }
  const session = await ort.InferenceSession.create(writeOnnx({ ...ABOUT, bundle }, vocabulary))
  const fed = Object.fromEntries(session.inputNames.map((name) => [name, all[name]!]))
  const { intent_logits: intents, slot_logits: slots } = await session.run(fed)
  const predictor = await createPredictor(bundle, vocabulary)
  let apart = 0
  texts.forEach((asked, row) => {
    const { intentLogits, slotLogits } = predictor.logits(asked)
    const given = (of: ort.Tensor | undefined) => {
      const size = (of?.size ?? 0) / texts.length
      return (of?.data as Float32Array | undefined)?.subarray(row * size, (row + 1) * size) ?? []
    }
    intentLogits.forEach((logit, place) => {
      apart = Math.max(apart, Math.abs(logit - given(intents)[place]!))
    })
    slotLogits.forEach((logit, place) => {
      apart = Math.max(apart, Math.abs(logit - given(slots)[place]!))
    })
  })
  return apart
}

const LONG = Array.from({ length: 70 }, (_, place) => TINY_TEXTS[0]!.split(' ')[place % 3]).join(
  ' ',
)

test('one text, or many of any length at once, have the logits of the runtime', async () => {
  expect(await furthest(createTinyBundle(), ['play jazz music'])).toBeLessThan(1e-4)
  expect(await furthest(createTinyBundle(5), [...TINY_TEXTS, '', LONG])).toBeLessThan(1e-4)
})

test('so have models without slots, and without a lexical model', async () => {
  const { weights, labels, ...rest } = createTinyBundle()
  const named = Object.entries(weights).filter(([name]) => !name.includes('/slot/'))
  const withoutSlots = {
    ...{ ...rest, weights: Object.fromEntries(named), labels: { ...labels, slots: [] } },
    lexical: { intents: rest.lexical!.intents, tags: new Float32Array() },
  }
  expect(await furthest(withoutSlots, TINY_TEXTS)).toBeLessThan(1e-4)
  const networkAlone = { ...createTinyBundle(), lexical: null }
  expect(await furthest(networkAlone, TINY_TEXTS)).toBeLessThan(1e-4)
})

const PIECES = [
  ...['play', 'jazz', 'Order', 'a', 'LARGE', 'coffee', 'please', 'big', 'little', 'large  coffee'],
  ...[
    "it's",
    'isn’t',
    "n't",
    "'s",
    "we'll'd",
    "'tis",
    'a.m.',
    'U.S.',
    'e.g.,',
    '...',
    '?!!',
    '“so”',
  ],
  ...[
    '-5',
    '+3.5',
    '$5.99',
    '10kg',
    'x2',
    '(two)',
    'rock-n-roll',
    'a@b.de',
    'café',
    'cafe\u0301',
    'İst',
  ],
  ...[
    '日本語で',
    'ไทย',
    '👍🏽',
    '❤️!',
    '🇩🇪🇫🇷',
    '1️⃣',
    'größe',
    'ΟΔΟΣ',
    '𝄞',
    '𝟏𝟐',
    'schlafzimmerlicht',
    '\u00a0',
  ],
]

function madeUpTexts(count: number): string[] {
  const random = createRandom('texts for ONNX')
  return Array.from({ length: count }, () => {
    const pieces = Array.from({ length: 1 + random.integer(7) }, () => random.pick(PIECES)!)
    return pieces.map((piece) => piece + (random.next() < 0.8 ? ' ' : '')).join('')
  })
}

test('the Python example answers as the runtime does', async () => {
  writeOnnxruntimeForPython(join(folder, 'python'))
  const texts = [...TINY_TEXTS, '', ' ', LONG, ...madeUpTexts(100)]
  writeFileSync(join(folder, 'texts.json'), JSON.stringify(texts))
  const cuts = {
    ...{ joints: ['0a', '-0'], heads: ['schlafzimmer', 'x'], tails: ['kg', 'licht'] },
    values: ['schlafzimmer', '2'],
  }
  const bundles: ModelBundle[] = [
    { ...createTinyBundle(), temperature: 0.3 },
    { ...createTinyBundle(4), tokenizer: 2, cuts, temperature: 0.5, adjacency: -0.5 },
  ]
  // As compact models have them: words that are read as others.
  const likened = new Map([['blorp', 1]])
  const vocabularies = [
    createTinyVocabulary(),
    createVocabulary({ ...createTinyVocabulary(), likened }),
  ]
  for (const [place, bundle] of bundles.entries()) {
    const bytes = await createTinyModelFile({ bundle, vocabulary: vocabularies[place]! })
    const read = readModelFile(bytes)
    if (read.kind === 'failed') throw new Error(read.reason)
    writeFileSync(join(folder, 'tiny.onnx'), writeOnnx(read.model, read.model.vocabulary!))
    const said = execFileSync('python3', ['-c', PYTHON], {
      cwd: folder,
      env: { ...process.env, PYTHONPATH: [join(folder, 'python'), EXAMPLE].join(':') },
      encoding: 'utf8',
    })
    const answers: { confidence: number }[] = JSON.parse(said)
    const skill = await load(bytes)
    const expected = texts.map((text) => {
      const { intent, alternatives, slots } = skill.understand(text)
      return {
        text,
        intent: intent?.name ?? null,
        confidence: expect.closeTo(alternatives[0]?.confidence ?? 0, 4),
        slots: slots.map(({ slot, raw, value }) => ({ slot, raw, value })),
      }
    })
    expect(answers).toEqual(expected)
    expect(expected.filter(({ slots }) => slots.length > 1).length).toBeGreaterThan(5)
  }
}, 300_000)

const EXAMPLE = fileURLToPath(new URL('../deploy/onnx', import.meta.url))
const PYTHON = `
import json, ask
skill = ask.Skill("tiny.onnx")
print(json.dumps([skill.understand(text) for text in json.load(open("texts.json"))]))
`
