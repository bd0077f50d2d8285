import type { ErrorEntry } from '@/evaluation/error-list'
import type { RunRecord } from '@/store/run-record'

/** Whether an error has to do with an intent or a slot, on the right or on the wrong side. */
export function isAbout(
  error: ErrorEntry,
  { report }: Pick<RunRecord, 'report'>,
  { intent, slot }: { intent?: string | undefined; slot?: string | undefined },
): boolean {
  if (slot !== undefined) {
    return error.slotErrors.some(
      ({ gold, predicted }) => gold?.slot === slot || predicted?.slot === slot,
    )
  }
  if (intent === undefined) return true
  const judged = report.judged.find(({ utteranceId }) => utteranceId === error.utteranceId)
  const said = judged?.prediction.intents[0]?.intent
  return error.isIntentWrong && (judged?.intent === intent || said === intent)
}
