import { describe, expect, it } from 'vitest'
import type { Span } from './project'
import { tokenize, tokenTexts } from './tokenizer'
import { createWordCutter, learnWordCuts } from './word-cuts'

/** `[25](amount)ml` as text and spans. */
function marked(source: string): { text: string; spans: Span[] } {
  const spans: Span[] = []
  let text = ''
  let end = 0
  for (const match of source.matchAll(/\[([^\]]*)\]\((\w+)\)/gu)) {
    const [whole, said = '', slot = ''] = match
    text += source.slice(end, match.index)
    spans.push({ start: text.length, end: text.length + said.length, slot })
    text += said
    end = match.index + whole.length
  }
  return { text: text + source.slice(end), spans }
}

function cutAfter(lines: readonly string[], text: string): string {
  const cuts = learnWordCuts(lines.map(marked))
  return tokenTexts(text, createWordCutter(cuts)(text, tokenize(text))).join('|')
}

describe('what spans inside words teach', () => {
  it('is nothing where there are none', () => {
    expect(learnWordCuts(["play [Bob](who)'s [jazz](genre), now", 'stop'].map(marked))).toBeNull()
    expect(learnWordCuts(['去[西安](city)'].map(marked))).toBeNull()
  })

  it.each([
    ['numbers before units', ['add [25](n)ml'], 'add 300g of 5b', 'add|300|g|of|5|b'],
    [
      'ranges',
      ['open [8](from)-[11](to)'],
      'open 10-12 at well-known b2',
      'open|10|-|12|at|well-known|b2',
    ],
    [
      'compounds',
      ['[Keller](raum)lampe an'],
      'Dachbodenlampe und Lampe an',
      'Dachboden|lampe|und|Lampe|an',
    ],
    ['the same beginning', ['[Keller](raum)lampe an'], 'Kellertreppe', 'Keller|treppe'],
    [
      'endings behind known values',
      ['[lamp](x)s on', 'a [fan](x)'],
      'fans cats lamps songs',
      'fan|s|cats|lamp|s|songs',
    ],
    [
      'a prefix before a known value',
      ['ב[חיפה](city)', 'אל [אילת](city)'],
      'באילת בבית',
      'ב|אילת|בבית',
    ],
    ['an apostrophe', ["[Ankara](city)'da"], "İzmir'de", "İzmir|'de"],
  ])('%s', (_, lines, text, expected) => {
    expect(cutAfter(lines, text)).toBe(expected)
  })

  it('cuts what it has learned from as the spans do', () => {
    const lines = ['[Keller](raum)lampe an', 'un[lock](verb)able', '[25](n)ml', '[a](x)b[c](x)']
    const cuts = learnWordCuts(lines.map(marked))
    const cutWords = createWordCutter(cuts)
    for (const { text, spans } of lines.map(marked)) {
      const edges = cutWords(text, tokenize(text)).flatMap(({ start, end }) => [start, end])
      for (const { start, end } of spans)
        expect(edges).toEqual(expect.arrayContaining([start, end]))
    }
  })

  it('is done with a word of a hundred thousand letters in a moment', () => {
    const cutWords = createWordCutter(learnWordCuts([marked('[Keller](raum)lampe')]))
    const word = 'lampe'.repeat(20_000)
    const started = process.cpuUsage().user
    cutWords(word, tokenize(word))
    expect((process.cpuUsage().user - started) / 1000).toBeLessThan(20_000)
  })
})

describe('a border between letters', () => {
  it.each([
    [
      'three letters beside what words ended with',
      '[Keller](r)lampe',
      'Ablampe Abclampe',
      'Ablampe|Abc|lampe',
    ],
    [
      'three letters beside what they began with',
      '[Keller](r)lampe',
      'Kellerab Kellerabc',
      'Kellerab|Keller|abc',
    ],
    ['two known pieces, however short', '[ab](x)cd', 'ABCD abxy xycd', 'AB|CD|abxy|xycd'],
    ['a value before an ending', '[ab](x)cd [xy](x)', 'xycd zzcd', 'xy|cd|zzcd'],
    ['a value behind a beginning', '[ab](x)cd [xy](x)', 'abxy abzz', 'ab|xy|abzz'],
    ['no value of several words', '[ab](x)cd [x y](x)', 'xcd ycd', 'xcd|ycd'],
  ])('needs %s', (_, line, text, expected) => expect(cutAfter([line], text)).toBe(expected))

  it.each([
    [40, true],
    [41, false],
  ])('is learned of pieces of %i letters: %s', (length, isLearned) => {
    const [long, short] = ['x'.repeat(length), 'abc']
    const cuts = learnWordCuts([marked(`[${short}](a)${long}`)])
    expect(cuts).toEqual({
      ...{ joints: [], heads: [short], values: [short] },
      tails: isLearned ? [long] : [],
    })
    const [headed] = [learnWordCuts([marked(`[${long}](a)${short}`)])]
    expect(headed).toEqual({
      ...{ joints: [], tails: [short], heads: isLearned ? [long] : [] },
      values: isLearned ? [long] : [],
    })
  })

  it('is none where numbers alone were cut, and of joints that were seen', () => {
    const cuts = learnWordCuts([marked('[25](n)ml'), marked('plain')])
    expect(cuts).toEqual({ joints: ['0a'], heads: [], tails: [], values: [] })
    expect(cutAfter(['[25](n)ml'], '3ml ml3 a-3')).toBe('3|ml|ml3|a-3')
    expect(learnWordCuts([marked('a-[b](x) c')])).toMatchObject({ joints: ['-a'] })
  })
})
