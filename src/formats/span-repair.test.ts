import { describe, expect, it } from 'vitest'
import { trimSpans } from './span-repair'

const said = ({ text, spans }: ReturnType<typeof trimSpans>) =>
  spans.map(({ start, end, slot }) => `${slot}=${text.slice(start, end)}`)

describe('trimSpans', () => {
  it.each([
    ['a number before its unit', 'put 25ml in', [[4, 6, 'amount']], ['amount=25']],
    [
      'two in one word',
      'open 8-11am',
      [
        [5, 6, 'from'],
        [7, 11, 'to'],
      ],
      ['from=8', 'to=11am'],
    ],
    ['a part of a compound', 'Kellerlampe an', [[0, 6, 'raum']], ['raum=Keller']],
    ['Chinese', '我要去西安看看', [[3, 5, 'city']], ['city=西安']],
    ['an emoji of several parts', 'send 👩‍🚒 now', [[5, 10, 'who']], ['who=👩‍🚒']],
  ] as const)('keeps the borders of %s', (_, text, spans, expected) => {
    const result = trimSpans(
      text,
      spans.map(([start, end, slot]) => ({ start, end, slot })),
    )
    expect(said(result)).toEqual(expected)
    expect(result.repairs).toEqual([])
  })

  it('says once what it had to move, and takes no name from it', () => {
    const result = trimSpans('ring Ana\u0301 up', [
      { start: 4, end: 8, slot: 'who', value: 'Ana' },
      { start: 9, end: 12, slot: 'way', value: 'up' },
    ])
    expect(said(result)).toEqual(['who=Ana\u0301', 'way=up'])
    expect(result.repairs).toHaveLength(2)
    expect(result.spans.some((span) => 'value' in span)).toBe(false)
  })

  it('keeps another name that the file gives', () => {
    const [span] = trimSpans('to NYC', [{ start: 3, end: 6, slot: 'to', value: 'New York' }]).spans
    expect(span).toMatchObject({ value: 'New York' })
  })

  it('keeps the longer of two that overlap, wherever they do', () => {
    const overlaps: [number, number, number, number][] = [
      [0, 7, 1, 3],
      [0, 7, 5, 11],
      [5, 11, 0, 7],
      [1, 3, 0, 7],
    ]
    for (const [a, b, c, d] of overlaps) {
      const result = trimSpans('lamp in attic', [
        { start: a, end: b, slot: 'x' },
        { start: c, end: d, slot: 'y' },
      ])
      expect(result.spans).toHaveLength(1)
      expect(result.repairs).toHaveLength(1)
      const [kept] = result.spans
      expect(kept!.end - kept!.start).toBeGreaterThanOrEqual(2)
    }
  })
})
