import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readManySkills } from './many-skills'
import { runBench } from './run-bench'

let folder = ''

function rows(domain: string, count: number, split: string | null = null) {
  return Array.from({ length: count }, (_, index) => ({
    text: `${domain} asks ${index}`,
    tokens: [domain, 'asks', String(index)],
    tags: null,
    intent: index % 2 === 0 ? 'one' : 'two',
    domain,
    split: split ?? (index % 5 === 0 ? 'test' : 'train'),
  }))
}

async function write(path: string, lines: readonly unknown[]): Promise<void> {
  const text = lines.map((line) => JSON.stringify(line)).join('\n')
  await writeFile(join(folder, path), path.endsWith('.gz') ? gzipSync(text) : text)
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'skillet-many-'))
  for (const name of ['evaluate', 'pretrain', 'ask']) await mkdir(join(folder, name))
  await write('evaluate/hwu64.jsonl.gz', [...rows('alarm', 260), ...rows('small', 200)])
  await write('pretrain/bots.jsonl.gz', [...rows('bot', 70), ...rows('tiny', 59)])
  await write('pretrain/ask.jsonl.gz', rows('poolskill', 60))
  await write('pretrain/topv2.jsonl.gz', rows('learned', 500))
  await write('ask/a.jsonl', rows('divided', 55))
})

afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
})

test('each collection has its own rule of what a skill is, and the rest of the pool is none', async () => {
  const read = await readManySkills(folder)
  if (read.kind === 'failed') throw new Error(read.reason)
  expect(
    read.skills.map(({ name, group, division, utterances }) => [
      name,
      group,
      division,
      utterances.length,
      utterances.filter(({ split }) => split === 'test').length,
    ]),
  ).toEqual([
    ['alarm', 'SNIPS and HWU64', undefined, 260, 0],
    ['bot', 'public bots', 'patterns', 70, 0],
    ['poolskill', 'Alexa skills', 'patterns', 60, 0],
    ['divided', 'Alexa skills, divided by their source', 'own', 55, 11],
  ])
  const lost = await readManySkills(join(folder, 'ask'))
  expect(lost).toMatchObject({ kind: 'failed', reason: expect.stringContaining('evaluate') })
})

test('shards write what a merge sums up, and a merge runs nothing', async () => {
  const [output, log]: [string[], string[]] = [[], []]
  const options = ['--data', folder, '--many', '--skills', 'bot,divided', '--arms', 'classical']
  const run = (...args: string[]) =>
    runBench([...options, '--model', 'none', '--work', join(folder, 'work'), ...args], {
      output: (text) => output.push(text),
      log: (line) => log.push(line),
    })
  expect(await run('--shard', '1/2')).toBe(0)
  log.length = 0
  expect(await run('--merge')).toBe(1)
  expect(log.join('\n')).toContain('1 of 2 runs')
  expect(await run('--shard', '2/2')).toBe(0)
  output.length = 0
  expect(await run('--merge')).toBe(0)
  for (const name of ['bot', 'divided']) expect(output.join('')).toContain(`| ${name} `)
}, 120_000)
