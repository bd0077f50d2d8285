import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Span } from './project'
import { followSpans } from './text-edit'
import { tokenize } from './tokenizer'

/** Marks spans as `[words](slot)`, so that a case reads like what a person sees. */
function marked(source: string): { text: string; spans: Span[] } {
  const spans: Span[] = []
  let text = ''
  let last = 0
  for (const match of source.matchAll(/\[([^\]]*)\]\(([^)]*)\)/g)) {
    text += source.slice(last, match.index)
    spans.push({ start: text.length, end: text.length + match[1]!.length, slot: match[2]! })
    text += match[1]
    last = match.index + match[0].length
  }
  return { text: text + source.slice(last), spans }
}

describe('followSpans', () => {
  it.each([
    ['words before', 'play [jazz](genre)', 'please play [jazz](genre)'],
    ['words right before', 'play [jazz](genre)', 'play some [jazz](genre)'],
    ['words right behind', 'play [jazz](genre)', 'play [jazz](genre) now'],
    ['a letter at the end', 'play [jaz](genre)', 'play [jazz](genre)'],
    ['a letter at the start', 'play [azz](genre)', 'play [jazz](genre)'],
    ['another value', 'play [jazz](genre) now', 'play [rock](genre) now'],
    ['a longer value', 'play [new york](song)', 'play [new wave york](song)'],
    ['two changes at once', 'put [a](x) and [b](y) here', 'please put [a](x) plus [b](y) there'],
    ['the span deleted', 'play [jazz](genre) now', 'play now'],
    ['half of the span deleted', 'play [cool jazz](genre) now', 'play [jazz](genre) now'],
    ['a mark behind', 'play [jazz](genre)', 'play [jazz](genre)!'],
    ['a part of a word', 'add [25](n)ml now', 'add [300](n)ml now'],
    ['words before a part of a word', 'an [Keller](r)lampe', 'bitte an [Keller](r)lampe'],
    ['emoji before', 'play [jazz](genre)', '🎷 play [jazz](genre)'],
  ])('%s', (_name, before, after) => {
    const old = marked(before)
    const next = marked(after)
    expect(followSpans(old.text, next.text, old.spans)).toEqual(next.spans)
  })

  it('drops a span amid words that were all replaced', () => {
    const old = marked('play some [jazz](genre) now')
    expect(followSpans(old.text, 'switch off every lamp', old.spans)).toEqual([])
  })

  it('always gives sorted, separate, whole tokens', () => {
    const word = fc.constantFrom('a', 'bc', "d's", 'e,', '(f)', '7.5', '🎷', ' ', '  ')
    const text = fc.array(word, { maxLength: 12 }).map((words) => words.join(' '))
    fc.assert(
      fc.property(text, text, fc.nat(11), fc.nat(3), (before, after, at, length) => {
        const tokens = tokenize(before)
        const first = tokens[at % Math.max(1, tokens.length)]
        const last = tokens[Math.min(tokens.length - 1, (at % Math.max(1, tokens.length)) + length)]
        if (!first || !last) return
        const spans = followSpans(before, after, [{ start: first.start, end: last.end, slot: 's' }])
        const edges = tokenize(after)
        for (const span of spans) {
          expect(edges.some((token) => token.start === span.start)).toBe(true)
          expect(edges.some((token) => token.end === span.end)).toBe(true)
          expect(span.end).toBeGreaterThan(span.start)
        }
      }),
    )
  })
})
