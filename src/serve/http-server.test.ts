import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { SlotUnderstanding } from '@/runtime/public-types'
import { load } from '@/runtime/skill'
import { createTinyModelFile, TINY_SKILL, TINY_TEXTS } from '@/runtime/testing'
import { startTestServer, talkWyoming } from './testing'

let running: Awaited<ReturnType<typeof startTestServer>>

beforeEach(async () => {
  running = await startTestServer()
})

afterEach(() => running.end())

/** What the package understands, with everything accepted. */
async function understandings() {
  const skill = await load(await createTinyModelFile({ threshold: 0, skill: TINY_SKILL }))
  return TINY_TEXTS.map((text) => skill.understand(text)).filter(({ intent }) => intent)
}

/** Alexa has one value for a slot. */
function firstOfEach(slots: readonly SlotUnderstanding[]): SlotUnderstanding[] {
  return slots.filter(({ slot }, place) => slots.findIndex((one) => one.slot === slot) === place)
}

test('many at once, good and bad, get each the answer to their own text', async () => {
  const wanted = await understandings()
  const asked = Array.from({ length: 60 }, (_, place) => wanted[place % wanted.length]!)
  const answers = await Promise.all(
    asked.map(({ text }, place) =>
      running.post(place % 9 === 8 ? '/understand?model=gone' : '/understand', {
        text: place % 7 === 6 ? 7 : text,
      }),
    ),
  )
  for (const [place, { status, body }] of answers.entries()) {
    const expected = place % 7 === 6 ? 400 : place % 9 === 8 ? 404 : 200
    expect(status).toBe(expected)
    if (status === 200) expect(body).toMatchObject({ text: asked[place]!.text })
    if (status === 200) expect(body.intent).toMatchObject({ name: asked[place]!.intent!.name })
  }
})

describe('as Rasa answers', () => {
  test('the intent, its ranking, and entities with their resolved values', async () => {
    for (const wanted of await understandings()) {
      const { status, body } = await running.post('/model/parse', { text: wanted.text })
      expect(status).toBe(200)
      expect(body).toMatchObject({
        text: wanted.text,
        intent: { name: wanted.intent?.name },
        intent_ranking: wanted.alternatives.map(({ name }) => ({ name })),
      })
      expect((body.intent as { confidence: number }).confidence).toBeCloseTo(
        wanted.intent?.confidence ?? -1,
        6,
      )
      const entities = body.entities as Record<string, unknown>[]
      expect(
        entities.map(({ entity, value, start, end }) => ({ entity, value, start, end })),
      ).toEqual(
        wanted.slots.map(({ slot, value, start, end }) => ({ entity: slot, value, start, end })),
      )
    }
  })

  test('offsets count code points', async () => {
    const plain = await running.post('/model/parse', { text: 'order a large coffee please' })
    const [first] = plain.body.entities as { start: number; end: number; entity: string }[]
    const text = '☕🍵 order a large coffee please'
    const { body } = await running.post('/model/parse', { text })
    for (const { start, end, value } of body.entities as {
      start: number
      end: number
      value: string
    }[]) {
      const slice = [...text].slice(start, end).join('')
      expect([slice, text]).toContain(slice)
      expect(slice.length).toBeGreaterThan(0)
      expect(typeof value).toBe('string')
      expect(end).toBeLessThanOrEqual([...text].length)
    }
    expect(first === undefined || first.end > first.start).toBe(true)
  })

  test('what is not understood is its fallback, with the best guess behind it', async () => {
    await running.end()
    running = await startTestServer({ threshold: 1 })
    const { body } = await running.post('/model/parse', { text: 'play jazz music' })
    expect(body.intent).toEqual({ name: 'nlu_fallback', confidence: 1 })
    expect(body.entities).toEqual([])
    const [fallback, best] = body.intent_ranking as { name: string }[]
    expect([fallback?.name, typeof best?.name]).toEqual(['nlu_fallback', 'string'])
  })

  test('its other pages, and its emulation of LUIS and wit', async () => {
    expect((await running.get('/')).text).toContain('Hello from')
    expect(JSON.parse((await running.get('/version')).text)).toMatchObject({ version: '9.9.9' })
    expect(JSON.parse((await running.get('/status')).text)).toMatchObject({
      model_file: 'cafe.skillet',
      num_active_training_jobs: 0,
    })
    const text = 'order a large coffee please'
    const luis = await running.post('/model/parse?emulation_mode=LUIS', { text })
    expect(luis.body).toMatchObject({ query: text, topScoringIntent: {} })
    const wit = await running.post('/model/parse?emulation_mode=WIT', { text })
    expect(wit.body).toMatchObject([{ _text: text }])
  })

  test('errors have its shape', async () => {
    for (const [path, body, code, reason] of [
      ['/model/parse', '{"text": ', 400, 'BadRequest'],
      ['/model/parse', '[1]', 400, 'BadRequest'],
      ['/model/parse', {}, 400, 'BadRequest'],
      ['/model/parse', { text: 7 }, 400, 'BadRequest'],
      ['/model/parse', { text: 'x'.repeat(5000) }, 400, 'BadRequest'],
      ['/model/parse', { text: 'x'.repeat(70_000) }, 413, 'PayloadTooLarge'],
      ['/model/parse?shape=telepathy', { text: 'hi' }, 400, 'BadRequest'],
      ['/model/parse?model=tea', { text: 'hi' }, 404, 'NotFound'],
      ['/no/such/page', { text: 'hi' }, 404, 'NotFound'],
    ] as const) {
      const answer = await running.post(path, body)
      expect([path, answer.status, answer.body.reason]).toEqual([path, code, reason])
      expect(answer.body).toMatchObject({ version: '9.9.9', status: 'failure', code })
      expect(String(answer.body.message)).not.toBe('')
    }
  })
})

