import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTinyPretrained } from '@/model/fixtures'
import { load } from '@/runtime/skill'
import { createTinyModelFile, TINY_TEXTS } from '@/runtime/testing'
import { readConfigOverride } from './config-override'
import { writeModel } from './model-folder'
import { linesTogether, textOfLine } from './predict'
import { runCli } from './run-cli'

let folder = ''
const at = (name: string) => join(folder, name)

const SKILL = [
  '# Play',
  ...['play [jazz](genre)', 'some [jazz](genre) please', 'put on [blues](genre)'],
  ...['play [blues](genre) now', 'music, [soul](genre)', 'I want [jazz](genre)'],
  '# Order',
  ...['order a [large](size) coffee', 'a [small](size) coffee please', 'one [large](size) tea'],
  ...['[small](size) coffee', 'bring me a [large](size) one', 'a [tiny](size) coffee'],
].join('\n')

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'skillet-cli-'))
  const { trunk, vocabulary, card } = createTinyPretrained()
  await writeModel({
    folder: at('base'),
    weights: trunk,
    vocabulary,
    vectors: card.vocabulary,
    network: card.network,
    sources: [],
    heldOut: {},
    training: card.training,
  })
  await writeFile(at('skill.txt'), SKILL)
})

afterAll(async () => {
  await rm(folder, { recursive: true })
})

/** Runs the command line and collects what it says. */
async function run(args: string[], input = '') {
  const [output, log]: [string[], string[]] = [[], []]
  const code = await runCli(args, {
    input: Readable.from([input]),
    output: (text) => output.push(text),
    log: (line) => log.push(line),
  })
  return { code, output: output.join(''), log: log.join('\n') }
}

test('from a file to a model, its score and its answers', async () => {
  const options = ['--base', at('base'), '--epochs', '2', '--json', '--out', at('model.skillet')]
  const trained = await run(['finetune', at('skill.txt'), ...options])
  expect(trained.code, trained.log).toBe(0)
  const report = JSON.parse(trained.output)
  expect(report.utterances.train + report.utterances.validation + report.utterances.test).toBe(12)
  expect(report.report.summary.frameAccuracy).toBe(report.frameAccuracy)

  expect(trained.log).toContain('learned from all 12 utterances')
  const kept = at('report.skillet')
  const reported = ['--base', at('base'), '--epochs', '2', '--report-model', '--out', kept]
  const without = await run(['finetune', at('skill.txt'), ...reported])
  expect(without.log).toContain(`has learned from ${report.utterances.train} utterances`)
  expect((await readFile(kept)).equals(await readFile(at('model.skillet')))).toBe(false)

  const tested = await run(['evaluate', at('skill.txt'), '--model', at('model.skillet'), '--json'])
  expect(tested.code, tested.log).toBe(0)
  expect(Object.keys(JSON.parse(tested.output))).toEqual([
    'utterances',
    'intentAccuracy',
    'slotF1',
    'frameAccuracy',
    'semanticErrorRate',
  ])
  expect(JSON.parse(tested.output).utterances).toBe(12)

  const lines = ['play jazz', '', 'a large coffee — für mich 🎷']
  const answered = await run(['predict', '--model', at('model.skillet')], lines.join('\r\n'))
  expect(answered.code, answered.log).toBe(0)
  const answers = answered.output
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(answers.map(({ text }) => text)).toEqual(lines)
  expect(answers[1]).toEqual({ text: '', intent: null, confidence: 0, slots: [] })
  for (const answer of answers) {
    expect(Object.keys(answer)).toEqual(['text', 'intent', 'confidence', 'slots'])
    for (const { start, end, raw } of answer.slots) {
      expect(answer.text.slice(start, end)).toBe(raw)
    }
  }
})

test('a score over nothing is a dash, and null in JSON', async () => {
  const options = ['--base', at('base'), '--epochs', '1', '--test-share', '0']
  const untested = await run(['finetune', at('skill.txt'), ...options, '--out', at('all.skillet')])
  expect(untested.code, untested.log).toBe(0)
  expect(untested.output).toContain('nothing to report')
  expect(untested.output).not.toMatch(/\d\.\d{3}/)
  const json = JSON.parse((await run(['finetune', at('skill.txt'), ...options, '--json'])).output)
  expect(json).toMatchObject({ intentAccuracy: null, slotF1: null, frameAccuracy: null })

  await writeFile(at('no-slots.txt'), '# Play\nplay something\n# Order\nbring me tea\n')
  const tested = await run(['evaluate', at('no-slots.txt'), '--model', at('all.skillet')])
  expect(tested.output).toMatch(/slotF1 +–/)
  expect(tested.output).toMatch(/intentAccuracy +\d/)
})

