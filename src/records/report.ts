import * as v from 'valibot'
import type { JudgedUtterance, Prediction } from '@/evaluation/prediction'
import type { Report } from '@/evaluation/report'
import { knownVersion } from '@/project/known-version'
import { spanSchema } from '@/project/project'
import { count, finite } from '@/project/schema-parts'

/**
 * What a report must hold for the screens that draw it. Objects are loose: what a later build adds
 * passes through unread.
 */
const share = finite
const intervalSchema = v.looseObject({ low: share, high: share })
const scores = {
  correct: count,
  predicted: count,
  gold: count,
  precision: share,
  recall: share,
  f1: share,
}

const predictionSchema: v.GenericSchema<unknown, Prediction> = v.looseObject({
  text: v.string(),
  intents: v.array(v.looseObject({ intent: v.string(), probability: share })),
  spans: v.array(v.object({ ...spanSchema.entries, probability: share })),
  tokens: v.array(
    v.looseObject({
      start: count,
      end: count,
      slot: v.nullable(v.string()),
      probability: share,
    }),
  ),
})

const judgedSchema: v.GenericSchema<unknown, JudgedUtterance> = v.looseObject({
  utteranceId: v.string(),
  text: v.string(),
  intent: v.string(),
  spans: v.array(spanSchema),
  prediction: predictionSchema,
})

const errorSchema = v.looseObject({
  utteranceId: v.string(),
  isIntentWrong: v.boolean(),
  slotErrors: v.array(
    v.looseObject({
      kind: v.picklist(['boundary', 'wrongSlot', 'missed', 'spurious']),
      gold: v.nullable(spanSchema),
      predicted: v.nullable(spanSchema),
      isValueSeen: v.nullable(v.boolean()),
    }),
  ),
  confidence: share,
  isPhraseSeen: v.boolean(),
  unseenWords: v.array(v.string()),
  neighbours: v.array(
    v.looseObject({
      utteranceId: v.string(),
      text: v.string(),
      intent: v.nullable(v.string()),
      similarity: share,
    }),
  ),
})

const tallySchema = v.looseObject({ count, framesRight: count })

const thresholdPointSchema = v.looseObject({
  threshold: share,
  accepted: share,
  understood: share,
  rejected: share,
})

/** The figures of a run, as they are stored. */
export const reportSchema: v.GenericSchema<unknown, Report> = v.pipe(
  v.looseObject({
    schemaVersion: knownVersion(1),
    method: v.picklist(['heldOut', 'crossValidation']),
    summary: v.looseObject({
      count,
      intentAccuracy: share,
      slots: v.looseObject(scores),
      slotF1: share,
      frameAccuracy: share,
      semanticErrorRate: share,
      macroIntentF1: share,
    }),
    intervals: v.looseObject({
      intentAccuracy: intervalSchema,
      slotF1: intervalSchema,
      frameAccuracy: intervalSchema,
      semanticErrorRate: intervalSchema,
    }),
    intents: v.array(v.looseObject({ intent: v.string(), ...scores })),
    slots: v.array(
      v.looseObject({
        slot: v.string(),
        ...scores,
        boundary: count,
        wrongSlot: count,
        takenFor: v.array(v.looseObject({ slot: v.string(), count })),
        missed: count,
        spurious: count,
      }),
    ),
    confusion: v.looseObject({
      intents: v.array(v.string()),
      cells: v.array(
        v.looseObject({
          gold: v.string(),
          predicted: v.string(),
          utteranceIds: v.array(v.string()),
        }),
      ),
    }),
    reliability: v.looseObject({
      bins: v.array(
        v.looseObject({ low: share, high: share, count, confidence: share, accuracy: share }),
      ),
      calibrationError: share,
      temperature: share,
    }),
    histogram: v.array(v.looseObject({ low: share, high: share, right: count, wrong: count })),
    outOfScope: v.looseObject({
      hasOwnExamples: v.boolean(),
      tested: count,
      threshold: share,
      atThreshold: thresholdPointSchema,
      curve: v.array(thresholdPointSchema),
    }),
    errors: v.array(errorSchema),
    suspects: v.array(
      v.looseObject({
        utteranceId: v.string(),
        text: v.string(),
        intent: v.string(),
        predicted: v.string(),
        probability: share,
      }),
    ),
    learned: v.looseObject({
      count,
      byIntent: v.array(v.looseObject({ intent: v.string(), count })),
      bySlot: v.exactOptional(v.array(v.looseObject({ slot: v.string(), count }))),
    }),
    wording: v.exactOptional(
      v.looseObject({ fromPatterns: count, learnedWording: tallySchema, newWording: tallySchema }),
    ),
    judged: v.array(judgedSchema),
  }),
  v.forward(
    v.check(({ errors, judged }) => {
      const known = new Set(judged.map(({ utteranceId }) => utteranceId))
      return errors.every(({ utteranceId }) => known.has(utteranceId))
    }, 'an error names an utterance that was not tested'),
    ['errors'],
  ),
)
