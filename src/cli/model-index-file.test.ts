import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as v from 'valibot'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTinyPretrained } from '@/model/fixtures'
import { modelIndexSchema } from '@/model/model-index'
import { createVocabulary, type Vocabulary } from '@/model/vocabulary'
import { vocabularyIdOf } from '@/model/vocabulary-id'
import { findWordsBeside, writeModel } from './model-folder'
import { indexModels, networksWithoutWords, writeIndex } from './model-index-file'

const PUBLISHED = 'public/models'

describe('the index of the published models', () => {
  it('is what npm run models writes', async () => {
    const text = await readFile(join(PUBLISHED, 'index.json'), 'utf8')
    expect(JSON.parse(text)).toEqual(await indexModels(PUBLISHED))
  })

  it('still has the words of every network that was ever published', async () => {
    const index = await indexModels(PUBLISHED)
    expect(networksWithoutWords(index)).toEqual([])
    expect(Object.keys(index.networks)).toEqual(
      expect.arrayContaining(['base-6809aeb5', 'small-c3ea4db5']),
    )
  })
})

describe('a network that takes the place of another', () => {
  let root = ''
  const { trunk, vocabulary, card } = createTinyPretrained()
  const otherWords = createVocabulary({ ...vocabulary, words: vocabulary.words.with(0, 'pause') })
  const publish = (words: Vocabulary, seed: number) =>
    writeModel({
      folder: join(root, 'base'),
      weights: {
        ...trunk,
        'shared/bias': {
          ...trunk['shared/bias']!,
          values: trunk['shared/bias']!.values.map(() => seed),
        },
      },
      vocabulary: words,
      vectors: card.vocabulary,
      network: card.network,
      sources: [],
      heldOut: {},
      training: card.training,
    })
  const readIndex = async () =>
    v.parse(modelIndexSchema, JSON.parse(await readFile(join(root, 'index.json'), 'utf8')))

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'skillet-models-'))
    await writeIndex(root)
  })
  afterAll(() => rm(root, { recursive: true }))

  it('leaves the words of the other where its models find them', async () => {
    await publish(vocabulary, 1)
    const [first] = Object.keys((await readIndex()).networks)
    await publish(otherWords, 2)
    const index = await readIndex()
    const id = await vocabularyIdOf(vocabulary)
    expect(index.vocabularies[id]?.path).toBe(`${id}/vocabulary.bin`)
    expect(index.networks[first!]).toBe(id)
    for (const name of [first!, id]) {
      const found = await findWordsBeside(join(root, 'base'), name)
      expect(found).toMatchObject({ kind: 'found', vocabulary: { words: vocabulary.words } })
    }
    expect(networksWithoutWords(index)).toEqual([])
  })

  it('keeps no copy of words that it has itself', async () => {
    await publish(otherWords, 3)
    const index = await readIndex()
    expect(
      Object.values(index.vocabularies)
        .map(({ path }) => path)
        .sort(),
    ).toEqual(['base/vocabulary.bin', `${await vocabularyIdOf(vocabulary)}/vocabulary.bin`].sort())
    expect(Object.keys(index.networks)).toHaveLength(3)
  })

  it('says so when words are gone or damaged', async () => {
    const gone = await findWordsBeside(join(root, 'base'), 'words-of-nobody')
    expect(gone).toMatchObject({ kind: 'failed', reason: 'missing' })
    await writeFile(join(root, await vocabularyIdOf(vocabulary), 'vocabulary.bin'), 'nonsense')
    const damaged = await findWordsBeside(join(root, 'base'), await vocabularyIdOf(vocabulary))
    expect(damaged).toMatchObject({ kind: 'failed', reason: 'damaged' })
  })
})
