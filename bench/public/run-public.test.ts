import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { writeModel } from '@/cli/model-folder'
import { createTinyPretrained } from '@/model/fixtures'
import type { PublicRow } from './public-row'
import { runPublic } from './run-public'
import { readSplits } from './splits'

let folder = ''
const at = (name: string) => join(folder, name)

const intents = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    text: index % 2 === 0 ? `wake me at ${index}` : `is it raining ${index}`,
    intent: index % 2 === 0 ? 'alarm' : 'weather',
    split: 'train',
  }))
const slots = (count: number) =>
  Array.from({ length: count }, (_, index) => {
    const tokens = index % 2 === 0 ? ['play', `song${index}`] : ['book', `inn${index}`]
    const tags = index % 2 === 0 ? ['O', 'B-song'] : ['O', 'B-place']
    return { text: tokens.join(' '), tokens, tags, intent: tokens[0], split: 'train' }
  })

async function write(path: string, rows: readonly unknown[]): Promise<void> {
  await writeFile(at(path), gzipSync(rows.map((row) => JSON.stringify(row)).join('\n')))
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'skillet-public-'))
  const { trunk, vocabulary, card } = createTinyPretrained()
  await writeModel({
    folder: at('model'),
    weights: trunk,
    vocabulary,
    vectors: card.vocabulary,
    network: card.network,
    sources: [],
    heldOut: {},
    training: card.training,
  })
  await mkdir(at('hwu64'))
  await mkdir(at('snips2017'))
  await write('hwu64/test.jsonl.gz', intents(6))
  for (const size of [5, 10]) await write(`hwu64/train_${size}.jsonl.gz`, intents(2 * size))
  await write('snips2017/validate.jsonl.gz', slots(6))
  for (const size of [10, 20, 50, 70]) {
    await write(`snips2017/train_${size}.jsonl.gz`, slots(2 * size))
  }
})

afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
})

async function run(...args: string[]) {
  const [output, log]: [string[], string[]] = [[], []]
  const code = await runPublic(args, {
    output: (text) => output.push(text),
    log: (line) => log.push(line),
  })
  return { code, output: output.join(''), log: log.join('\n') }
}

test('a published split is learned whole and asked whole; what is there is not run again', async () => {
  const options = [
    '--data',
    folder,
    '--model',
    at('model'),
    '--seeds',
    '1',
    '--json',
    at('rows.json'),
  ]
  const { code, output, log } = await run(...options, '--sizes', '5,10')
  expect(code, log).toBe(0)
  expect(output).toContain('| HWU64, intent accuracy |')
  const rows = JSON.parse(await readFile(at('rows.json'), 'utf8')) as PublicRow[]
  expect(rows.map(({ benchmark, size }) => [benchmark, size])).toEqual([
    ['hwu64', 5],
    ['hwu64', 10],
    ['snips2017', 10],
  ])
  expect(rows[0]).toMatchObject({ macroSlotF1: null, frameAccuracy: null })
  expect(rows[2]).toMatchObject({ intentAccuracy: 1, macroSlotF1: 1, frameAccuracy: 1 })
  expect((await run(...options, '--sizes', '5,10')).code).toBe(0)
  expect(JSON.parse(await readFile(at('rows.json'), 'utf8'))).toEqual(rows)
}, 120_000)

test('an utterance of a benchmark keeps its slots and its place in the file', async () => {
  const read = await readSplits(folder, ['snips2017'])
  if (read.kind === 'failed') throw new Error(read.reason)
  expect(read.splits.map(({ size, train }) => [size, train.length])).toEqual([
    [10, 20],
    [20, 40],
    [50, 100],
    [70, 140],
  ])
  expect(read.splits[0]?.test[1]).toMatchObject({
    text: 'book inn1',
    intent: 'book',
    spans: [{ start: 5, end: 9, slot: 'place' }],
  })
})

test('what is wrong is said: options with 2, a lost model with 1', async () => {
  const wrong: [string[], string][] = [
    [[], '--data'],
    [['--data', at('none')], 'none'],
    [['--data', folder, '--only', 'atis'], 'atis'],
    [['--data', folder, '--sizes', 'many'], '--sizes'],
    [['--data', folder, '--seeds', '0'], '--seeds'],
    [['--data', folder, '--bogus'], '--bogus'],
  ]
  for (const [args, words] of wrong) {
    const { code, log } = await run(...args)
    expect(code, args.join(' ')).toBe(2)
    expect(log, args.join(' ')).toContain(words)
  }
  const lost = await run('--data', folder, '--model', at('nowhere'))
  expect([lost.code, lost.log.includes('nowhere')]).toEqual([1, true])
  await write('hwu64/test.jsonl.gz', [{ text: 'no intent' }])
  const damaged = await run('--data', folder, '--model', at('model'))
  expect(damaged.code).toBe(2)
  expect(damaged.log).toContain('test.jsonl.gz, line 1')
})
