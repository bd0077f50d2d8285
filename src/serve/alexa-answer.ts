/** The request that Alexa sends to a skill's handler, so that the handler runs unchanged. */
import { randomUUID } from 'node:crypto'
import { type Answer, hasValues, slotsOf } from './answer'

/** What Alexa sends for a text that no intent fits. */
export const ALEXA_FALLBACK = 'AMAZON.FallbackIntent'

/** An `IntentRequest`; slots without a value are there by name alone, as Alexa does it. */
export function alexaAnswer(answer: Answer, now = new Date()) {
  const { intent } = answer.understanding
  const slots = slotsOf(answer).map(({ name, type, found: [first] }) => {
    const slot = { name, confirmationStatus: 'NONE' as const, source: 'USER' as const }
    if (!first) return [name, { name, confirmationStatus: 'NONE' as const }] as const
    if (!hasValues(answer, type)) return [name, { ...slot, value: first.raw }] as const
    const isMatch = first.values.length > 0
    const authority = {
      authority: `skillet.${answer.model.id}.${type}`,
      status: { code: isMatch ? 'ER_SUCCESS_MATCH' : 'ER_SUCCESS_NO_MATCH' },
      ...(isMatch
        ? { values: first.values.map((value) => ({ value: { name: value, id: value } })) }
        : {}),
    }
    return [
      name,
      { ...slot, value: first.raw, resolutions: { resolutionsPerAuthority: [authority] } },
    ] as const
  })
  return {
    version: '1.0',
    session: { new: false, sessionId: 'skillet', application: { applicationId: answer.model.id } },
    context: {},
    request: {
      type: 'IntentRequest',
      requestId: randomUUID(),
      timestamp: now.toISOString(),
      locale: answer.locale,
      dialogState: 'COMPLETED',
      intent: {
        name: intent?.name ?? ALEXA_FALLBACK,
        confirmationStatus: 'NONE',
        ...(slots.length > 0 ? { slots: Object.fromEntries(slots) } : {}),
      },
    },
  }
}
