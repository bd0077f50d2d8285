/** The answer of Rasa's `POST /model/parse`, and what its emulation modes make of it. */
import type { Answer } from './answer'
import { codePointOffset } from './code-points'

/** What Rasa's own fallback classifier calls a text that is not understood; bots have rules for it. */
export const RASA_FALLBACK = 'nlu_fallback'

/** Rasa's parse result. Offsets count code points, as everything does in Python. */
export function rasaAnswer({ understanding, model }: Answer) {
  const { text, intent, alternatives, slots } = understanding
  const ranking = alternatives.map(({ name, confidence }) => ({ name, confidence }))
  const fallback = { name: RASA_FALLBACK, confidence: model.skill.threshold }
  return {
    text,
    intent: intent ? { name: intent.name, confidence: intent.confidence } : fallback,
    entities: slots.map(({ slot, raw, value, start, end, confidence }) => ({
      entity: slot,
      start: codePointOffset(text, start),
      end: codePointOffset(text, end),
      value,
      confidence,
      confidence_entity: confidence,
      extractor: 'Skillet',
      ...(value === raw ? {} : { processors: ['EntitySynonymMapper'] }),
    })),
    intent_ranking: intent ? ranking : [fallback, ...ranking],
  }
}

/** As LUIS answered (version 2): `endIndex` is inclusive. */
export function luisAnswer(answer: Answer) {
  const { text, intent, entities, intent_ranking } = rasaAnswer(answer)
  const scored = ({ name, confidence }: { name: string; confidence: number }) => ({
    intent: name,
    score: confidence,
  })
  return {
    query: text,
    topScoringIntent: scored(intent),
    intents: intent_ranking.map(scored),
    entities: entities.map(({ entity, value, start, end, confidence }) => ({
      entity: value,
      type: entity,
      startIndex: start,
      endIndex: end - 1,
      score: confidence,
    })),
  }
}

/** As wit.ai answered, in the form that Rasa emulates. */
export function witAnswer(answer: Answer) {
  const { text, intent, entities } = rasaAnswer(answer)
  const byEntity: Record<string, unknown[]> = {}
  for (const { entity, value, start, end, confidence } of entities) {
    byEntity[entity] = [
      ...(byEntity[entity] ?? []),
      { confidence, type: 'value', value, start, end },
    ]
  }
  return [
    {
      _text: text,
      confidence: intent.confidence,
      intent: intent.name,
      entities: byEntity,
    },
  ]
}
