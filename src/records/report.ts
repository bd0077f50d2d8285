import { z } from 'zod'
import type { JudgedUtterance, Prediction } from '@/evaluation/prediction'
import type { Report } from '@/evaluation/report'
import { knownVersion } from '@/project/known-version'
import { spanSchema } from '@/project/project'

/**
 * What a report must hold for the screens that draw it. Objects are loose: what a later build adds
 * passes through unread.
 */
const share = z.number()
const count = z.int().nonnegative()
const intervalSchema = z.looseObject({ low: share, high: share })
const scores = {
  correct: count,
  predicted: count,
  gold: count,
  precision: share,
  recall: share,
  f1: share,
}

const predictionSchema: z.ZodType<Prediction> = z.looseObject({
  text: z.string(),
  intents: z.array(z.looseObject({ intent: z.string(), probability: share })),
  spans: z.array(spanSchema.extend({ probability: share })),
  tokens: z.array(
    z.looseObject({
      start: count,
      end: count,
      slot: z.string().nullable(),
      probability: share,
    }),
  ),
})

const judgedSchema: z.ZodType<JudgedUtterance> = z.looseObject({
  utteranceId: z.string(),
  text: z.string(),
  intent: z.string(),
  spans: z.array(spanSchema),
  prediction: predictionSchema,
})

const errorSchema = z.looseObject({
  utteranceId: z.string(),
  isIntentWrong: z.boolean(),
  slotErrors: z.array(
    z.looseObject({
      kind: z.enum(['boundary', 'wrongSlot', 'missed', 'spurious']),
      gold: spanSchema.nullable(),
      predicted: spanSchema.nullable(),
      isValueSeen: z.boolean().nullable(),
    }),
  ),
  confidence: share,
  isPhraseSeen: z.boolean(),
  unseenWords: z.array(z.string()),
  neighbours: z.array(
    z.looseObject({
      utteranceId: z.string(),
      text: z.string(),
      intent: z.string().nullable(),
      similarity: share,
    }),
  ),
})

const tallySchema = z.looseObject({ count, framesRight: count })

const thresholdPointSchema = z.looseObject({
  threshold: share,
  accepted: share,
  understood: share,
  rejected: share,
})

/** The figures of a run, as they are stored. */
export const reportSchema: z.ZodType<Report> = z
  .looseObject({
    schemaVersion: knownVersion(1),
    method: z.enum(['heldOut', 'crossValidation']),
    summary: z.looseObject({
      count,
      intentAccuracy: share,
      slots: z.looseObject(scores),
      slotF1: share,
      frameAccuracy: share,
      semanticErrorRate: share,
      macroIntentF1: share,
    }),
    intervals: z.looseObject({
      intentAccuracy: intervalSchema,
      slotF1: intervalSchema,
      frameAccuracy: intervalSchema,
      semanticErrorRate: intervalSchema,
    }),
    intents: z.array(z.looseObject({ intent: z.string(), ...scores })),
    slots: z.array(
      z.looseObject({
        slot: z.string(),
        ...scores,
        boundary: count,
        wrongSlot: count,
        takenFor: z.array(z.looseObject({ slot: z.string(), count })),
        missed: count,
        spurious: count,
      }),
    ),
    confusion: z.looseObject({
      intents: z.array(z.string()),
      cells: z.array(
        z.looseObject({
          gold: z.string(),
          predicted: z.string(),
          utteranceIds: z.array(z.string()),
        }),
      ),
    }),
    reliability: z.looseObject({
      bins: z.array(
        z.looseObject({ low: share, high: share, count, confidence: share, accuracy: share }),
      ),
      calibrationError: share,
      temperature: share,
    }),
    histogram: z.array(z.looseObject({ low: share, high: share, right: count, wrong: count })),
    outOfScope: z.looseObject({
      hasOwnExamples: z.boolean(),
      tested: count,
      threshold: share,
      atThreshold: thresholdPointSchema,
      curve: z.array(thresholdPointSchema),
    }),
    errors: z.array(errorSchema),
    suspects: z.array(
      z.looseObject({
        utteranceId: z.string(),
        text: z.string(),
        intent: z.string(),
        predicted: z.string(),
        probability: share,
      }),
    ),
    learned: z.looseObject({
      count,
      byIntent: z.array(z.looseObject({ intent: z.string(), count })),
      bySlot: z.array(z.looseObject({ slot: z.string(), count })).exactOptional(),
    }),
    wording: z
      .looseObject({ fromPatterns: count, learnedWording: tallySchema, newWording: tallySchema })
      .exactOptional(),
    judged: z.array(judgedSchema),
  })
  .refine(
    ({ errors, judged }) => {
      const known = new Set(judged.map(({ utteranceId }) => utteranceId))
      return errors.every(({ utteranceId }) => known.has(utteranceId))
    },
    { path: ['errors'], message: 'an error names an utterance that was not tested' },
  )
