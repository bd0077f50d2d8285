import fc from 'fast-check'
import { strToU8, zipSync } from 'fflate'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { projectSchema } from '@/project/project'
import { createRandom } from '@/project/random'
import { formats, readableFormats } from './all-formats'
import type { ImportOutcome } from './format'
import { readFiles } from './read-files'
import { projectArbitrary, wordArbitrary } from './testing'
import { richSamples } from './testing-samples'
import { shapes } from './testing-shapes'
import { writeProject } from './write-project'

const FUZZ_RUNS = Number(process.env.SKILLET_FUZZ_RUNS ?? 40)

/** Processor time, because a busy machine says nothing about the code; generous for a slow one. */
const PATIENCE_MS = 10_000

function processorMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

function read(content: Uint8Array | string, name = 'x'): ImportOutcome {
  const started = processorMs()
  const outcome = readFiles([{ name, content }], { projectId: 'p' })
  expect(processorMs() - started).toBeLessThan(PATIENCE_MS)
  if (outcome.kind === 'failed') {
    expect(outcome.reason, outcome.message).not.toBe('crashed')
    expect(outcome.message).not.toBe('')
    expect(outcome.remedy).not.toBe('')
  } else expect(v.safeParse(projectSchema, outcome.project).success).toBe(true)
  return outcome
}

describe('hostile and broken input ends in a message', () => {
  it('survives deep nesting in JSON and YAML', { timeout: 120_000 }, () => {
    const depth = 200_000
    read('['.repeat(depth))
    read('['.repeat(depth) + ']'.repeat(depth))
    read(
      `{"interactionModel":{"languageModel":{"intents":[{"name":"A","samples":["hi"]}]},"dialog":${'['.repeat(50_000)}${']'.repeat(50_000)}}}`,
    )
    read(
      `{"schemaVersion":1,"utterances":[],"extras":{"x":${'['.repeat(50_000)}${']'.repeat(50_000)}}}`,
    )
    read(`nlu:\n- intent: ${'['.repeat(50_000)}\n  examples: |\n    - x\n`)
    read(
      `nlu:\n- intent: a\n  examples: |\n    - hi\n${Array.from({ length: 3000 }, (_, level) => `${' '.repeat(level)}a:`).join('\n')}`,
    )
    read(`type: intent\nname: x\nutterances:\n${'- '.repeat(20_000)}x`)
    read(`# A\n- ${'{a='.repeat(20_000)}x${'}'.repeat(20_000)}`)
    read(`AIntent ${'(a|'.repeat(600)}x${')'.repeat(600)} {b}`)
    read(`AIntent ${'(a|b) '.repeat(600)} {b}`)
    read(`AIntent ${'(a|b) '.repeat(60)} {b}`)
    read(
      `{"luis_schema_version":"7","patterns":[{"intent":"A","pattern":"${'[a] '.repeat(60)}{b}"}]}`,
    )
  })

  it('never lets a key reach a prototype', () => {
    const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty']
    for (const name of names) {
      const intents = {
        [name]: {
          utterances: [{ data: [{ text: 'hi ' }, { text: 'x', entity: name, slot_name: name }] }],
        },
      }
      const json = `{"language":"en","intents":${JSON.stringify(Object.fromEntries(Object.entries(intents)))},"entities":{"${name}":{"data":[{"value":"polluted","synonyms":[]}]}}}`
      const outcome = read(json)
      expect(outcome.kind).toBe('imported')
    }
    read(
      '{"interactionModel":{"__proto__":{"polluted":1},"languageModel":{"__proto__":{"polluted":1},"intents":[{"name":"__proto__","samples":["a {__proto__}"],"slots":[{"name":"__proto__","type":"__proto__","__proto__":{"polluted":1}}]}],"types":[{"name":"__proto__","values":["polluted"]}]}}}',
    )
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
    expect(Object.keys(Object.prototype)).toEqual([])
  })

  it('refuses YAML alias bombs and zip bombs', () => {
    const bomb = ['a: &a [x,x,x,x,x,x,x,x,x]']
    for (let level = 1; level < 12; level += 1) {
      const previous = String.fromCharCode(96 + level)
      const name = String.fromCharCode(97 + level)
      bomb.push(`${name}: &${name} [${Array(9).fill(`*${previous}`).join(',')}]`)
    }
    const outcome = read(`nlu:\n- intent: x\n  examples: |\n    - hi\n${bomb.join('\n')}`)
    expect(outcome.kind).toBe('failed')
    const zip = zipSync({ 'a.txt': new Uint8Array(80 * 1024 * 1024) }, { level: 6 })
    expect(zip.length).toBeLessThan(200_000)
    expect(read(zip)).toMatchObject({ kind: 'failed', reason: 'too-large' })
    // A header that lies about its size, and a zip that is cut off.
    const lying = zipSync({ 'a.txt': strToU8('hello there\n'.repeat(10_000)) })
    const view = new DataView(lying.buffer, lying.byteOffset)
    for (let index = 0; index < lying.length - 4; index += 1) {
      if (view.getUint32(index, true) === 0x02014b50) view.setUint32(index + 24, 10, true)
    }
    read(lying)
    read(zip.subarray(0, zip.length / 2))
    const many = Object.fromEntries(
      Array.from({ length: 20_001 }, (_, index) => [`f${index}.txt`, strToU8('x')]),
    )
    expect(read(zipSync(many, { level: 0 }))).toMatchObject({ kind: 'failed', reason: 'too-large' })
  }, 120_000)

  it('reads marks, line ends and encodings alike', () => {
    const text = '# Order\nein [großer](size) Kaffee ☕\nzwei [Käse](food)\n'
    const wide = new Uint8Array(
      new Uint16Array(
        [...`\ufeff${text}`].flatMap((mark) => mark.split('').map((unit) => unit.charCodeAt(0))),
      ).buffer,
    )
    const bigEndian = wide.map((_, index) => wide[index % 2 === 0 ? index + 1 : index - 1] ?? 0)
    const forms: (string | Uint8Array)[] = [
      text,
      `\ufeff${text}`,
      text.replaceAll('\n', '\r\n'),
      text.replaceAll('\n', '\r'),
      wide,
      bigEndian,
      wide.subarray(2),
    ]
    for (const form of forms) {
      const outcome = read(form)
      if (outcome.kind === 'failed') throw new Error(outcome.message)
      expect(outcome.project.utterances.map((one) => one.text)).toEqual([
        'ein großer Kaffee ☕',
        'zwei Käse',
      ])
    }
    const latin = Uint8Array.from('# A\nK\u00e4se\n', (mark) => mark.charCodeAt(0))
    const outcome = read(latin)
    expect(outcome.kind === 'imported' && outcome.project.utterances[0]?.text).toBe('Käse')
    expect(
      read(Uint8Array.from({ length: 3000 }, (_, index) => (index * 7919) % 251)),
    ).toMatchObject({ kind: 'failed' })
  })

  it('says which line of a cut-off file is broken', () => {
    const model = JSON.stringify(
      { interactionModel: { languageModel: { intents: [{ name: 'A', samples: ['hi'] }] } } },
      null,
      2,
    )
    const outcome = read(model.slice(0, model.length - 30), 'model.json')
    expect(outcome).toMatchObject({ kind: 'failed', reason: 'unreadable' })
    expect(outcome.kind === 'failed' && outcome.message).toMatch(/line \d+/u)
    const lines = read(
      '{"text":"a","intent":"x","tokens":["a"],"tags":["O"]}\n{"text": "b\n{"text":"c","intent":"x","tokens":["c"],"tags":["O"]}\n',
    )
    if (lines.kind === 'failed') throw new Error(lines.message)
    expect(lines.project.utterances).toHaveLength(2)
    expect(lines.report.entries.filter((entry) => entry.kind === 'skipped')).toMatchObject([
      { place: '2' },
    ])
  })
})

