/**
 * A model of a skill without any training: what a trained one would start from. It is made while somebody annotates,
 * anew as labels come, and suggests intents and slots for what is still to do; the network's trunk is as it was
 * downloaded, and there is no lexical model, which knows nothing of words that no utterance has had.
 */
import * as tf from '@tensorflow/tfjs-core'
import { createEncoder, type Example } from '@/model/encoding'
import type { LabelSet } from '@/model/labels'
import { type ModelBundle, NO_RULES } from '@/model/model-bundle'
import { createWeights } from '@/model/network'
import { headShapes, SKILL_HEAD } from '@/model/network-shapes'
import type { Pretrained } from '@/model/pretrained'
import { readWeights, uploadWeights } from '@/model/weight-values'
import { TOKENIZER_VERSION } from '@/project/tokenizer'
import { learnWordCuts } from '@/project/word-cuts'
import { startHead } from './first-head'
import { adjacencyOf, encodeUtterance, type LabelledUtterance } from './skill-examples'

/**
 * The pretrained trunk under output layers that come from the labels' names and the class means of the
 * utterances, of which there may be none. Takes one pass over the utterances. Frees all its tensors.
 */
export async function createInstantModel(options: {
  pretrained: Pretrained
  utterances: readonly LabelledUtterance[]
  labels: LabelSet
  /** Whether an utterance's spans are all there; one that nobody has annotated yet only shows its intent. */
  areSpansKnown?: (utterance: LabelledUtterance) => boolean
}): Promise<ModelBundle> {
  const { pretrained, utterances, labels, areSpansKnown = () => true } = options
  const { network } = pretrained.card
  const rules = { tokenizer: TOKENIZER_VERSION, cuts: learnWordCuts(utterances) }
  const encoder = createEncoder(pretrained.vocabulary, network.subwordBuckets, rules)
  // Tags that nobody has set yet would say "no slot here": such a text shows its intent alone.
  const examples = utterances.map((utterance): Example => {
    const example = encodeUtterance(utterance, labels, encoder)
    return areSpansKnown(utterance) ? example : { ...example, tags: null }
  })
  // The output layers' first values are of no account: startHead replaces those that it can say anything of.
  const weights = {
    ...uploadWeights(pretrained.trunk),
    ...createWeights(headShapes(network, SKILL_HEAD, labels), 1),
  }
  try {
    await startHead({ weights, names: pretrained.names, examples, labels, encoder })
    return {
      format: 'skillet-model',
      version: 1,
      labels,
      network,
      vocabularyId: pretrained.vocabularyId,
      temperature: 1,
      adjacency: adjacencyOf(examples),
      ...rules,
      ...NO_RULES,
      weights: await readWeights(weights),
      lexical: null,
    }
  } finally {
    tf.dispose(weights)
  }
}
