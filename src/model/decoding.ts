/** Logits to answers: probabilities of intents, and the best tag sequence that obeys the BIO rule. */
import type { AllowedSlots } from './allowed-slots'
import { isBeginTag, isTransitionAllowed, OUTSIDE_TAG, slotOfTag } from './labels'

/** Softmax of one row of logits, divided by a temperature (1 leaves them as they are). */
export function softmax(logits: Float32Array, temperature = 1): Float32Array {
  let largest = Number.NEGATIVE_INFINITY
  for (const logit of logits) largest = Math.max(largest, logit)
  let sum = 0
  const shares = logits.map((logit) => {
    const share = Math.exp((logit - largest) / temperature)
    sum += share
    return share
  })
  return shares.map((share) => share / sum)
}

/**
 * The most probable tag sequence among those that obey the BIO rule (Viterbi; the scores of a token
 * do not depend on its neighbours, so only the rule and `adjacency` link them).
 *
 * @param logits `[tokens, tags]`, row by row
 * @param allowed leaves out the tags of slots that may not be in the answer; null allows all
 * @param adjacency added to the score of a value that directly follows another value of its slot: such
 * neighbours are mostly one value that the network is unsure of (`ModelBundle.adjacency`)
 * @returns one tag a token
 */
export function decodeTags(
  logits: Float32Array,
  tokens: number,
  tags: number,
  { adjacency = 0, allowed = null }: { adjacency?: number; allowed?: AllowedSlots } = {},
): Int32Array {
  const best = new Float32Array(tags)
  const back = new Int32Array(tokens * tags)
  const previous = new Float32Array(tags)
  for (let token = 0; token < tokens; token += 1) {
    // A tag that no rule binds follows the best tag before it, whichever that is.
    const bestBefore = token === 0 ? -1 : argMax(previous)
    const bestOfOthers = token === 0 ? -1 : bestOfOtherSlots(previous, slotOfTag(bestBefore))
    for (let tag = 0; tag < tags; tag += 1) {
      if (isForbidden(tag, allowed)) {
        best[tag] = Number.NEGATIVE_INFINITY
        continue
      }
      let score = logits[token * tags + tag] ?? 0
      if (token === 0) {
        best[tag] = isTransitionAllowed(-1, tag) ? score : Number.NEGATIVE_INFINITY
        continue
      }
      let before = bestBefore
      if (!isTransitionAllowed(0, tag)) {
        before = (previous[tag] ?? 0) >= (previous[tag - 1] ?? 0) ? tag : tag - 1
      } else if (isBeginTag(tag) && slotOfTag(tag) === slotOfTag(bestBefore)) {
        const isCheaper = (previous[bestBefore] ?? 0) + adjacency < (previous[bestOfOthers] ?? 0)
        if (isCheaper) before = bestOfOthers
        else score += adjacency
      }
      back[token * tags + tag] = before
      best[tag] = score + (previous[before] ?? Number.NEGATIVE_INFINITY)
    }
    previous.set(best)
  }
  const result = new Int32Array(tokens)
  let tag = argMax(previous)
  for (let token = tokens - 1; token >= 0; token -= 1) {
    result[token] = tag
    tag = back[token * tags + tag] ?? 0
  }
  return result
}

/**
 * The probabilities of one token's tags among those that may be in the answer; the others have none.
 *
 * @param logits `[tags]`
 */
export function tagProbabilities(logits: Float32Array, allowed: AllowedSlots): Float32Array {
  return softmax(
    allowed
      ? logits.map((logit, tag) => (isForbidden(tag, allowed) ? Number.NEGATIVE_INFINITY : logit))
      : logits,
  )
}

function isForbidden(tag: number, allowed: AllowedSlots): boolean {
  return allowed !== null && tag !== OUTSIDE_TAG && allowed[slotOfTag(tag)] !== 1
}

/** The tag with the largest score among those that do not belong to `slot`; `O` belongs to none. */
function bestOfOtherSlots(scores: Float32Array, slot: number): number {
  let place = OUTSIDE_TAG
  for (let tag = 1; tag < scores.length; tag += 1) {
    if (slotOfTag(tag) !== slot && (scores[tag] ?? 0) > (scores[place] ?? 0)) place = tag
  }
  return place
}

/** Place of the largest value. */
export function argMax(values: ArrayLike<number>): number {
  let place = 0
  for (let index = 1; index < values.length; index += 1) {
    if ((values[index] ?? 0) > (values[place] ?? 0)) place = index
  }
  return place
}
