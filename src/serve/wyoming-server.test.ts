import { afterAll, beforeAll, expect, test } from 'vitest'
import { load } from '@/runtime/skill'
import { createTinyModelFile, TINY_TEXTS } from '@/runtime/testing'
import { startTestServer, talkWyoming } from './testing'
import { createFrameReader, frameOf } from './wyoming-frames'

let running: Awaited<ReturnType<typeof startTestServer>>
let port: number

beforeAll(async () => {
  running = await startTestServer({ names: ['cafe', 'kaffee'], log: null })
  port = running.server.wyoming?.port ?? 0
})

afterAll(() => running.end())

test('it says what models there are and what they speak', async () => {
  const [info] = await talkWyoming(port, [['describe']], 1)
  expect(info).toMatchObject({
    type: 'info',
    data: {
      asr: [],
      intent: [
        {
          name: 'skillet',
          installed: true,
          models: [
            { name: 'cafe', languages: ['en'] },
            { name: 'kaffee', languages: ['de'] },
          ],
        },
      ],
    },
  })
})

test('a text becomes an intent with its entities, by both of its names; the context comes back', async () => {
  const skill = await load(await createTinyModelFile({ threshold: 0 }))
  const context = { conversation_id: 'c1' }
  for (const text of TINY_TEXTS) {
    const { intent, slots } = skill.understand(text)
    const entities = slots.map(({ slot, value }) => ({ name: slot, value }))
    const wanted = intent
      ? { type: 'intent', data: { name: intent.name, entities, context } }
      : { type: 'not-recognized', data: { text, context } }
    expect(await talkWyoming(port, [['recognize', { text, context }]], 1)).toEqual([wanted])
    const heard = await talkWyoming(port, [['transcript', { text, language: 'en', context }]], 1)
    expect(heard).toEqual([wanted])
  }
})

test('what is broken gets a clean error, and the next connection works', async () => {
  const bytes = (text: string) => new TextEncoder().encode(text)
  for (const [sent, code] of [
    [bytes('no json\n'), 'bad-frame'],
    [bytes('[1,2]\n'), 'bad-frame'],
    [bytes('{"type":"recognize","data_length":-4}\n'), 'bad-frame'],
    [bytes('{"type":"recognize","data_length":1e12}\n'), 'bad-frame'],
    [bytes('{"type":"recognize","data_length":3}\n{x}'), 'bad-frame'],
    [bytes('x'.repeat(70_000)), 'bad-frame'],
    [frameOf('recognize', { text: 7 }), 'no-text'],
    [frameOf('recognize', {}), 'no-text'],
    [frameOf('recognize', { text: 'x'.repeat(5000) }), 'too-long'],
  ] as const) {
    expect(await talkWyoming(port, [sent], 1)).toMatchObject([{ type: 'error', data: { code } }])
  }
  expect(await talkWyoming(port, [['describe']], 1)).toMatchObject([{ type: 'info' }])
})

test('events that are not for us are passed over, sound is skipped, frames may come in pieces', async () => {
  const sound = new TextEncoder().encode('{"type":"audio-chunk","payload_length":4}\n....')
  const heard = await talkWyoming(port, [['audio-start'], sound, ['describe']], 1)
  expect(heard).toMatchObject([{ type: 'info' }])
  const whole = frameOf('transcript', { text: 'naïve ☕' })
  const reader = createFrameReader()
  const events = [...whole].flatMap((byte) => reader.push(Uint8Array.of(byte)).events)
  expect(events).toEqual([{ type: 'transcript', data: { text: 'naïve ☕' } }])
})
