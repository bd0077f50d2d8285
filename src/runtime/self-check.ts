/** Holds a runtime against the golden utterances of a model file. */
import type { GoldenAnswer } from '@/records/model-file'
import type { IntentConfidence, SelfCheck, Understanding } from './public-types'
import { LEAST_SHARE } from './understanding'

/** Engines add up in another order; real differences are far larger. */
const TOLERANCE = 1e-3

/** Asks every golden utterance. */
export function checkGolden(
  golden: readonly GoldenAnswer[],
  ask: (text: string) => Understanding,
): SelfCheck {
  const differing = golden
    .map(({ text, answer }) => ({ text, expected: answer, actual: ask(text) }))
    .filter(({ expected, actual }) => !isSame(expected, actual))
  return { asked: golden.length, differing }
}

function isSame(expected: GoldenAnswer['answer'], actual: Understanding): boolean {
  if (expected.intent?.name !== actual.intent?.name) return false
  if (!isNear(expected.intent?.confidence, actual.intent?.confidence)) return false
  return areNear(expected.alternatives, actual.alternatives) && areSameSlots(expected, actual)
}

/** One of the least alternatives may be listed here and left out there. */
function areNear(expected: readonly IntentConfidence[], actual: readonly IntentConfidence[]) {
  const shareIn = (list: readonly IntentConfidence[], name: string) =>
    list.find((one) => one.name === name)?.confidence ?? LEAST_SHARE
  return [...expected, ...actual].every(({ name }) =>
    isNear(shareIn(expected, name), shareIn(actual, name)),
  )
}

function areSameSlots({ slots }: GoldenAnswer['answer'], actual: Understanding): boolean {
  return (
    slots.length === actual.slots.length &&
    slots.every(({ confidence, ...slot }, place) => {
      const { confidence: other, ...own } = actual.slots[place]!
      return isNear(confidence, other) && JSON.stringify(slot) === JSON.stringify(own)
    })
  )
}

function isNear(one = 0, other = 0): boolean {
  return Math.abs(one - other) <= TOLERANCE
}
