import { EXPLANATIONS } from '@/evaluation/explanations'
import { summaryFigures } from '@/evaluation/tested-figures'
import { BEST_RUN_WORDS, type BestRun } from '@/store/best-run'
import { type RunRecord, runTitle } from '@/store/run-record'
import { Badge } from '@/ui/Badge'
import { countOf, formatPercent } from '@/ui/charts/numbers'
import { Term } from '@/ui/Term'
import styles from './ExportScreen.module.css'

/** The runs that have a model, newest first, each with its scores. */
export function RunChoice({
  runs,
  best,
  chosen,
  onChoose,
}: {
  runs: readonly RunRecord[]
  best: BestRun<RunRecord>
  chosen: string
  onChoose: (id: string) => void
}) {
  return (
    <fieldset className={styles.runs}>
      <legend className={styles.legend}>Which model?</legend>
      <p className={styles.figures}>
        How many of the utterances kept back for its test were{' '}
        <Term about={EXPLANATIONS.frames}>understood whole</Term>, how many{' '}
        <Term about={EXPLANATIONS.intents}>intents</Term> were right, and by{' '}
        <Term about={EXPLANATIONS.slotF1}>slot F1</Term> how well slots were found.
      </p>
      <div className={styles.choices}>
        {runs.toReversed().map((run) => (
          <label key={run.id} className={styles.run}>
            <input
              type="radio"
              name="run"
              checked={run.id === chosen}
              onChange={() => onChoose(run.id)}
            />
            <div className={styles.runWords}>
              <strong>{runTitle(run)}</strong>
              <span>{scoresOf(run)}</span>
              {run.id === best.run.id && best.because !== 'only' && (
                <Badge tone="good">{BEST_RUN_WORDS[best.because]}</Badge>
              )}
            </div>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

function scoresOf({ report: { summary } }: RunRecord): string {
  const { frameAccuracy, intentAccuracy, slotF1 } = summaryFigures(summary)
  if (frameAccuracy === null) return 'not tested'
  const parts = [
    `${formatPercent(frameAccuracy)} understood whole`,
    `intents ${formatPercent(intentAccuracy)}`,
    `slot F1 ${formatPercent(slotF1)}`,
    `of ${countOf(summary.count, 'tested utterance')}`,
  ]
  return parts.join(' · ')
}
