import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import { beforeAll, expect, it } from 'vitest'
import { registerKernels } from '@/kernels/register-kernels'
import { createBatch, createEncoder, type Example } from '@/model/encoding'
import { createTinyVocabulary, TINY_NETWORK } from '@/model/fixtures'
import { createWeights, forward } from '@/model/network'
import { headShapes, trunkShapes } from '@/model/network-shapes'
import { uploadBatch } from '@/model/tensors'
import { startHead } from './first-head'
import { imprintLayer, type LinearLayer } from './imprinting'
import { encodeUtterance } from './skill-examples'

beforeAll(async () => {
  await registerKernels()
  await tf.setBackend('cpu')
})

const labels = { intents: ['Play', 'Order'], slots: ['genre'] }
const encoder = createEncoder(createTinyVocabulary(), TINY_NETWORK.subwordBuckets)
const say = (text: string, intent: string, value = ''): Example => {
  const start = text.indexOf(value)
  const spans = value === '' ? [] : [{ start, end: start + value.length, slot: 'genre' }]
  const utterance = { id: text, text, intent, spans, split: 'auto' as const, templateId: null }
  return encodeUtterance(utterance, labels, encoder)
}
const EXAMPLES = [
  say('play jazz', 'Play', 'jazz'),
  say('play some blues music please', 'Play', 'blues music'),
  say('order coffee', 'Order'),
  { ...say('a large coffee', 'Order'), tags: null },
  { ...say('music', 'Play', 'music'), intent: -1 },
]

function tinyWeights() {
  const shapes = { ...trunkShapes(TINY_NETWORK), ...headShapes(TINY_NETWORK, 'skill', labels) }
  return createWeights(shapes, 5)
}

/** What the trunk says of each text when it stands alone, without any padding. */
function layersOfSingleTexts(examples: readonly Example[]): Record<'intent' | 'slot', LinearLayer> {
  const weights = tinyWeights()
  const rows = { intent: [] as number[][], slot: [] as number[][] }
  const classes = { intent: [] as number[], slot: [] as number[] }
  for (const example of examples) {
    const tensors = uploadBatch(
      createBatch([example], encoder.vocabulary),
      TINY_NETWORK.subwordBuckets,
    )
    const output = forward(weights, tensors, 'skill', null)
    if (example.intent >= 0) {
      rows.intent.push([...output.intentSummary.dataSync()])
      classes.intent.push(example.intent)
    }
    const states = (output.slotStates.arraySync() as number[][][])[0]!
    example.tags?.forEach((tag, token) => {
      rows.slot.push(states[token]!)
      classes.slot.push(tag)
    })
  }
  const layer = (part: 'intent' | 'slot', count: number) =>
    imprintLayer(
      {
        features: Float32Array.from(rows[part].flat()),
        width: rows[part][0]!.length,
        classes: Int32Array.from(classes[part]),
      },
      count,
    )
  return { intent: layer('intent', 2), slot: layer('slot', 3) }
}

it('takes each text and token from its own place in a batch, and only where its label is known', async () => {
  // More than go into one batch, so that the second one counts, too.
  const examples = Array.from({ length: 70 }, (_, index) => EXAMPLES[(index * 3) % 5]!)
  const expected = layersOfSingleTexts(examples)
  const weights = tinyWeights()
  await startHead({ weights, names: {}, examples, labels, encoder })
  for (const part of ['intent', 'slot'] as const) {
    for (const name of ['kernel', 'bias'] as const) {
      const values = weights[`head/skill/${part}/${name}`]!.dataSync()
      values.forEach((value, place) => {
        expect(value, `${part} ${name} ${place}`).toBeCloseTo(expected[part][name][place]!, 4)
      })
    }
  }
  tf.dispose(weights)
})

it('leaves the layers alone when there is neither a name nor an example', async () => {
  const [weights, before] = [tinyWeights(), tinyWeights()]
  await startHead({ weights, names: {}, examples: [], labels, encoder })
  for (const name of Object.keys(before)) {
    expect(weights[name]!.dataSync()).toEqual(before[name]!.dataSync())
  }
  tf.dispose([weights, before])
})
