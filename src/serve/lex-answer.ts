/** The answer of Lex V2's `RecognizeText`, as far as it is about understanding. */
import { type Answer, slotsOf } from './answer'

/** What Lex answers for a text that no intent fits. */
export const LEX_FALLBACK = 'FallbackIntent'

/** Interpretations best first; slots without a value are null. */
export function lexAnswer(answer: Answer, sessionId: string) {
  const { intent, alternatives } = answer.understanding
  const slots = Object.fromEntries(
    slotsOf(answer).map(({ name, found: [first] }) => [
      name,
      first
        ? {
            shape: 'Scalar',
            value: {
              originalValue: first.raw,
              interpretedValue: first.value,
              resolvedValues: first.values,
            },
          }
        : null,
    ]),
  )
  const state = { state: 'InProgress', confirmationState: 'None' }
  const best = { name: intent?.name ?? LEX_FALLBACK, slots, ...state }
  return {
    messages: [],
    sessionState: { dialogAction: { type: 'Delegate' }, intent: best, sessionAttributes: {} },
    interpretations: [
      {
        intent: best,
        ...(intent ? { nluConfidence: { score: intent.confidence } } : {}),
        interpretationSource: 'Lex',
      },
      ...alternatives
        .filter(({ name }) => name !== intent?.name)
        .map(({ name, confidence }) => ({
          intent: { name, slots: {}, ...state },
          nluConfidence: { score: confidence },
          interpretationSource: 'Lex',
        })),
    ],
    requestAttributes: {},
    sessionId,
  }
}