describe('huge input ends soon', () => {
  const count = 100_000
  const cases: [string, () => string][] = [
    [
      'bracket lines',
      () =>
        `# A\n${Array.from({ length: count }, (_, i) => `number ${i} plays [song ${i}](song) now`).join('\n')}`,
    ],
    [
      'tab-separated lines',
      () =>
        Array.from({ length: count }, (_, i) => `intent${i % 20}\tsay the number ${i} please`).join(
          '\n',
        ),
    ],
    [
      'JSON lines',
      () =>
        Array.from({ length: count }, (_, i) =>
          JSON.stringify({
            text: `say ${i}`,
            tokens: ['say', `${i}`],
            tags: ['O', 'B-number'],
            intent: `i${i % 9}`,
            split: null,
          }),
        ).join('\n'),
    ],
    [
      'an interaction model',
      () =>
        JSON.stringify({
          languageModel: {
            intents: [
              {
                name: 'A',
                slots: [{ name: 'n', type: 'AMAZON.NUMBER' }],
                samples: Array.from({ length: count }, (_, i) => `sample ${i} of {n}`),
              },
            ],
          },
        }),
    ],
    ['one line of 10 MB', () => 'word '.repeat(2_000_000)],
    [
      'Rasa YAML',
      () =>
        `nlu:\n${Array.from({ length: 100 }, (_, b) => `- intent: i${b}\n  examples: |\n${Array.from({ length: 1000 }, (_, i) => `    - say ${b} and ${i} to [Ann](name)`).join('\n')}`).join('\n')}`,
    ],
    [
      'CoNLL',
      () => Array.from({ length: count / 2 }, (_, i) => `say\tO\n${i}\tB-number\n`).join('\n'),
    ],
    ['quotes', () => 'a,"b\n'.repeat(200_000)],
    ['brackets', () => '[[[[('.repeat(400_000)],
  ]
  it.each(cases)(
    '%s',
    (_, make) => {
      const text = make()
      const started = processorMs()
      const outcome = readFiles([{ name: 'x', content: text }], { projectId: 'p' })
      const elapsedMs = processorMs() - started
      console.log(
        `${(text.length / 1e6).toFixed(1)} MB in ${Math.round(elapsedMs)} ms of processor time: ${outcome.kind === 'imported' ? `${outcome.project.utterances.length} utterances` : outcome.message}`,
      )
      expect(elapsedMs).toBeLessThan(PATIENCE_MS)
      if (outcome.kind === 'failed') expect(outcome.reason).not.toBe('crashed')
    },
    120_000,
  )
})

