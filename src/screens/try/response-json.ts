import { meantWords } from '@/evaluation/meant-words'
import type { Prediction } from '@/evaluation/prediction'
import { understoodIntent } from '@/evaluation/understanding'
import { outOfScopeNames, type Project } from '@/project/project'
import { type Resolution, resolveValue } from '@/project/resolve-value'

export type ResponseStyle = 'skillet' | 'alexa' | 'rasa' | 'dialogflow'

/** The answer in the shape in which a platform hands it to an application. */
export function responseJson(
  style: ResponseStyle,
  prediction: Prediction,
  project: Project,
  /** Below this probability nothing is understood; each platform has an intent for that. */
  threshold = 0,
): string {
  const shape = {
    skillet: skilletShape,
    alexa: alexaShape,
    rasa: rasaShape,
    dialogflow: dialogflowShape,
  }
  const isRejected = isTurnedAway(prediction, project, threshold)
  // What is not understood has no slots either: an application must not act on parts of it.
  const answer = isRejected ? { ...prediction, spans: [] } : prediction
  return JSON.stringify(shape[style](answer, project, isRejected), null, 2)
}

/** Whether an answer means "none of these": too unsure, or an intent that gathers what is out of scope. */
export function isTurnedAway(prediction: Prediction, project: Project, threshold: number): boolean {
  return understoodIntent(prediction, { threshold, outOfScope: outOfScopeNames(project) }) === null
}

type Filled = {
  slot: string
  start: number
  end: number
  text: string
  probability: number
} & Resolution

function filledSlots(prediction: Prediction, project: Project): Filled[] {
  return prediction.spans.map((span) => {
    const { slot, start, end, probability } = span
    const words = prediction.text.slice(start, end)
    const resolution = resolveValue(project, slot, words, meantWords(prediction, span))
    return { slot, start, end, text: words, probability, ...resolution }
  })
}

function skilletShape(prediction: Prediction, project: Project, isRejected: boolean) {
  return {
    text: prediction.text,
    intent: isRejected ? null : (prediction.intents[0]?.intent ?? null),
    confidence: rounded(prediction.intents[0]?.probability),
    slots: filledSlots(prediction, project).map(
      ({ slot, text, value, start, end, probability }) => ({
        slot,
        text,
        value: value ?? text,
        start,
        end,
        confidence: rounded(probability),
      }),
    ),
    ranking: prediction.intents
      .slice(0, 5)
      .map(({ intent, probability }) => ({ intent, confidence: rounded(probability) })),
  }
}

/** The `request` of Alexa's IntentRequest. An intent lists all its slots, empty ones without a value. */
function alexaShape(prediction: Prediction, project: Project, isRejected: boolean) {
  if (isRejected) {
    const intent = { name: 'AMAZON.FallbackIntent', confirmationStatus: 'NONE' }
    return { type: 'IntentRequest', locale: project.locale, intent }
  }
  const name = prediction.intents[0]?.intent ?? ''
  const filled = new Map(filledSlots(prediction, project).map((slot) => [slot.slot, slot]))
  const declared = project.intents.find((intent) => intent.name === name)?.slots ?? []
  const names = new Set([...declared.map((slot) => slot.name), ...filled.keys()])
  const slots = [...names].map((slot) => {
    const found = filled.get(slot)
    const basics = { name: slot, confirmationStatus: 'NONE' }
    return [slot, found ? { ...basics, value: found.text, ...alexaResolution(found) } : basics]
  })
  return {
    type: 'IntentRequest',
    locale: project.locale,
    intent: { name, confirmationStatus: 'NONE', slots: Object.fromEntries(slots) },
  }
}

function alexaResolution({ type, value }: Filled) {
  if (type === '' || type.startsWith('AMAZON.')) return { source: 'USER' }
  return {
    resolutions: {
      resolutionsPerAuthority: [
        {
          authority: type,
          status: { code: value === null ? 'ER_SUCCESS_NO_MATCH' : 'ER_SUCCESS_MATCH' },
          ...(value === null ? {} : { values: [{ value: { name: value } }] }),
        },
      ],
    },
    source: 'USER',
  }
}

/** What `POST /model/parse` of Rasa answers. */
function rasaShape(prediction: Prediction, project: Project, isRejected: boolean) {
  const ranking = prediction.intents.map(({ intent, probability }) => ({
    name: intent,
    confidence: rounded(probability),
  }))
  return {
    text: prediction.text,
    // As Rasa's FallbackClassifier puts it.
    intent: isRejected ? { name: 'nlu_fallback', confidence: 1 } : (ranking[0] ?? null),
    entities: filledSlots(prediction, project).map((slot) => ({
      entity: slot.slot,
      start: slot.start,
      end: slot.end,
      confidence_entity: rounded(slot.probability),
      value: slot.value ?? slot.text,
      extractor: 'Skillet',
    })),
    intent_ranking: ranking.slice(0, 10),
  }
}

/** The `queryResult` of Dialogflow ES. */
function dialogflowShape(prediction: Prediction, project: Project, isRejected: boolean) {
  const top = prediction.intents[0]
  return {
    queryText: prediction.text,
    parameters: Object.fromEntries(
      filledSlots(prediction, project).map(({ slot, value, text }) => [slot, value ?? text]),
    ),
    allRequiredParamsPresent: true,
    intent: isRejected
      ? { displayName: 'Default Fallback Intent', isFallback: true }
      : { displayName: top?.intent ?? '' },
    intentDetectionConfidence: rounded(top?.probability),
    languageCode: project.locale.toLowerCase(),
  }
}

function rounded(probability: number | undefined): number {
  return Math.round(1e4 * (probability ?? 0)) / 1e4
}
