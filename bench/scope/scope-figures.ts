/** How well confidence tells a skill's own utterances from strangers: areas under the ROC, thresholds, calibration. */
import {
  expectedCalibrationError,
  fitTemperature,
  reliabilityBins,
  temperatureAfterMore,
  withTemperature,
} from '@/evaluation/calibration'
import {
  chooseThreshold,
  type ScopeJudgement,
  STRANGERS_SHARE,
  thresholdPoint,
} from '@/evaluation/out-of-scope'
import { softmax } from '@/model/decoding'
import { scopeOfCounts } from '@/model/scope'
import { type AskedSkill, type AskedText, REPORT_LEARNS } from './ask-skill'

/** `softmax`: the largest probability alone. `confidence`: times how likely the text is the skill's at all, as a model answers. */
const MEASURES = ['softmax', 'confidence'] as const
type Measure = (typeof MEASURES)[number]

/** Figures of one measure; shares from 0 to 1. */
export type ScopeFigures = {
  /** Area under the ROC against utterances of other skills, and against general strangers. */
  areaOthers: number
  areaGeneral: number
  /** Strangers turned away by the threshold that loses 5% of the skill's own. */
  awayOthers: number
  awayGeneral: number
  /** By the threshold that the app proposes: own utterances turned away, own understood rightly, strangers turned away. */
  lost: number
  understood: number
  rejected: number
  /** Expected calibration error on the skill's own, and with strangers among them. */
  ownError: number
  mixedError: number
}

/** Share of a skill's own utterances that may be lost. */
const LOST = 0.05

/** The figures of one skill by one measure. */
export function scopeFigures({ report, final }: AskedSkill, measure: Measure): ScopeFigures {
  const temperature = fitTemperature(
    report.validation.map(({ logits, intent }) => ({
      intent: String(intent),
      intents: scoresOf(logits),
    })),
  )
  const afterAll = temperatureAfterMore(temperature, { before: REPORT_LEARNS, now: 1 })
  const judgeAt =
    (temperature: number) =>
    (text: AskedText): ScopeJudgement => {
      const scores = withTemperature(scoresOf(text.logits), temperature)
      const best = scores.reduce((most, one) => (one.probability > most.probability ? one : most))
      const { words, known, logits } = text
      const scope =
        measure === 'softmax' ? 1 : scopeOfCounts(logits, { words, unknown: words - known })
      return {
        isInScope: text.intent >= 0,
        isRight: best.intent === String(text.intent),
        isRejected: false,
        confidence: scope * best.probability,
      }
    }
  const [own, others, general] = [final.test, final.others, final.general].map((texts) =>
    texts.map(judgeAt(afterAll)),
  ) as [ScopeJudgement[], ScopeJudgement[], ScopeJudgement[]]
  // An intent that was not learned is nobody's: its utterances are left out of what is the skill's own.
  const mine = own.filter(({ isInScope }) => isInScope)
  // As the report does: every other probe picks the threshold.
  const threshold = chooseThreshold(
    [...report.validation, ...report.probes.filter((_, index) => index % 2 === 0)].map(
      judgeAt(temperature),
    ),
  )
  const strangers = [...others, ...general]
  const point = thresholdPoint([...mine, ...strangers], threshold)
  const mixed = Math.round((mine.length * STRANGERS_SHARE) / (1 - STRANGERS_SHARE))
  const step = strangers.length / Math.max(1, mixed)
  const some = Array.from({ length: mixed }, (_, index) => strangers[Math.floor(index * step)]!)
  return {
    areaOthers: areaUnderRoc(mine, others),
    areaGeneral: areaUnderRoc(mine, general),
    awayOthers: turnedAway(mine, others),
    awayGeneral: turnedAway(mine, general),
    lost: 1 - point.accepted,
    understood: point.understood,
    rejected: point.rejected,
    ownError: calibrationError(mine),
    mixedError: calibrationError([...mine, ...some]),
  }
}

/** Probability that one of the first is surer than one of the second; equal ones count half. */
export function areaUnderRoc(
  own: readonly { confidence: number }[],
  strangers: readonly { confidence: number }[],
): number {
  let wins = 0
  for (const { confidence } of own) {
    for (const stranger of strangers) {
      wins += confidence > stranger.confidence ? 1 : confidence === stranger.confidence ? 0.5 : 0
    }
  }
  return wins / Math.max(1, own.length * strangers.length)
}

/** Share of the strangers below the confidence that `LOST` of the skill's own are below. */
export function turnedAway(
  own: readonly { confidence: number }[],
  strangers: readonly { confidence: number }[],
): number {
  const sorted = own.map(({ confidence }) => confidence).sort((a, b) => a - b)
  const least = sorted[Math.floor(LOST * sorted.length)] ?? 0
  const away = strangers.filter(({ confidence }) => confidence < least)
  return away.length / Math.max(1, strangers.length)
}

/** The table: means over the skills, both measures. */
export function scopeMarkdown(skills: readonly AskedSkill[]): string {
  const lines = MEASURES.map((measure) => {
    const figures = skills.map((skill) => scopeFigures(skill, measure))
    const mean = (name: keyof ScopeFigures) =>
      (figures.reduce((sum, one) => sum + one[name], 0) / Math.max(1, figures.length)).toFixed(3)
    const cells = [
      `${mean('areaOthers')} / ${mean('areaGeneral')}`,
      `${mean('awayOthers')} / ${mean('awayGeneral')}`,
      mean('lost'),
      mean('understood'),
      mean('rejected'),
      `${mean('ownError')} / ${mean('mixedError')}`,
    ]
    const title = measure === 'softmax' ? 'largest softmax' : "**Skillet's confidence**"
    return `| ${title} | ${cells.join(' | ')} |`
  })
  return [
    `| ${skills.length} skills | area under the ROC: others / general | turned away at 5% lost: others / general | at the proposed threshold: own lost | own understood | strangers turned away | calibration error: own / with a fifth of strangers |`,
    '|---|---|---|---|---|---|---|',
    ...lines,
  ].join('\n')
}

function scoresOf(logits: readonly number[]) {
  return [...softmax(Float32Array.from(logits))].map((probability, index) => ({
    intent: String(index),
    probability,
  }))
}

function calibrationError(judged: readonly ScopeJudgement[]): number {
  return expectedCalibrationError(
    reliabilityBins(
      judged.map(({ confidence, isRight }) => ({ probability: confidence, isRight })),
    ),
  )
}
