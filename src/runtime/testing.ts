/** A tiny model with random weights, as a file: for tests of whatever answers through the runtime. */
import { createTinyVocabulary, TINY_NETWORK } from '@/model/fixtures'
import { LEXICAL_BUCKETS } from '@/model/lexical-model'
import type { ModelBundle } from '@/model/model-bundle'
import { firstValues } from '@/model/network'
import { headShapes, SKILL_HEAD, trunkShapes } from '@/model/network-shapes'
import { createRandom } from '@/project/random'
import type { SkillFacts } from '@/project/skill-facts'
import type { ModelStory } from '@/records/model-file'
import { makeModelFile } from './make-model-file'

const LABELS = { intents: ['Play', 'Order ☕', 'None'], slots: ['genre', 'size'] }

/** What the tiny model knows of its skill. */
export const TINY_SKILL: SkillFacts = {
  name: 'Tiny café',
  locale: 'en-GB',
  intents: [
    { name: 'Play', kind: 'custom', slots: [{ name: 'genre', type: 'Genre' }] },
    { name: 'Order ☕', kind: 'custom', slots: [{ name: 'size', type: 'Size' }] },
    { name: 'None', kind: 'outOfScope', slots: [] },
  ],
  types: [
    { name: 'Genre', isBuiltIn: false, isExtensible: true, values: [] },
    {
      name: 'Size',
      isBuiltIn: false,
      isExtensible: false,
      values: [
        { value: 'large', synonyms: ['big', 'large coffee', 'jazz'] },
        { value: 'small', synonyms: ['little', 'jazz'] },
      ],
    },
  ],
}

export const TINY_STORY: ModelStory = {
  createdAt: '2026-11-26',
  skillet: '0.1.0',
  fingerprint: '00c0ffee',
  learned: 12,
  tested: 3,
  scores: null,
}

/** A model of random numbers; `seed` chooses which. */
export function createTinyBundle(seed = 3): ModelBundle {
  const shapes = { ...trunkShapes(TINY_NETWORK), ...headShapes(TINY_NETWORK, SKILL_HEAD, LABELS) }
  const random = createRandom(`lexical ${seed}`)
  const noise = (classes: number) =>
    Float32Array.from({ length: LEXICAL_BUCKETS * classes }, () => 3 * (random.next() - 0.5))
  return {
    format: 'skillet-model',
    version: 1,
    labels: LABELS,
    network: TINY_NETWORK,
    vocabularyId: 'tiny',
    declared: { Play: ['genre'], 'Order ☕': ['size'], None: [] },
    threshold: 0.3,
    outOfScope: ['None'],
    temperature: 0.8,
    adjacency: -3.5,
    weights: Object.fromEntries(
      Object.entries(shapes).map(([name, shape]) => [
        name,
        { shape, values: firstValues(name, shape, createRandom(`${seed}/${name}`)) },
      ]),
    ),
    lexical: { intents: noise(LABELS.intents.length), tags: noise(1 + 2 * LABELS.slots.length) },
  }
}

export const TINY_TEXTS = [
  'play jazz music',
  'order a large coffee please',
  'jazz',
  'a big coffee, please!',
  'blorp 42',
  'play a little music',
]

/** The tiny model's file. */
export function createTinyModelFile(
  change: Partial<Parameters<typeof makeModelFile>[0]> = {},
): Promise<Uint8Array<ArrayBuffer>> {
  return makeModelFile({
    bundle: createTinyBundle(),
    vocabulary: createTinyVocabulary(),
    skill: TINY_SKILL,
    threshold: 0.2,
    story: TINY_STORY,
    goldenTexts: TINY_TEXTS,
    ...change,
  })
}
