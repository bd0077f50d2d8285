import { describe, expect, it } from 'vitest'
import { previewTable } from './csv'
import { linesOf, readForTest } from './testing-reads'

describe('annotated lines and tables', () => {
  it('reads BILOU and four-column CoNLL, and doccano with a wrong span', () => {
    const bilou = 'fly O\nto O\nNew B-city\nYork L-city\n\nParis U-city\n'
    expect(linesOf(readForTest(bilou).project)).toEqual([
      'null: fly to New York [city=New York]',
      'null: Paris [city=Paris]',
    ])
    const four = '-DOCSTART- -X- O O\n\nEU NNP I-NP I-ORG\nrejects VBZ I-VP O\n'
    expect(linesOf(readForTest(four).project)).toEqual(['null: EU rejects [ORG=EU]'])
    const doccano =
      '{"text":"I want a flight from Memphis","entities":[[0,26,"City"]],"cats":["flight"]}\n'
    expect(linesOf(readForTest(doccano).project)).toEqual([
      'flight: I want a flight from Memphis [City=I want a flight from Memph]',
    ])
  })

  it('reads offsets in code points and in UTF-16 alike', () => {
    const rasa = {
      rasa_nlu_data: {
        common_examples: [
          {
            text: '☕️👍 play jazz',
            intent: 'p',
            entities: [{ start: 9, end: 13, value: 'jazz', entity: 'g' }],
          },
        ],
      },
    }
    expect(linesOf(readForTest(JSON.stringify(rasa)).project)).toEqual([
      'p: ☕️👍 play jazz [g=jazz]',
    ])
    const wit = {
      utterances: [
        {
          text: '👍 play jazz',
          intent: 'p',
          entities: [{ entity: 'g:g', start: 7, end: 11, body: 'jazz', entities: [] }],
          traits: [],
        },
      ],
    }
    expect(linesOf(readForTest(JSON.stringify(wit)).project)).toEqual(['p: 👍 play jazz [g=jazz]'])
  })

  it('reads tables, and offers the columns to the picker', () => {
    expect(linesOf(readForTest('greet\thello there\nbye\tsee you [soon](time)\n').project)).toEqual(
      ['greet: hello there', 'bye: see you soon [time=soon]'],
    )
    expect(
      linesOf(readForTest('hello there my friend,greet\n"see you, bye",bye\n').project),
    ).toEqual(['greet: hello there my friend', 'bye: see you, bye'])
    expect(previewTable('id;text;label\n1;"a ""b""";x\n')).toEqual({
      columns: { text: 1, intent: 2, split: null, hasHeader: true, isAnnotated: false },
      rows: [
        ['id', 'text', 'label'],
        ['1', 'a "b"', 'x'],
      ],
      rowCount: 2,
    })
    const chosen = readForTest('a,b\nc,d\n', {
      format: 'csv',
      columns: { text: 0, intent: 1, split: null, hasHeader: false, isAnnotated: false },
    })
    expect(linesOf(chosen.project)).toEqual(['b: a', 'd: c'])
  })
})

describe('a table whose headings are in another language', () => {
  const columnsOf = (rows: string[]) => previewTable(rows.join('\n')).columns
  const mails = [
    'refund;i want my money back',
    'refund;please refund the shoes',
    'delivery;where is my parcel',
    'refund;return label please',
    'delivery;nothing came today',
    'delivery;how long does it take',
  ]

  it('knows the heading by the numbers or dates below it', () => {
    const rows = mails.map((mail, index) => `${index + 1};${mail};2026-03-0${index + 1}`)
    expect(columnsOf(['Nr;Kategorie;Kundentext;Datum', ...rows])).toMatchObject({
      hasHeader: true,
      intent: 1,
      text: 2,
    })
    expect(columnsOf(rows)).toMatchObject({ hasHeader: false, intent: 1, text: 2 })
  })

  it('knows it by a label that only the first row has', () => {
    expect(columnsOf(['Kategorie;Kundentext', ...mails]).hasHeader).toBe(true)
    expect(columnsOf(mails).hasHeader).toBe(false)
    expect(columnsOf(['greeting;good morning', ...mails]).hasHeader).toBe(false)
    expect(columnsOf(['greeting;hello', ...mails, 'refund;refund']).hasHeader).toBe(false)
  })
})
