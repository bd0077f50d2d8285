/** A trained model that answers: text in, what network and lexical model say out. */
import type { Prediction } from '@/evaluation/prediction'
import type { AnswerRules } from '@/evaluation/understanding'
import { createAllowedSlots } from '@/model/allowed-slots'
import { argMax } from '@/model/decoding'
import { createEncoder } from '@/model/encoding'
import type { LabelSet } from '@/model/labels'
import { poolLogits } from '@/model/lexical-model'
import type { ModelBundle } from '@/model/model-bundle'
import type { RawOutput } from '@/model/run-network'
import { scopeProbability } from '@/model/scope'
import type { Vocabulary } from '@/model/vocabulary'
import type { Engine } from './engine'
import { createPlainEngine } from './plain-engine'
import { predictionOf } from './prediction'
import { createWasmEngine } from './wasm-engine'

export type Predictor = {
  labels: LabelSet
  /** When its answers count. */
  rules: AnswerRules
  /** What runs the network. */
  engine: Engine['kind']
  /** Answers in the order of the texts. An empty text gets the intents' prior and no slots. */
  predict: (texts: readonly string[]) => Prediction[]
  /** Logits of network and lexical model together, before temperature and decoding. */
  logits: (text: string) => RawOutput
  dispose: () => void
}

/** Gets a model ready to answer: on WASM where it can, unless `plain` asks for plain TypeScript. */
export async function createPredictor(
  bundle: ModelBundle,
  vocabulary: Vocabulary,
  options: { engine?: 'auto' | 'plain'; kernels?: Uint8Array<ArrayBuffer> } = {},
): Promise<Predictor> {
  let engine: Engine | null =
    (options.engine === 'plain'
      ? null
      : await createWasmEngine(bundle, vocabulary, options.kernels)) ??
    createPlainEngine(bundle, vocabulary)
  const allowedFor = createAllowedSlots(bundle.labels, bundle.declared)
  const encoder = createEncoder(vocabulary, bundle.network.subwordBuckets, bundle)
  const { kind } = engine
  const seen = bundle.seen ? new Set(bundle.seen) : null
  function answersTo(texts: readonly string[]) {
    if (!engine) throw new Error('The model was disposed; load it again.')
    const read = texts.map((text) => ({ text, ...encoder.encode(text) }))
    const outputs = engine.run(read.map(({ encoded }) => encoded))
    return read.map(({ text, tokens, encoded }, place) => {
      const output = poolLogits(outputs[place]!, encoded, bundle.lexical)
      const scope = scopeProbability(output.intentLogits, encoded.forms, seen)
      return { text, tokens, output, scope }
    })
  }
  return {
    labels: bundle.labels,
    rules: { threshold: bundle.threshold, outOfScope: bundle.outOfScope },
    engine: kind,
    predict: (texts) =>
      answersTo(texts).map(({ text, tokens, output, scope }) => {
        const allowed = allowedFor(argMax(output.intentLogits))
        const { meantBy } = encoder
        return predictionOf(bundle, { text, tokens, answer: output, allowed, scope, meantBy })
      }),
    logits: (text) => answersTo([text])[0]!.output,
    dispose: () => {
      engine = null
    },
  }
}
