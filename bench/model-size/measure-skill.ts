/** One skill of the bench: trained once, then asked as the app's network, as a whole file and as a compact one. */

import '@tensorflow/tfjs-backend-cpu'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { deserialize, serialize } from 'node:v8'
import * as tf from '@tensorflow/tfjs-core'
import { scoreFrames } from '@/evaluation/frame-scores'
import { frameOf, judge } from '@/evaluation/report'
import { createEncoder } from '@/model/encoding'
import type { ModelBundle } from '@/model/model-bundle'
import { SKILL_HEAD } from '@/model/network-shapes'
import type { Pretrained } from '@/model/pretrained'
import { runNetwork } from '@/model/run-network'
import { uploadWeights } from '@/model/weight-values'
import type { SkillFacts } from '@/project/skill-facts'
import { readModelFile } from '@/records/read-model-file'
import type { Engine } from '@/runtime/engine'
import { type ModelVariant, makeModelFile } from '@/runtime/make-model-file'
import { createPlainEngine } from '@/runtime/plain-engine'
import { createPredictor, type Predictor } from '@/runtime/predictor'
import { createWasmEngine } from '@/runtime/wasm-engine'
import { fineTune } from '@/training/fine-tune'
import type { LabelledUtterance } from '@/training/skill-examples'
import type { Sample } from '../transfer/sampling'

export type SizeRow = {
  skill: string
  tested: number
  wholeBytes: number
  compactBytes: number
  /** Frame accuracy of the model before it was a file, and of either file. */
  model: number
  whole: number
  compact: number
  /** Largest difference of any logit of the network from TensorFlow.js's: of WASM from its WASM backend, of plain from its CPU backend. */
  wasmApart: number
  plainApart: number
  /** Time of an utterance, all of it, on one core. */
  wasmMs: number
  plainMs: number
  loadMs: number
}

/** Trains on a sample, unless `kept` is the file of a model that was, and measures. */
export async function measureSkill(
  sample: Sample,
  pretrained: Pretrained,
  kept: string,
): Promise<SizeRow> {
  const bundle = existsSync(kept)
    ? (deserialize(readFileSync(kept)) as ModelBundle)
    : await trainOn(sample, pretrained)
  mkdirSync(dirname(kept), { recursive: true })
  writeFileSync(kept, serialize(bundle))
  const { vocabulary } = pretrained
  const before = await createPredictor(bundle, vocabulary)
  const file = async (variant: ModelVariant) => {
    const texts = sample.train.map(({ text }) => text)
    const skill = factsOf(sample, bundle)
    const facts = { skill, story: STORY, goldenTexts: texts.slice(0, 10), skillTexts: texts }
    const bytes = await makeModelFile({ bundle, vocabulary, variant, ...facts })
    const startedAt = performance.now()
    const read = readModelFile(bytes)
    if (read.kind === 'failed') throw new Error(read.reason)
    const predictor = await createPredictor(read.model.bundle, read.model.vocabulary!)
    return { bytes: bytes.length, predictor, loadMs: performance.now() - startedAt }
  }
  const whole = await file('whole')
  const compact = await file('compact')
  const plain = await createPredictor(bundle, vocabulary, { engine: 'plain' })
  return {
    skill: sample.skill,
    tested: sample.test.length,
    wholeBytes: whole.bytes,
    compactBytes: compact.bytes,
    model: frameAccuracy(before, sample.test),
    whole: frameAccuracy(whole.predictor, sample.test),
    compact: frameAccuracy(compact.predictor, sample.test),
    ...(await distances(bundle, pretrained, sample.test)),
    wasmMs: meanMs(whole.predictor, sample.test, 1000),
    plainMs: meanMs(plain, sample.test, 50),
    loadMs: whole.loadMs,
  }
}

const STORY = { createdAt: '', skillet: '', fingerprint: '', learned: 0, tested: 0, scores: null }

async function trainOn({ train, seed }: Sample, pretrained: Pretrained): Promise<ModelBundle> {
  const steps = fineTune({
    train,
    validation: [],
    pretrained,
    start: 'pretrained',
    config: { seed },
  })
  for (;;) {
    const next = await steps.next()
    if (!next.done) continue
    if (!next.value.bundle) throw new Error('training gave no model')
    return next.value.bundle
  }
}

/** Declares nothing, so that the three differ in their numbers alone. */
function factsOf({ skill }: Sample, { labels }: ModelBundle): SkillFacts {
  const intents = labels.intents.map((name) => ({ name, kind: 'custom' as const, slots: null }))
  return { name: skill, locale: 'en', types: [], intents }
}

function frameAccuracy(predictor: Predictor, tested: readonly LabelledUtterance[]): number {
  const predictions = predictor.predict(tested.map(({ text }) => text))
  return scoreFrames(tested.map((one, index) => frameOf(judge(one, predictions[index]!))))
    .frameAccuracy
}

async function distances(
  bundle: ModelBundle,
  { vocabulary }: Pretrained,
  tested: readonly LabelledUtterance[],
): Promise<{ wasmApart: number; plainApart: number }> {
  const buckets = bundle.network.subwordBuckets
  const encoder = createEncoder(vocabulary, buckets, bundle)
  const examples = tested.map(({ text }) => ({
    ...encoder.encode(text).encoded,
    intent: -1,
    tags: null,
  }))
  async function furthest(backend: 'wasm' | 'cpu', engine: Engine, asked: typeof examples) {
    await tf.setBackend(backend)
    const weights = uploadWeights(bundle.weights)
    const options = { weights, head: SKILL_HEAD, vocabulary, buckets }
    const expected = await runNetwork({ ...options, examples: asked })
    tf.dispose(weights)
    await tf.setBackend('wasm')
    const apart = asked.map((example, index) => {
      const { intentLogits, slotLogits } = engine.run([example])[0]!
      const wanted = [...expected[index]!.intentLogits, ...expected[index]!.slotLogits]
      return Math.max(
        ...[...intentLogits, ...slotLogits].map((one, at) => Math.abs(one - wanted[at]!)),
      )
    })
    return Math.max(...apart)
  }
  const wasm = (await createWasmEngine(bundle, vocabulary))!
  const plain = createPlainEngine(bundle, vocabulary)
  return {
    wasmApart: await furthest('wasm', wasm, examples),
    // Slow, and the same code as the reference kernels: a part of them is enough.
    plainApart: await furthest('cpu', plain, examples.slice(0, 40)),
  }
}

/** Processor time of an utterance in the least disturbed of ten batches: other programs slow down the rest. */
function meanMs(predictor: Predictor, tested: readonly LabelledUtterance[], count: number): number {
  const texts = tested.map(({ text }) => text)
  for (const text of texts.slice(0, 20)) predictor.predict([text])
  const batches = Array.from({ length: 10 }, (_, batch) => {
    const before = process.cpuUsage()
    for (let round = 0; round < count / 10; round += 1) {
      predictor.predict([texts[(batch + 10 * round) % texts.length]!])
    }
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1000 / (count / 10)
  })
  return Math.min(...batches)
}
