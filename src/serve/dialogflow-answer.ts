/** The answer of Dialogflow ES's `detectIntent` (v2), as far as it is about understanding. */
import { randomUUID } from 'node:crypto'
import { type Answer, slotsOf } from './answer'

/** What Dialogflow answers for a text that no intent fits. */
export const DIALOGFLOW_FALLBACK = 'Default Fallback Intent'

/** Parameters without a value are empty strings; several values of one make a list. */
export function dialogflowAnswer(answer: Answer) {
  const { text, intent } = answer.understanding
  const parameters = Object.fromEntries(
    slotsOf(answer).map(({ name, found }) => {
      const values = found.map(({ value }) => value)
      return [name, values.length > 1 ? values : (values[0] ?? '')]
    }),
  )
  return {
    responseId: randomUUID(),
    queryResult: {
      queryText: text,
      ...(intent ? {} : { action: 'input.unknown' }),
      parameters,
      allRequiredParamsPresent: true,
      intent: {
        name: `projects/skillet/agent/intents/${intent?.name ?? 'fallback'}`,
        displayName: intent?.name ?? DIALOGFLOW_FALLBACK,
        ...(intent ? {} : { isFallback: true }),
      },
      intentDetectionConfidence: intent?.confidence ?? 1,
      languageCode: answer.locale,
    },
  }
}
