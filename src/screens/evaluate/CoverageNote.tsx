import { coverageOf, sayTested } from '@/evaluation/coverage'
import { describeWording } from '@/evaluation/wording'
import type { RunRecord } from '@/store/run-record'
import { Callout } from '@/ui/Callout'
import { countOf } from '@/ui/charts/numbers'
import styles from './EvaluateScreen.module.css'

/** So many names are read; the table has them all. */
const MOST_NAMES = 12

/** What the figures are of, and what nobody has tested. */
export function CoverageNote({
  run,
  declaredSlots,
}: {
  run: RunRecord
  declaredSlots: readonly string[]
}) {
  const { report } = run
  const { intents, slots } = coverageOf(report, declaredSlots)
  const wording = report.wording ? describeWording(report.wording) : ''
  const isWhole = intents.untested.length === 0 && slots.untested.length === 0
  const sides = [
    `${sayTested(intents, 'intent')} tested`,
    ...(slots.total > 0 ? [`${sayTested(slots, 'slot')} tested`] : []),
  ].join(', ')
  return (
    <>
      {!isWhole && (
        <Callout tone="warn" title={`${sides}, on ${countOf(report.summary.count, 'utterance')}`}>
          Nothing is known of the others.
          {intents.untested.length > 0 && ` Intents: ${namesOf(intents.untested)}.`}
          {slots.untested.length > 0 && ` Slots: ${namesOf(slots.untested)}.`}
        </Callout>
      )}
      {isWhole && report.summary.count > 0 && <p className={styles.lead}>{capital(sides)}.</p>}
      {wording !== '' && <p className={styles.lead}>{wording}</p>}
    </>
  )
}

function namesOf(untested: readonly { name: string; learned: number }[]): string {
  const names = untested
    .slice(0, MOST_NAMES)
    .map(({ name, learned }) => (learned === 0 ? `${name} (no utterances)` : name))
  const more = untested.length - names.length
  return `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
