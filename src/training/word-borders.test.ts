import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import { beforeAll, describe, expect, test } from 'vitest'
import { registerKernels } from '@/kernels/register-kernels'
import { createEncoder } from '@/model/encoding'
import { createTinyPretrained, createTinyVocabulary } from '@/model/fixtures'
import { createPredictor } from '@/runtime/predictor'
import { fineTune } from './fine-tune'
import type { LabelledUtterance } from './skill-examples'

beforeAll(async () => {
  await registerKernels()
  await tf.setBackend('cpu')
})

/** `intent: add [25](n)ml` as an utterance. */
function utterance(line: string): LabelledUtterance {
  const [intent = '', source = ''] = line.split(': ')
  const spans: LabelledUtterance['spans'] = []
  let text = ''
  let end = 0
  for (const match of source.matchAll(/\[([^\]]*)\]\((\w+)\)/gu)) {
    const [whole, said = '', slot = ''] = match
    text += source.slice(end, match.index)
    spans.push({ start: text.length, end: text.length + said.length, slot })
    text += said
    end = match.index + whole.length
  }
  text += source.slice(end)
  return { id: line, text, intent, spans, split: 'auto', templateId: null }
}

async function learn(lines: readonly string[]) {
  const pretrained = createTinyPretrained()
  const steps = fineTune({
    train: lines.map(utterance),
    validation: [],
    pretrained,
    start: 'pretrained',
    config: { epochs: 40, batchSize: 4, learningRate: 2e-2 },
  })
  for (;;) {
    const next = await steps.next()
    if (!next.done) continue
    return createPredictor(next.value.bundle!, pretrained.vocabulary)
  }
}

async function answer(lines: readonly string[], text: string): Promise<string[]> {
  const predictor = await learn(lines)
  const [prediction] = await predictor.predict([text])
  predictor.dispose()
  return prediction!.spans.map(({ start, end, slot }) => `${slot}=${text.slice(start, end)}`)
}

describe('a model answers with the borders that it was taught', () => {
  test.each([
    [
      'numbers before units',
      ['Add: add [25](n)ml now', 'Add: add [3](n)kg now', 'Add: add [70](n)g now', 'Stop: stop it'],
      'add 500ml now',
      ['n=500'],
    ],
    [
      'compounds',
      ['On: [Keller](room)lampe an', 'On: [Balkon](room)lampe an', 'Off: alles aus'],
      'Treppenlampe an',
      ['room=Treppen'],
    ],
    [
      'a script without spaces',
      [
        'Go: 我要去[西安](to)看看',
        'Go: 我要去[大连](to)看看',
        'Go: 我要去[拉萨](to)看看',
        'Stop: 停下',
      ],
      '我要去苏州看看',
      ['to=苏州'],
    ],
    [
      'emoji that stand without a space between',
      [
        'Buy: buy [🧦](sock) please',
        'Buy: buy [🎒](bag) please',
        'Buy: buy [🧦](sock)[🎒](bag) please',
        'Buy: buy [🎒](bag)[🧦](sock) please',
        'Stop: stop it',
      ],
      'buy 🎒🧦 please',
      ['bag=🎒', 'sock=🧦'],
    ],
  ])('%s', async (_, lines, text, expected) => {
    expect((await answer(lines, text)).join()).toBe(expected.join())
  })
})

test('a model of before there were such rules is asked by its own', () => {
  const texts = (rules: Parameters<typeof createEncoder>[2]) =>
    createEncoder(createTinyVocabulary(), 64, rules).encode('我要去西安').tokens.length
  expect(texts({})).toBe(1)
  expect(texts({ tokenizer: 2 })).toBe(5)
  expect(texts(undefined)).toBe(5)
})
