/** What a model's answer means to an application: not understood, or an intent with its slots resolved. */
import { meantWords } from '@/evaluation/meant-words'
import type { Prediction } from '@/evaluation/prediction'
import { type AnswerRules, understoodIntent } from '@/evaluation/understanding'
import { findValues } from '@/project/resolve-value'
import type { SkillFacts } from '@/project/skill-facts'
import type { SlotUnderstanding, Understanding } from './public-types'

/** Alternatives below it are left out. */
export const LEAST_SHARE = 0.01

/** Reads a prediction by a skill's rules. */
export function understand(
  prediction: Prediction,
  skill: SkillFacts,
  rules: AnswerRules,
): Understanding {
  const { text, intents, spans } = prediction
  if (text.trim() === '') return { text, intent: null, alternatives: [], slots: [] }
  const alternatives = intents
    .filter(({ probability }, place) => place === 0 || probability > LEAST_SHARE)
    .map(({ intent, probability }) => ({ name: intent, confidence: probability }))
  const best = understoodIntent(prediction, rules)
  if (!best) return { text, intent: null, alternatives, slots: [] }
  const declared = skill.intents.find(({ name }) => name === best.intent)?.slots
  const slots = spans.map((span): SlotUnderstanding => {
    const { slot, start, end, probability } = span
    const raw = text.slice(start, end)
    const type = declared?.find(({ name }) => name === slot)?.type ?? ''
    const listed = skill.types.find(({ name }) => name === type)?.values ?? []
    const values = findValues(listed, raw, meantWords(prediction, span)).map(({ value }) => value)
    return {
      slot,
      type,
      raw,
      value: values[0] ?? raw,
      values,
      start,
      end,
      confidence: probability,
    }
  })
  return { text, intent: { name: best.intent, confidence: best.probability }, alternatives, slots }
}
