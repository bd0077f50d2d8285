import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { writeModel } from '@/cli/model-folder'
import { createTinyPretrained } from '@/model/fixtures'
import { runBench } from './run-bench'

let folder = ''
const at = (name: string) => join(folder, name)

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'skillet-transfer-'))
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
  const rows = Array.from({ length: 260 }, (_, index) => {
    const isPlay = index % 2 === 0
    const tokens = isPlay ? ['play', 'jazz', `no${index}`] : ['order', `no${index}`, 'coffee']
    return {
      text: tokens.join(' '),
      tokens,
      tags: isPlay ? ['O', 'B-genre', 'O'] : ['O', 'B-size', 'O'],
      intent: isPlay ? 'Play' : 'Order',
      domain: 'cafe',
      split: null,
    }
  })
  const lines = rows.map((row) => JSON.stringify(row)).join('\n')
  await writeFile(at('cafe.jsonl.gz'), gzipSync(lines))
})

afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
})

async function run(...args: string[]) {
  const [output, log]: [string[], string[]] = [[], []]
  const code = await runBench(args, {
    output: (text) => output.push(text),
    log: (line) => log.push(line),
  })
  return { code, output: output.join(''), log: log.join('\n') }
}

test('every arm is run once, resumed, and written under the agreed names', async () => {
  const options = ['--data', at('cafe.jsonl.gz'), '--sizes', '20', '--seeds', '2']
  const rest = ['--model', at('model'), '--work', at('work'), '--config', '{"epochs":2}']
  const arms = ['--arms', 'scratch,pretrained,classical']
  const part = await run(...options, ...rest, ...arms, '--shard', '1/2')
  expect(part.code, part.log).toBe(0)
  const whole = await run(...options, ...rest, ...arms, '--json', at('out/rows.json'), '--perturb')
  expect(whole.code, whole.log).toBe(0)
  expect(whole.log).toContain('6 runs, 3 of them finished before')
  expect(whole.output).toContain('| cafe  |')

  const rows = JSON.parse(await readFile(at('out/rows.json'), 'utf8'))
  expect(rows.length).toBe(12)
  expect(Object.keys(rows[0])).toEqual([
    'skill',
    'size',
    'seed',
    'arm',
    'intentAccuracy',
    'slotF1',
    'frameAccuracy',
    'semanticErrorRate',
    'stepsToScratchBest',
    'seconds',
  ])
  const scratch = rows.filter(({ arm }: { arm: string }) => arm === 'scratch')
  expect(scratch.map(({ seed }: { seed: number }) => seed)).toEqual([1, 2])
  for (const { stepsToScratchBest } of scratch) expect(stepsToScratchBest).toBeGreaterThan(0)
  const classical = rows.find(({ arm }: { arm: string }) => arm === 'classical')
  expect(classical).toMatchObject({ intentAccuracy: 1, slotF1: 1, stepsToScratchBest: null })

  // Other numbers for the pretrained arm leave the others finished.
  const tried = await run(...options, ...rest, ...arms, '--pretrained-config', '{"epochs":1}')
  expect(tried.log).toContain('6 runs, 4 of them finished before')
  // Three seconds on an idle machine; eight trainings take longer beside other work.
}, 180_000)

test('wrong options end with 2 and a sentence, a missing model with 1', async () => {
  const data = ['--data', at('cafe.jsonl.gz')]
  const wrong: [string[], string][] = [
    [[], '--data'],
    [['--data', at('none')], 'none'],
    [['--data', at('model')], '.jsonl'],
    [[...data, '--arms', 'magic'], 'magic'],
    [[...data, '--skills', 'bakery'], 'cafe'],
    [[...data, '--sizes', '100,many'], '--sizes'],
    [[...data, '--seeds', '0'], '--seeds'],
    [[...data, '--shard', '3/2'], '--shard'],
    [[...data, '--config', '{"epoch":1}'], 'epochs'],
    [[...data, '--bogus'], '--bogus'],
  ]
  for (const [args, words] of wrong) {
    const { code, log } = await run(...args)
    expect(code, args.join(' ')).toBe(2)
    expect(log, args.join(' ')).toContain(words)
  }
  const lost = await run(...data, '--model', at('nowhere'), '--work', at('work'))
  expect(lost.code).toBe(1)
  expect(lost.log).toContain('nowhere')
  expect((await run('--help')).code).toBe(0)
})
