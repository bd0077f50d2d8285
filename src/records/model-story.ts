/** How a model was made and what it is worth, as its file tells it. */
import type { Report } from '@/evaluation/report'
import { SKILLET_VERSION } from '@/project/skillet-version'
import type { ModelStory } from './model-file'

/** Makes a story of a report. */
export function modelStory(options: {
  report: Pick<Report, 'summary' | 'intervals' | 'judged'>
  /** Milliseconds since 1970; of them only the day is told. */
  madeAt: number
  /** Of the skill's utterances (`data-fingerprint.ts`). */
  fingerprint: string
  /** How many utterances the model that answers has learned from. */
  learned: number
}): ModelStory {
  const { report, madeAt, fingerprint, learned } = options
  const { summary, intervals, judged } = report
  const scoreOf = (name: keyof typeof intervals) => ({ value: summary[name], ...intervals[name] })
  return {
    createdAt: new Date(madeAt).toISOString().slice(0, 10),
    skillet: SKILLET_VERSION,
    fingerprint,
    learned,
    tested: judged.length,
    scores:
      judged.length === 0
        ? null
        : {
            intentAccuracy: scoreOf('intentAccuracy'),
            slotF1: scoreOf('slotF1'),
            frameAccuracy: scoreOf('frameAccuracy'),
            semanticErrorRate: scoreOf('semanticErrorRate'),
          },
  }
}
