import { describe, expect, it } from 'vitest'
import { readFiles } from './read-files'
import { formatsOf, linesOf, readForTest } from './testing-reads'

const lines = (content: unknown) =>
  linesOf(readForTest(typeof content === 'string' ? content : JSON.stringify(content)).project)

describe('Label Studio', () => {
  const label = (start: number, end: number, text: string, more: object = {}) => ({
    from_name: 'label',
    to_name: 'text',
    type: 'labels',
    value: { start, end, text, labels: ['boat'], ...more },
  })
  const task = (data: object, ...result: object[]) => ({ id: 1, data, annotations: [{ result }] })

  it('counts code points, unless the quoted words say otherwise', () => {
    expect(lines([task({ text: '🛶🛶 take the kayak now' }, label(12, 17, 'kayak'))])).toEqual([
      'null: 🛶🛶 take the kayak now [boat=kayak]',
    ])
    expect(lines([task({ text: '🛶🛶 take the kayak now' }, label(14, 19, 'kayak'))])).toEqual([
      'null: 🛶🛶 take the kayak now [boat=kayak]',
    ])
  })

  it('reads the field that the labels quote, and refuses tasks without text', () => {
    const other = { id: 'b-3', origin: 'form nine', said: 'take the kayak' }
    expect(lines([task(other, label(9, 14, 'kayak'))])).toEqual([
      'null: take the kayak [boat=kayak]',
    ])
    const image = task(
      { image: '/data/upload/4/pier.jpg' },
      { type: 'rectanglelabels', value: { x: 1, y: 1, rectanglelabels: ['Boat'] } },
    )
    expect(readFiles([{ name: 'x.json', content: JSON.stringify([image]) }])).toMatchObject({
      kind: 'failed',
      reason: 'nothing-found',
      message: 'No utterance was found: The task has no text to read.',
    })
  })

  it('reads labels of other kinds where they say a place, and reports the rest', () => {
    const cross = {
      type: 'hypertextlabels',
      value: {
        start: '/p[1]/text()[1]',
        startOffset: 9,
        globalOffsets: { start: 9, end: 14 },
        text: 'kayak',
        hypertextlabels: ['boat'],
      },
    }
    const lost = { type: 'hypertextlabels', value: { start: '/p[1]', hypertextlabels: ['lost'] } }
    const rating = { type: 'rating', value: { rating: 4 } }
    const choices = { type: 'taxonomy', value: { taxonomy: [['hire', 'boats']] } }
    const content = JSON.stringify([task({ text: 'take the kayak' }, cross, lost, rating, choices)])
    const { project, report } = readForTest(content)
    expect(linesOf(project)).toEqual(['hire/boats: take the kayak [boat=kayak]'])
    expect(
      report.entries.filter(({ kind }) => kind === 'skipped').map(({ reason }) => reason),
    ).toEqual([
      expect.stringContaining('does not say where'),
      expect.stringContaining('kind “rating”'),
    ])
  })

  it('reads the choices of JSON_MIN under any name', () => {
    const min = (more: object) => ({
      id: 3,
      text: 'take the kayak',
      label: [{ start: 9, end: 14, text: 'kayak', labels: ['boat'] }],
      ...more,
      annotator: 2,
      lead_time: 1,
    })
    expect(lines([min({ purpose: 'hire' })])).toEqual(['hire: take the kayak [boat=kayak]'])
    const { project, report } = readForTest(
      JSON.stringify([min({ purpose: { choices: ['hire', 'ask'] } })]),
    )
    expect(linesOf(project)).toEqual(['hire: take the kayak [boat=kayak]'])
    expect(report.entries[1]).toMatchObject({ kind: 'skipped', text: 'ask' })
  })
})

describe('doccano and other JSON lines', () => {
  it('reads arrays, classes by number, and lines that have no label yet', () => {
    expect(
      formatsOf('[{"id":1,"text":"take the kayak","label":[[9,14,"boat"]]},{"text":"go"}]'),
    ).toEqual(['doccano'])
    expect(
      lines('[{"id":1,"text":"take the kayak","label":[[9,14,"boat"]]},{"text":"go"}]'),
    ).toEqual(['null: take the kayak [boat=kayak]', 'null: go'])
    expect(
      lines(
        '{"text":"row on","annotations":[{"label":7,"user":2}]}\n{"text":"stop","annotations":[]}\n',
      ),
    ).toEqual(['7: row on', 'null: stop'])
    expect(lines('{"text":"stop"}\n{"text":"take the kayak","label":[[9,14,"boat"]]}\n')).toEqual([
      'null: stop',
      'null: take the kayak [boat=kayak]',
    ])
  })

  it('reads lines of texts alone and of texts with a named label', () => {
    expect(lines('{"text":"row on"}\n{"text":"stop"}\n')).toEqual(['null: row on', 'null: stop'])
    expect(lines('{"text":"row on","label":"go"}\n{"text":"stop","label":"halt"}\n')).toEqual([
      'go: row on',
      'halt: stop',
    ])
    const { report } = readForTest('{"utterance":"row on","category":"go","slots":{"who":"me"}}\n')
    expect(report.entries).toMatchObject([
      { kind: 'imported' },
      { kind: 'skipped', reason: expect.stringContaining('“slots”') },
    ])
  })

  it('reads ATIS lines: marks are no words, the last tag is the intent', () => {
    const atis =
      'BOS sail from port ellen to oban EOS\tO O O B-from I-from O B-to sail\nBOS how long is it EOS\tO O O O O ask_time\n'
    expect(formatsOf([{ name: 'train.iob', content: atis }])).toEqual(['conll'])
    const { project, report } = readForTest(
      `${atis}BOS odd EOS\tO\n${atis.replaceAll('sail', 'row').repeat(9)}`,
    )
    expect(linesOf(project).slice(0, 2)).toEqual([
      'sail: sail from port ellen to oban [from=port ellen] [to=oban]',
      'ask_time: how long is it',
    ])
    expect(report.entries[2]).toMatchObject({ kind: 'skipped', place: '3' })
  })
})

describe('tables', () => {
  it('takes a column of texts as it stands, and one of annotated texts as markup', () => {
    const rows = 'help,see [the map](http://pier.example/map) first\nhelp,what is {tide}\n'
    expect(lines(`intent,text\n${rows}`)).toEqual([
      'help: see [the map](http://pier.example/map) first',
      'help: what is {tide}',
    ])
    expect(lines('intent,annotated\ngo,row to [oban](to)\n')).toEqual(['go: row to oban [to=oban]'])
    const content = 'go,row to [oban](to) today\nask,how long is [it](what)\n'
    expect(linesOf(readForTest([{ name: 'said.csv', content }]).project)).toEqual([
      'go: row to oban today [to=oban]',
      'ask: how long is it [what=it]',
    ])
  })
})
