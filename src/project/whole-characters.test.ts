import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { tokenize, tokenTexts } from './tokenizer'
import { fitSpan } from './whole-characters'

const cut = (text: string) => tokenTexts(text, tokenize(text)).join('|')

describe('scripts without spaces and emoji', () => {
  it.each([
    ['我要2张去西安的票。', '我|要|2|张|去|西|安|的|票|。'],
    ['买iPhone15手机,好!', '买|iPhone15|手|机|,|好|!'],
    ['カメラを見せて', 'カ|メ|ラ|を|見|せ|て'],
    ['ｶﾞｿﾘﾝ', 'ｶﾞ|ｿ|ﾘ|ﾝ'],
    ['ไปเชียงราย 3 วัน', 'ไป|เชี|ย|ง|รา|ย|3|วั|น'],
    ['ไปนำ', 'ไป|นำ'],
    ['ឆ្នាំថ្មី', 'ឆ្នាំ|ថ្មី'],
    ['ບ້ານ', 'ບ້າ|ນ'],
    ['မန္တလေး', 'မ|န္တ|လေး'],
    ['🧦🧦🎒', '🧦|🧦|🎒'],
    ['ok👍🏾ok', 'ok|👍🏾|ok'],
    ['👩‍🚒🇨🇭🇯🇵 ❤️2️⃣', '👩‍🚒|🇨🇭|🇯🇵|❤️|2️⃣'],
    // Written with spaces: as before.
    ['서울에서 부산까지', '서울에서|부산까지'],
    ['שלום עולם', 'שלום|עולם'],
    ["don't (ever)... 5p.m. €5 x™y", "do|n't|(|ever|)|...|5p.m|.|€|5|x™y"],
  ])('%s', (text, expected) => {
    expect(cut(text)).toBe(expected)
  })

  it('gives tokens in order that leave out nothing but white space', () => {
    const piece = fc.constantFrom(
      ...[
        '火',
        'ร์',
        'เ',
        '\u200d',
        '\ufe0f',
        '🧦',
        '👍🏾',
        '🇨',
        '1️⃣',
        'a.b.',
        "'s",
        '-1',
        '«',
        ' ',
        'é',
        '\ud83d',
      ],
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
        const text = pieces.join('')
        let at = 0
        for (const token of tokenize(text)) {
          expect(text.slice(at, token.start).trim()).toBe('')
          expect(token.end).toBeGreaterThan(token.start)
          at = token.end
        }
        expect(text.slice(at).trim()).toBe('')
      }),
      { numRuns: 500 },
    )
  })

  it('cuts a hundred thousand marks in a moment', () => {
    const started = process.cpuUsage().user
    for (const piece of ['()', "'s", '.;', '火', '🧦', '\u200d', 'a.']) {
      tokenize(`a.b.${piece.repeat(100_000)}`)
    }
    expect((process.cpuUsage().user - started) / 1000).toBeLessThan(20_000)
  })
})

describe('fitSpan', () => {
  it.each([
    ['inside a word', 'bedrooms', 0, 7, 'bedroom'],
    ['white space at the edges', 'a lamp b', 1, 7, 'lamp'],
    ['half of a pair', 'x🎷y', 2, 4, '🎷y'],
    ['an accent of its own', 'cafe\u0301s', 0, 4, 'cafe\u0301'],
    ['a part of an emoji', '👍🏾!', 0, 2, '👍🏾'],
    ['past the ends', 'lamp', -4, 40, 'lamp'],
  ])('%s', (_, text, start, end, expected) => {
    const place = fitSpan(text, { start, end })
    expect(place && text.slice(place.start, place.end)).toBe(expected)
  })

  it('is null where nothing is left', () => {
    expect(fitSpan('a  b', { start: 1, end: 3 })).toBeNull()
    expect(fitSpan('ab', { start: 5, end: 7 })).toBeNull()
  })
})

describe('where a span may begin and end', () => {
  const family = '👩\u200d👧'
  it.each([
    ['in a surrogate pair', 'a😀b', [2, 4], [1, 4]],
    ['before an accent', 'cafe\u0301 au', [0, 4], [0, 5]],
    ['inside an emoji of several', `x${family}y`, [3, 7], [1, 7]],
    ['behind its joiner', `x${family}y`, [4, 7], [1, 7]],
    ['at the edges of the text', 'ab', [-3, 9], [0, 2]],
    ['on white space', ' a b ', [0, 5], [1, 4]],
    ['between letters', 'kitchen', [2, 5], [2, 5]],
    ['on an accent that stands after white space', 'a \u0301b', [2, 4], [2, 4]],
    ['between two emoji', '😀😀', [2, 4], [2, 4]],
    ['before a skin tone', '👍🏽x', [0, 2], [0, 4]],
  ] as const)('%s', (_, text, [start, end], [from, to]) => {
    expect(fitSpan(text, { start, end })).toEqual({ start: from, end: to })
  })

  it.each([
    ['   ', 0, 3],
    ['abc', 2, 2],
    ['abc', 3, 1],
    ['', 0, 0],
  ])('is nowhere in “%s” from %i to %i', (text, start, end) =>
    expect(fitSpan(text, { start, end })).toBeNull(),
  )
})

it.each(['\u0300', '\u0301', '\u036f', '\u0e34', '\u{1f3fb}', '\u{e0020}'])(
  'lets %j hang on what stands before it, and on nothing after white space',
  (accent) => {
    const text = `xa${accent}b`
    expect(fitSpan(text, { start: 1, end: 2 })).toEqual({ start: 1, end: 2 + accent.length })
    expect(fitSpan(text, { start: 2, end: 3 + accent.length })?.start).toBe(1)
    expect(fitSpan(` ${accent}b`, { start: 1, end: 2 + accent.length })?.start).toBe(1)
  },
)
