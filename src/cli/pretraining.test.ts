import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createEncoder } from '@/model/encoding'
import { createTinyVocabulary } from '@/model/fixtures'
import { PRETRAINING_OBJECTIVES } from '@/training/training-config'
import { CLOZE_HEAD, mixSources, SPANS_HEAD } from './pretraining-batches'
import { type Pool, readRows, readSource, surveyPool } from './pretraining-pool'
import type { TeacherVectors } from './teacher-vectors'

let folder: string
let pool: Pool

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pool-'))
  const row = (index: number) => ({
    text: `play jazz ${index}`,
    tokens: ['play', 'jazz', String(index)],
    tags: ['O', 'B-genre', 'O'],
    intent: index % 20 === 0 ? 'Stop' : 'Play',
    domain: 'music',
    split: null,
  })
  const lines = Array.from({ length: 400 }, (_, index) => JSON.stringify(row(index)))
  await writeFile(join(folder, 'topv2.jsonl.gz'), gzipSync(`${lines.join('\n')}\n`))
  await writeFile(
    join(folder, 'banking77.jsonl.gz'),
    gzipSync(`${lines.slice(0, 90).join('\n')}\n`),
  )
  await writeFile(join(folder, 'm2m.jsonl.gz'), gzipSync(lines[0]!))
  pool = await surveyPool(folder)
})

afterAll(() => rm(folder, { recursive: true }))

test('a survey counts rows and labels, and leaves out what may not be shipped', () => {
  expect(pool.sources.map(({ head, rows }) => [head, rows])).toEqual([
    ['topv2', 400],
    ['banking77', 90],
  ])
  expect(pool.sources[0]?.labels).toEqual({ intents: ['Play', 'Stop'], slots: ['genre'] })
  expect(pool.sources[1]?.labels.intents).toEqual([])
  expect(pool.leftOut).toEqual(['m2m'])
  expect(pool.wordCounts.get('jazz')).toBe(490)
})

test('held-out rows are never learned from', async () => {
  const parts = { train: new Set<string>(), heldOut: new Set<string>() }
  for (const part of ['train', 'heldOut'] as const) {
    for await (const row of readSource(pool.sources[0]!, part)) parts[part].add(row.text)
  }
  expect(parts.heldOut.size).toBe(8)
  expect(parts.train.size).toBe(392)
  expect([...parts.heldOut].filter((text) => parts.train.has(text))).toEqual([])
})

test('a stream of batches is the same from wherever it is resumed', async () => {
  const teacher: TeacherVectors = {
    id: 'teacher',
    dimensions: 2,
    vectorOf: (text) => (text.endsWith('7') ? undefined : Int8Array.of(3, 4)),
    wordVectors: new Float32Array(),
    wordDimensions: 0,
  }
  const create = () =>
    mixSources({
      sources: pool.sources,
      encoder: createEncoder(createTinyVocabulary(), 64),
      batchSize: 8,
      stepsPerEpoch: 10,
      wordDropout: 0.2,
      slotSwap: 0.3,
      objectives: { ...PRETRAINING_OBJECTIVES, spans: 0.2, cloze: 0.2 },
      teacher,
      seed: 7,
    })
  const whole = create()
  const seen = []
  // More steps than the sources have batches: the streams start over.
  for (let step = 0; step < 80; step += 1) seen.push(await whole.next(step))
  const resumed = create()
  expect(await resumed.next(70)).toEqual(seen[70])
  expect(await resumed.next(71)).toEqual(seen[71])
  const heads = new Set(seen.map(({ head }) => head))
  expect(heads).toEqual(new Set(['topv2', 'banking77', SPANS_HEAD, CLOZE_HEAD]))
  for (const { head, batch } of seen) {
    if (head === CLOZE_HEAD) {
      const hidden = batch.tagWeights.indexOf(1)
      expect(batch.bags[hidden]).toEqual([])
    }
    if (head === SPANS_HEAD) expect(Math.max(...batch.tags)).toBe(1)
  }
  // The teacher speaks of whole texts as they are: not of hidden words, nor of swapped values.
  const taught = seen.flatMap(({ teacher }) => (teacher ? [teacher] : []))
  expect(seen.some(({ head, teacher }) => head === CLOZE_HEAD && teacher)).toBe(false)
  expect(new Set(taught.flatMap(({ counted }) => [...counted]))).toEqual(new Set([0, 1]))
  expect(taught[0]?.weight).toBe(PRETRAINING_OBJECTIVES.teacher)
})

test('a row of another form is named by file and line', async () => {
  const path = join(folder, 'broken.jsonl')
  await writeFile(
    path,
    '{"text":"a","tokens":["a"],"tags":null,"intent":null,"domain":"d","split":null}\n{"text":1}\n',
  )
  const read = async () => {
    for await (const _ of readRows(path));
  }
  await expect(read()).rejects.toThrow('broken.jsonl, line 2')
})