test('the same seed gives the same model', async () => {
  const files = [at('one.skillet'), at('two.skillet')]
  for (const file of files) {
    const options = ['--base', at('base'), '--epochs', '1', '--seed', '7', '--out', file]
    expect((await run(['finetune', at('skill.txt'), ...options])).code).toBe(0)
  }
  const [one, two] = await Promise.all(files.map((file) => readFile(file)))
  expect(one?.equals(two!)).toBe(true)
})

test('a model without its words needs the network that it was made with', async () => {
  const model = at('small.skillet')
  const options = ['--base', at('base'), '--epochs', '1', '--without-words', '--out', model]
  expect((await run(['finetune', at('skill.txt'), ...options])).code).toBe(0)
  expect((await run(['predict', '--model', model, '--base', at('base')], 'play jazz')).code).toBe(0)
  const lost = await run(['predict', '--model', model, '--base', at('nowhere')], 'play jazz')
  expect(lost.code).toBe(1)
  expect(lost.log).toContain(at('nowhere'))
  expect(lost.log).toContain('--base')
})

test('a skill becomes another format, on standard output or in a file', async () => {
  const shown = await run(['convert', at('skill.txt'), '--to', 'skillet'])
  expect(shown.code, shown.log).toBe(0)
  expect(JSON.parse(shown.output)).toMatchObject({ schemaVersion: 1 })
  const written = await run([
    'convert',
    at('skill.txt'),
    '--to',
    'csv',
    '--out',
    at('out/skill.csv'),
  ])
  expect(written.code, written.log).toBe(0)
  expect(written.output).toBe('')
  expect(existsSync(at('out/skill.csv'))).toBe(true)
})

test('lint says what is wrong in the data, and fails on what it is told to fail on', async () => {
  await writeFile(at('conflict.txt'), `${SKILL}\nplay [jazz](genre)\n`)
  const found = await run(['lint', at('conflict.txt'), '--json', '--show', 'error'])
  expect(found.code, found.log).toBe(1)
  const findings = JSON.parse(found.output)
  expect(findings.map(({ severity }: { severity: string }) => severity)).toContain('error')
  expect(findings.flatMap(({ texts }: { texts: string[] }) => texts)).toContain('play jazz')
  expect((await run(['lint', at('conflict.txt'), '--fail-on', 'never'])).code).toBe(0)
  const clean = await run(['lint', at('skill.txt'), '--show', 'error'])
  expect([clean.code, clean.output], clean.output).toEqual([0, ''])
  expect((await run(['lint', at('skill.txt'), '--fail-on', 'hint'])).code).toBe(1)
})

test('wrong usage says what is wrong, and ends with 2', async () => {
  const wrong: [string[], string][] = [
    [['bake'], '"bake"'],
    [['constructor'], '"constructor"'],
    [['finetune'], 'which file'],
    [['finetune', at('skill.txt'), '--bogus'], '--bogus'],
    [['finetune', at('skill.txt'), '--epochs', 'many'], '--epochs'],
    [['finetune', at('skill.txt'), '--epochs', '0'], '--epochs'],
    [['finetune', at('skill.txt'), '--test-share', '1'], '--test-share'],
    [['finetune', at('skill.txt'), '--start', 'over'], '--start'],
    [['finetune', at('skill.txt'), '--format', 'word'], 'alexa'],
    [['predict'], '--model'],
    [['evaluate', at('skill.txt')], '--model'],
    [['convert', at('skill.txt')], '--to'],
    [['lint', at('skill.txt'), '--fail-on', 'smell'], '--fail-on'],
    [['lint', at('skill.txt'), '--target', 'mars'], '--target'],
  ]
  for (const [args, words] of wrong) {
    const { code, log, output } = await run(args)
    expect([code, output], args.join(' ')).toEqual([2, ''])
    expect(log, args.join(' ')).toContain(words)
  }
  expect(await run([])).toMatchObject({ code: 2 })
})

test('a job that fails names the file and the remedy, and ends with 1', async () => {
  await writeFile(at('broken.json'), '{ "interactionModel": {\n "languageModel": [ }')
  await writeFile(at('one-intent.txt'), '# Play\nplay jazz\nplay blues\n')
  await writeFile(at('unlabelled.txt'), 'play jazz\nplay blues\n')
  const base = ['--base', at('base')]
  const failing: [string[], string[]][] = [
    [
      ['finetune', at('missing.json'), ...base],
      [at('missing.json'), 'Check the path'],
    ],
    [
      ['finetune', at('broken.json'), ...base],
      ['broken.json', 'line 2'],
    ],
    [
      ['finetune', at('one-intent.txt'), ...base],
      ['one-intent.txt', 'two intents'],
    ],
    [
      ['finetune', at('skill.txt'), '--base', at('none')],
      [at('none'), 'npm run pretrain'],
    ],
    [
      ['predict', '--model', at('none.skillet')],
      [at('none.skillet'), 'Check the path'],
    ],
    [
      ['predict', '--model', at('skill.txt')],
      [at('skill.txt'), 'no model'],
    ],
    [['convert', at('missing'), '--to', 'csv'], [at('missing')]],
  ]
  for (const [args, words] of failing) {
    const { code, log, output } = await run(args)
    expect([code, output], `${args.join(' ')}\n${log}`).toEqual([1, ''])
    for (const word of words) expect(log, args.join(' ')).toContain(word)
    expect(log).not.toMatch(/\n\s+at .*:\d+/)
  }
})