describe('as other platforms answer', () => {
  test('Alexa: a request for a handler, with all declared slots and their resolutions', async () => {
    for (const wanted of await understandings()) {
      const { body } = await running.post('/model/parse?shape=alexa', { text: wanted.text })
      const declared =
        TINY_SKILL.intents.find(({ name }) => name === wanted.intent?.name)?.slots ?? []
      const { request } = body as {
        request: {
          type: string
          locale: string
          intent: { name: string; slots: Record<string, { value?: string }> }
        }
      }
      expect(request).toMatchObject({ type: 'IntentRequest', locale: 'en-GB' })
      expect(request.intent.name).toBe(wanted.intent?.name)
      expect(Object.keys(request.intent.slots)).toEqual(declared.map(({ name }) => name))
      for (const { slot, raw, values, type } of firstOfEach(wanted.slots)) {
        const status = values.length > 0 ? 'ER_SUCCESS_MATCH' : 'ER_SUCCESS_NO_MATCH'
        expect(request.intent.slots[slot]).toMatchObject({
          value: raw,
          ...(type === 'Size'
            ? { resolutions: { resolutionsPerAuthority: [{ status: { code: status } }] } }
            : {}),
        })
      }
    }
  })

  test('Lex V2 and Dialogflow', async () => {
    for (const wanted of await understandings()) {
      const { text } = wanted
      const lex = await running.post('/model/parse?shape=lex', { text, sessionId: 's1' })
      expect(lex.body).toMatchObject({
        sessionId: 's1',
        sessionState: { intent: { name: wanted.intent?.name } },
        interpretations: wanted.alternatives.map(({ name }) => ({ intent: { name } })),
      })
      const flow = await running.post('/model/parse?shape=dialogflow', { text })
      expect(flow.body).toMatchObject({
        queryResult: { queryText: text, intent: { displayName: wanted.intent?.name } },
      })
    }
  })

  test('each has its word for what is not understood', async () => {
    await running.end()
    running = await startTestServer({ threshold: 1 })
    const ask = async (shape: string) =>
      JSON.stringify(
        (await running.post(`/model/parse?shape=${shape}`, { text: 'play jazz' })).body,
      )
    expect(await ask('alexa')).toContain('"AMAZON.FallbackIntent"')
    expect(await ask('lex')).toContain('"FallbackIntent"')
    expect(await ask('dialogflow')).toContain('"isFallback":true')
    expect(await ask('skillet')).toContain('"intent":null')
  })
})

describe('operation', () => {
  test('a token is asked for, in the address or the header; health is open', async () => {
    await running.end()
    running = await startTestServer({ token: 'secret' })
    const text = 'play jazz'
    const none = await running.post('/model/parse', { text })
    expect([none.status, none.body.reason]).toEqual([401, 'NotAuthenticated'])
    expect((await running.post('/model/parse?token=wrong', { text })).status).toBe(401)
    expect((await running.post('/model/parse?token=secret', { text })).status).toBe(200)
    const headers = { authorization: 'Bearer secret' }
    expect((await running.post('/model/parse', { text }, headers)).status).toBe(200)
    expect((await running.get('/status')).status).toBe(401)
    expect((await running.get('/health')).status).toBe(200)
  })

  test('a client that asks too often is told to wait', async () => {
    await running.end()
    running = await startTestServer({ requestsPerSecond: 3 })
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => running.post('/model/parse', { text: 'jazz' })),
    )
    const refused = answers.filter(({ status }) => status === 429)
    expect(refused.length).toBeGreaterThanOrEqual(2)
    expect(refused[0]?.body.reason).toBe('TooManyRequests')
  })

  test('figures count texts and refusals, and hold no text', async () => {
    await running.post('/model/parse', { text: 'play jazz' })
    await running.post('/model/parse', {})
    const { text } = await running.get('/metrics')
    expect(text).toMatch(/skillet_texts_total\{protocol="http",model="cafe",outcome="\w+"\} 1/)
    expect(text).toContain('skillet_refused_total{protocol="http",reason="no-text"} 1')
    expect(text).toContain('skillet_understand_seconds_bucket')
    expect(text).not.toContain('jazz')
  })

  test('logs hold texts only when asked to', async () => {
    for (const logsTexts of [false, true]) {
      await running.end()
      const lines: string[] = []
      running = await startTestServer({ logsTexts, log: { write: (line) => lines.push(line) } })
      await running.post('/model/parse', { text: 'play jazz' })
      const port = running.server.wyoming?.port ?? 0
      await talkWyoming(port, [['transcript', { text: 'play jazz' }]], 1)
      const answered = lines
        .map((line) => JSON.parse(line))
        .filter(({ event }) => event === 'answered')
      expect(answered).toMatchObject([
        { protocol: 'http', model: 'cafe' },
        { protocol: 'wyoming', model: 'cafe' },
      ])
      expect(lines.join('').includes('play jazz')).toBe(logsTexts)
    }
  })
})