describe('fuzz', () => {
  it('damaged files of every format never crash the reader', () => {
    let imported = 0
    let failed = 0
    const damage = fc.array(
      fc.tuple(fc.nat(10_000), fc.nat(40), fc.oneof(wordArbitrary, fc.string({ maxLength: 8 }))),
      { minLength: 1, maxLength: 4 },
    )
    for (const format of formats) {
      fc.assert(
        fc.property(projectArbitrary, damage, fc.boolean(), (project, cuts, isForced) => {
          for (const file of writeProject(project, format.id).files) {
            const isZip = file.bytes[0] === 0x50 && file.bytes[1] === 0x4b
            let content: string | Uint8Array = file.bytes
            if (!isZip) {
              let text = new TextDecoder().decode(file.bytes)
              for (const [place, length, piece] of cuts) {
                const start = text.length === 0 ? 0 : place % text.length
                text = text.slice(0, start) + piece + text.slice(start + length)
              }
              content = text
            } else {
              content = file.bytes.slice()
              for (const [place, length] of cuts) content[place % content.length] = length
            }
            const outcome = readFiles([{ name: file.name, content }], {
              projectId: 'p',
              ...(isForced ? { format: format.id } : {}),
            })
            if (outcome.kind === 'failed') {
              failed += 1
              expect([outcome.reason, outcome.message]).not.toEqual(['crashed', outcome.message])
            } else {
              imported += 1
              expect(v.safeParse(projectSchema, outcome.project).success).toBe(true)
            }
          }
        }),
        { numRuns: FUZZ_RUNS, seed: 11 },
      )
    }
    console.log(
      `Fuzz: ${imported + failed} damaged files; ${imported} imported in part, ${failed} refused with a message`,
    )
    expect(imported + failed).toBeGreaterThanOrEqual(FUZZ_RUNS * formats.length)
  }, 120_000)

  it('any part of any sample may be something else than its reader expects', () => {
    const random = createRandom('parts')
    const crashes = new Set<string>()
    let count = 0
    for (const [name, files] of [...richSamples, ...shapes]) {
      const known = readableFormats.find(({ id }) => id === name)
      for (const [place, file] of files.entries()) {
        const json = jsonIn(file.content)
        for (const path of json === undefined ? [] : pathsOf(json)) {
          const other = random.pick([null, 5, 'x', [], {}, [null]])
          const content = JSON.stringify(replaceAt(json, path, other))
          const changed = files.with(place, { ...file, content })
          const isForced = known !== undefined && random.next() < 0.5
          const options = { projectId: 'p', ...(isForced ? { format: known.id } : {}) }
          const outcome = readFiles(changed, options)
          count += 1
          if (outcome.kind !== 'failed' || outcome.reason !== 'crashed') continue
          crashes.add(`${name} ${path.join('.')} = ${JSON.stringify(other)}: ${outcome.message}`)
        }
      }
    }
    expect([...crashes]).toEqual([])
    expect(count).toBeGreaterThan(1000)
  }, 120_000)

  it('any text and any bytes, forced into any format, never crash the reader', () => {
    let count = 0
    fc.assert(
      fc.property(
        fc.oneof(
          fc.json({ maxDepth: 6 }),
          fc.string({ maxLength: 300 }),
          fc.uint8Array({ maxLength: 300 }),
        ),
        fc.constantFrom(...formats.map(({ id }) => id)),
        (content, format) => {
          count += 1
          expect(readFiles([{ name: 'x', content }], { projectId: 'p', format })).not.toMatchObject(
            { reason: 'crashed' },
          )
          expect(readFiles([{ name: 'x', content }], { projectId: 'p' })).not.toMatchObject({
            reason: 'crashed',
          })
        },
      ),
      { numRuns: FUZZ_RUNS * 20, seed: 13 },
    )
    console.log(`Fuzz: ${count} arbitrary inputs, each with and without a forced format`)
  }, 120_000)
})

/** What is in a file of JSON; undefined for another file. */
function jsonIn(content: string | Uint8Array): unknown {
  try {
    return JSON.parse(String(content))
  } catch {
    return undefined
  }
}

/** The places of all parts of a JSON document, itself (the empty path) among them. */
function pathsOf(json: unknown): string[][] {
  if (typeof json !== 'object' || json === null) return [[]]
  const parts = Object.entries(json)
  return [[], ...parts.flatMap(([key, part]) => pathsOf(part).map((path) => [key, ...path]))]
}

/** The document with another part in one place. */
function replaceAt(json: unknown, [key, ...rest]: readonly string[], other: unknown): unknown {
  if (key === undefined) return other
  if (Array.isArray(json)) return json.with(Number(key), replaceAt(json[Number(key)], rest, other))
  const record = json as Record<string, unknown>
  return { ...record, [key]: replaceAt(record[key], rest, other) }
}
