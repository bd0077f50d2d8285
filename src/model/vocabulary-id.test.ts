import { expect, it } from 'vitest'
import { createTinyVocabulary } from './fixtures'
import { subwordBuckets } from './subwords'
import { createVocabulary } from './vocabulary'
import { packVocabulary, unpackVocabulary } from './vocabulary-file'
import { vocabularyIdOf } from './vocabulary-id'

it('is the same for the same content, in memory and in a file', async () => {
  const vocabulary = createTinyVocabulary()
  const id = await vocabularyIdOf(vocabulary)
  expect(id).toMatch(/^words-[0-9a-f]{16}$/)
  expect(await vocabularyIdOf(createTinyVocabulary())).toBe(id)
  expect(await vocabularyIdOf(unpackVocabulary(packVocabulary(vocabulary)))).toBe(id)
})

it('changes with a word, with the order of words, with a vector and with a scale', async () => {
  const { words, vectors, scales } = createTinyVocabulary()
  const ids = await Promise.all(
    [
      { words, vectors, scales },
      { words: words.with(0, 'pause'), vectors, scales },
      { words: [...words].reverse(), vectors, scales },
      { words, vectors: vectors.with(3, vectors[3]! ^ 1), scales },
      { words, vectors, scales: scales.with(1, 0.5) },
    ].map((parts) => vocabularyIdOf(createVocabulary(parts))),
  )
  expect(new Set(ids).size).toBe(ids.length)
})

it('stands for these subwords: whoever changes them changes SUBWORD_SCHEME, too', () => {
  expect(subwordBuckets('Jazz', 8192)).toEqual(BUCKETS_OF_JAZZ)
})

const BUCKETS_OF_JAZZ = [8070, 6954, 7112, 5905, 6580, 7920, 1090]
