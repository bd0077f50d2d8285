import { expect, test } from 'vitest'
import { createRandom } from '@/project/random'
import { tokenize } from '@/project/tokenizer'
import { spansToTags, tagsToSpans } from './bio'
import { decodeTags } from './decoding'
import { isBeginTag, isTransitionAllowed, slotOfTag } from './labels'

const labels = { intents: ['play'], slots: ['genre', 'artist'] }

test('spans become tags and come back', () => {
  const text = 'play cool jazz by Miles Davis, please'
  const spans = [
    { start: 5, end: 14, slot: 'genre' },
    { start: 18, end: 29, slot: 'artist' },
  ]
  const tokens = tokenize(text)
  const tags = spansToTags(tokens, spans, labels)
  expect([...tags]).toEqual([0, 1, 2, 0, 3, 4, 0, 0])
  expect(tagsToSpans(tokens, tags, labels)).toEqual(spans)
})

test('two spans of one slot that touch stay two', () => {
  const tokens = tokenize('jazz blues rock')
  const spans = [
    { start: 0, end: 4, slot: 'genre' },
    { start: 5, end: 15, slot: 'genre' },
  ]
  expect(tagsToSpans(tokens, spansToTags(tokens, spans, labels), labels)).toEqual(spans)
})

test('offsets are UTF-16: an emoji before a span does not move it', () => {
  const text = '🎷 jazz'
  const tokens = tokenize(text)
  const spans = [{ start: 3, end: 7, slot: 'genre' }]
  expect(tagsToSpans(tokens, spansToTags(tokens, spans, labels), labels)).toEqual(spans)
})

test('an unknown slot is left out', () => {
  const tokens = tokenize('play jazz')
  expect([...spansToTags(tokens, [{ start: 5, end: 9, slot: 'mood' }], labels)]).toEqual([0, 0])
})

test('decoding finds the best valid sequence among all, by exhaustive search', () => {
  const random = createRandom('decode')
  const tokens = 4
  const tags = 5
  for (let round = 0; round < 100; round += 1) {
    const logits = Float32Array.from({ length: tokens * tags }, () => 4 * random.next())
    const adjacency = round < 50 ? 0 : -3 * random.next()
    const allowed = round % 3 === 0 ? Uint8Array.of(round % 2, 1 - (round % 2)) : null
    const decoded = decodeTags(logits, tokens, tags, { adjacency, allowed })
    let best = { score: Number.NEGATIVE_INFINITY, sequence: [] as number[] }
    for (let code = 0; code < tags ** tokens; code += 1) {
      const sequence = Array.from({ length: tokens }, (_, t) => Math.floor(code / tags ** t) % tags)
      const isValid = sequence.every(
        (tag, t) =>
          isTransitionAllowed(sequence[t - 1] ?? -1, tag) &&
          (tag === 0 || !allowed || allowed[slotOfTag(tag)] === 1),
      )
      const score = sequence.reduce((sum, tag, t) => {
        const opensBesideItsOwn =
          t > 0 && isBeginTag(tag) && slotOfTag(sequence[t - 1] ?? 0) === slotOfTag(tag)
        return sum + (logits[t * tags + tag] ?? 0) + (opensBesideItsOwn ? adjacency : 0)
      }, 0)
      if (isValid && score > best.score) best = { score, sequence }
    }
    expect([...decoded]).toEqual(best.sequence)
  }
})
