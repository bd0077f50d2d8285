import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createVocabulary, quantiseVectors, readVector } from '@/model/vocabulary'
import { type PoolSource, surveyPool } from './pretraining-pool'
import { askTeacher } from './teacher-vectors'
import { joinVectors } from './word-vectors'

let folder = ''
let sources: PoolSource[] = []
const at = (name: string) => join(folder, name)
const WORDS = ['play', 'some', 'jazz']

/** Stands in for Python: says 1, 2, 3… of the texts and 0.5 of the words, and counts how often it was asked. */
const STAND_IN = `#!${process.execPath}
const { appendFileSync, readFileSync, writeFileSync } = require('node:fs')
const { createHash } = require('node:crypto')
const [script, folder] = process.argv.slice(2)
const texts = readFileSync(folder + '/texts.tsv', 'utf8').trimEnd().split('\\n')
const words = readFileSync(folder + '/words.txt', 'utf8').trimEnd().split('\\n')
writeFileSync(folder + '/texts.i8', Int8Array.from({ length: 2 * texts.length }, (_, i) => i + 1))
writeFileSync(folder + '/words.f32', new Uint8Array(new Float32Array(4 * words.length).fill(0.5).buffer))
const hash = createHash('sha256').update(readFileSync(script)).update('\\0').digest('hex').slice(0, 12)
const summary = { script: hash, words: words.length, textDimensions: 2, wordDimensions: 4 }
writeFileSync(folder + '/taught.json', JSON.stringify(summary))
appendFileSync(${JSON.stringify('ASKED')}, 'once ')
`

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'teacher-'))
  await mkdir(at('pool'))
  const texts = ['Play some  JAZZ', 'play some jazz', 'stop that', ...Array(60).fill('held out')]
  const lines = texts.map((text, index) =>
    JSON.stringify({
      text: index < 3 ? text : `${text} ${index}`,
      tokens: text.trim().split(/\s+/),
      tags: null,
      intent: 'x',
      domain: 'd',
      split: null,
    }),
  )
  await writeFile(at('pool/banking77.jsonl.gz'), gzipSync(lines.join('\n')))
  sources = (await surveyPool(at('pool'))).sources
  await writeFile(at('python'), STAND_IN.replace('ASKED', at('asked')))
  await chmod(at('python'), 0o755)
})

afterAll(() => rm(folder, { recursive: true }))

function ask(python: string) {
  return askTeacher({
    sources,
    words: WORDS,
    cacheFolder: at('cache'),
    python,
    threads: 1,
    log: () => {},
  })
}

describe('the teacher', () => {
  it('that cannot be asked says how it can', async () => {
    await expect(ask(at('nowhere'))).rejects.toThrow(
      /There is no .*nowhere.*\n.*pip install --no-deps -r teacher.requirements\.txt/s,
    )
    // A Python without the packages: anything that does not understand the script.
    await expect(ask(process.execPath)).rejects.toThrow(/teach\.py stopped: .*pip install/s)
  })

  it('is asked once about each text that is learned from, and never about held-out rows', async () => {
    const first = await ask(at('python'))
    const second = await ask(at('python'))
    expect(await readFile(at('asked'), 'utf8')).toBe('once ')
    expect(second.id).toBe(first.id)
    const [asked] = await readdir(at('cache'))
    const lines = (await readFile(join(at('cache'), asked!, 'texts.tsv'), 'utf8')).split('\n')
    expect(lines.slice(0, 2)).toEqual(['play some jazz\tplay some jazz', 'stop that\tstop that'])
    // 63 rows, of which one is held out and two are the same text.
    expect(lines.length - 1).toBe(63 - 1 - 1)
    expect(first.vectorOf('PLAY some\tjazz ')).toEqual(Int8Array.of(1, 2))
    expect(first.vectorOf('stop that')).toEqual(Int8Array.of(3, 4))
    expect(first.vectorOf('never heard')).toBeUndefined()
  })

  it('of a cache that is not whole is asked again by hand', async () => {
    const [asked] = await readdir(at('cache'))
    await writeFile(join(at('cache'), asked!, 'texts.i8'), Int8Array.of(1))
    await expect(ask(at('python'))).rejects.toThrow('Delete the folder')
  })
})

it('taught vectors stand behind the others and are as long', () => {
  const own = [
    [3, 0, 4, 0],
    [0, 5, 0, 0],
    [0, 0, 0, 5],
  ]
  const vocabulary = createVocabulary({ words: WORDS, ...quantiseVectors(own, 4) })
  const taught = { wordVectors: new Float32Array(12).fill(0.25), wordDimensions: 4 }
  const joined = joinVectors(vocabulary, taught)
  expect(joined).toMatchObject({ words: WORDS, dimensions: 8, span: 4, bits: 4 })
  const vector = new Float32Array(8)
  readVector(joined, 0, vector)
  for (const [place, value] of [3, 0, 4, 0, 2.5, 2.5, 2.5, 2.5].entries()) {
    expect(vector[place]).toBeCloseTo(value, 0)
  }
  expect(() => joinVectors(vocabulary, { ...taught, wordDimensions: 3 })).toThrow('3 words')
})