test('every command explains itself', async () => {
  const overview = await run(['--help'])
  expect(overview.code).toBe(0)
  for (const command of ['finetune', 'evaluate', 'predict', 'onnx', 'convert', 'lint']) {
    expect(overview.output).toContain(command)
    const { code, output, log } = await run([command, '--help'])
    expect([code, log]).toEqual([0, ''])
    expect(output).toContain(`npm run skillet -- ${command}`)
  }
})

test('answers are those of the runtime: what the words stand for, and nothing that is not understood', async () => {
  const bytes = await createTinyModelFile({ threshold: 0.4 })
  await writeFile(at('tiny.skillet'), bytes)
  const skill = await load(bytes)
  const { output } = await run(['predict', '--model', at('tiny.skillet')], TINY_TEXTS.join('\n'))
  const answers = output
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  const expected = TINY_TEXTS.map((text) => skill.understand(text))
  // Texts that are asked together are summed up in another order than alone, and the last places differ.
  const nearly = (confidence = 0) => expect.closeTo(confidence, 5)
  expect(answers).toEqual(
    expected.map(({ text, intent, alternatives, slots }) => ({
      text,
      intent: intent?.name ?? null,
      confidence: nearly(alternatives[0]?.confidence),
      slots: slots.map((slot) => ({ ...slot, confidence: nearly(slot.confidence) })),
    })),
  )
  const slots = answers.flatMap((answer) => answer.slots)
  expect(slots.filter(({ raw, value }) => raw !== value)).not.toEqual([])
  expect(answers.filter(({ intent }) => intent === null)).not.toEqual([])
})

test('a model becomes ONNX, under its own name or another, and is never written over', async () => {
  await writeFile(at('tiny.skillet'), await createTinyModelFile())
  const out = at('tiny.onnx')
  const written = await run(['onnx', at('tiny.skillet'), '--out', out])
  expect([written.code, written.output]).toEqual([0, ''])
  expect(written.log).toContain(`Wrote ${out}`)
  expect((await readFile(out)).length).toBeGreaterThan(500)
  const itself = await run(['onnx', at('tiny.skillet'), '--out', at('tiny.skillet')])
  expect([itself.code, itself.log]).toEqual([2, expect.stringContaining('is the model itself')])
  expect((await run(['onnx'])).code).toBe(2)
  const nowhere = await run(['onnx', at('tiny.skillet'), '--out', at('no/such/folder.onnx')])
  expect([nowhere.code, nowhere.log]).toEqual([1, expect.stringContaining("can't be written")])
})

test('lines are handed on together when they are there, and each alone when they come slowly', async () => {
  const many = Array.from({ length: 150 }, (_, index) => `line ${index}`)
  const groups: string[][] = []
  for await (const lines of linesTogether(Readable.from([many.join('\n')]))) groups.push(lines)
  expect(groups.flat()).toEqual(many)
  expect(Math.max(...groups.map(({ length }) => length))).toBeLessThanOrEqual(64)
  expect(groups.length).toBeLessThan(10)

  const slow = new Readable({ read: () => {} })
  const reader = linesTogether(slow)
  slow.push('first\n')
  expect((await reader.next()).value).toEqual(['first'])
  slow.push('second\n')
  expect((await reader.next()).value).toEqual(['second'])
  slow.push(null)
  expect((await reader.next()).done).toBe(true)
})

test('training settings from the shell are checked by name and kind', () => {
  expect(readConfigOverride('{"epochs":3,"keep":"average"}')).toEqual({
    kind: 'read',
    config: { epochs: 3, keep: 'average' },
  })
  const wrong = ['{epochs:3}', '[1]', 'null', '{"epoch":3}', '{"epochs":"3"}', '{"keep":"most"}']
  for (const text of [...wrong, '{"dropout":{"input":0.1}}', '{"dropout":3}']) {
    expect(readConfigOverride(text).kind, text).toBe('failed')
  }
})

test('a line may be a text or a JSON object that has one', () => {
  expect(textOfLine('play jazz')).toBe('play jazz')
  expect(textOfLine(' {"id": 7, "text": "play \\"jazz\\""}')).toBe('play "jazz"')
  // What only looks like JSON, or holds no text, is what somebody said.
  for (const line of ['{curly} braces', '{"txt":"a"}', '{"text":1}', '']) {
    expect(textOfLine(line)).toBe(line)
  }
})
