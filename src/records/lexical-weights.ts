/** The lexical model as named weights beside those of the network, as a model file holds them. */
import { type LabelSet, tagCount } from '@/model/labels'
import { LEXICAL_BUCKETS } from '@/model/lexical-model'
import type { ModelBundle } from '@/model/model-bundle'
import type { WeightValues } from '@/model/weight-values'

const INTENTS = 'lexical/intents'
const TAGS = 'lexical/tags'

/** Names and shapes of a lexical model's weights. */
export function lexicalShapes(labels: LabelSet): Record<string, number[]> {
  return {
    [INTENTS]: [LEXICAL_BUCKETS, labels.intents.length],
    ...(labels.slots.length > 0 ? { [TAGS]: [LEXICAL_BUCKETS, tagCount(labels)] } : {}),
  }
}

/** All weights of a model under one roof. */
export function joinWeights({
  weights,
  lexical,
  labels,
}: Pick<ModelBundle, 'weights' | 'lexical' | 'labels'>): WeightValues {
  if (!lexical) return weights
  const values: Record<string, Float32Array> = { [INTENTS]: lexical.intents, [TAGS]: lexical.tags }
  const own = Object.entries(lexicalShapes(labels)).map(
    ([name, shape]) => [name, { shape, values: values[name]! }] as const,
  )
  return { ...weights, ...Object.fromEntries(own) }
}

/** What `joinWeights` put together. */
export function splitWeights(all: WeightValues): Pick<ModelBundle, 'weights' | 'lexical'> {
  const { [INTENTS]: intents, [TAGS]: tags, ...weights } = all
  if (!intents) return { weights, lexical: null }
  return { weights, lexical: { intents: intents.values, tags: tags?.values ?? new Float32Array() } }
}
