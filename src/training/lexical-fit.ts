/**
 * Learns the lexical model of a skill: a fraction of a second where the network takes many. Two softmax regressions on
 * hashed sparse features (the hashing trick, Weinberger and others 2009), one of texts to intents, one of tokens to
 * tags. For a sample with the features x, a few dozen of 8,192 not zero, and the label y:
 *
 *     p = softmax(x·W)      ∂L/∂W[f, c] = x_f · (p_c − [c = y])      L = −log p_y
 *     S[f, c] ← S[f, c] + slope²          W[f, c] ← W[f, c] − rate · slope / √S[f, c]
 *
 * AdaGrad divides by the root of all squared slopes so far, each weight's own: the first step of a weight is a whole
 * `RATE`, whether its word comes first in the first sample or in the last, and usual words settle down.
 */
import { softmax } from '@/model/decoding'
import type { Example } from '@/model/encoding'
import { type LabelSet, tagCount } from '@/model/labels'
import {
  addLogits,
  intentFeatures,
  LEXICAL_BUCKETS,
  type LexicalFeatures,
  type LexicalModel,
  tokenFeatures,
} from '@/model/lexical-model'
import { createRandom } from '@/project/random'
import { yieldToHost } from './yield-to-host'

/** Something to learn from; its features are made when it is looked at, as all at once may not fit in memory. */
type Sample = { label: number; features: () => LexicalFeatures }

/** Times that every sample is seen; 20 are no better. */
const PASSES = 12
/** Looks at samples after which a large skill has learned enough, whatever the number of passes: at most some ten seconds. */
const MOST_LOOKS = 500_000
/** Learning rate of AdaGrad (Duchi, Hazan and Singer 2011), which suits features that are rare. */
const RATE = 0.2
/** Classes that are off by less are left alone: twice as fast, and it keeps weights from growing on. */
const LEAST_ERROR = 0.01
/** Samples between two looks at whether somebody waits. */
const SAMPLES_AT_ONCE = 2000

/**
 * Fits intents and tags on the examples, by their order and the seed alone. Stopped early, it gives what it
 * has learned by then.
 */
export async function fitLexicalModel(options: {
  examples: readonly Example[]
  labels: LabelSet
  seed: number
  signal?: AbortSignal | undefined
}): Promise<LexicalModel> {
  const { examples, labels, seed, signal } = options
  const texts = examples.map(
    (example): Sample => ({ label: example.intent, features: () => intentFeatures(example) }),
  )
  const tokens = examples.flatMap((example) =>
    Array.from(
      example.tags ?? [],
      (label, token): Sample => ({ label, features: () => tokenFeatures(example, token) }),
    ),
  )
  const tags = labels.slots.length > 0 ? tagCount(labels) : 0
  return {
    intents: await regress(texts, labels.intents.length, `${seed}/lexical/intents`, signal),
    tags: await regress(tokens, tags, `${seed}/lexical/tags`, signal),
  }
}

/**
 * Softmax regression by stochastic gradient descent, a sample a step, from zero weights. Labels below 0 say nothing.
 * Returns `[LEXICAL_BUCKETS, classes]` row by row, all zero where there is nothing to learn from.
 */
async function regress(
  samples: readonly Sample[],
  classes: number,
  seed: string,
  signal?: AbortSignal,
): Promise<Float32Array> {
  const weights = new Float32Array(LEXICAL_BUCKETS * classes)
  // S of the formula: of each weight the squares of its slopes.
  const squares = new Float32Array(weights.length)
  const logits = new Float32Array(classes)
  const random = createRandom(seed)
  const known = samples.filter(({ label }) => label >= 0 && label < classes)
  const passes = Math.min(PASSES, Math.ceil(MOST_LOOKS / Math.max(1, known.length)))
  for (let pass = 0; pass < passes; pass += 1) {
    const order = random.shuffled(known)
    for (let start = 0; start < order.length; start += SAMPLES_AT_ONCE) {
      if (signal?.aborted) return weights
      for (const { label, features } of order.slice(start, start + SAMPLES_AT_ONCE)) {
        const seen = features()
        logits.fill(0)
        addLogits(seen, weights, logits, { classes })
        const errors = softmax(logits)
        // p − y: what the logits' gradient is.
        errors[label]! -= 1
        correct(seen, weights, squares, errors)
      }
      if (order.length > SAMPLES_AT_ONCE) await yieldToHost()
    }
  }
  return weights
}

/** One step of AdaGrad for one sample: touches the rows of its features alone, and of these the classes that erred. */
function correct(
  { buckets, values }: LexicalFeatures,
  weights: Float32Array,
  squares: Float32Array,
  errors: Float32Array,
): void {
  const classes = errors.length
  for (let label = 0; label < classes; label += 1) {
    const error = errors[label] ?? 0
    if (Math.abs(error) < LEAST_ERROR) continue
    for (let feature = 0; feature < buckets.length; feature += 1) {
      const at = (buckets[feature] ?? 0) * classes + label
      const slope = error * (values[feature] ?? 0)
      const square = (squares[at] ?? 0) + slope * slope
      squares[at] = square
      // A slope so small that its square is 0 moves nothing.
      if (square > 0) weights[at]! -= (RATE * slope) / Math.sqrt(square)
    }
  }
}
