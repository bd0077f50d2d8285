import type { CSSProperties } from 'react'
import { type RunRecord, runTitle } from '@/store/run-record'
import styles from './ChartRuns.module.css'
import { MOST_ARMS } from './curve-lines'

/** Which runs are drawn; each that is shows the colour of its lines. */
export function ChartRuns({
  runs,
  chosen,
  colorOf,
  onChange,
}: {
  runs: readonly RunRecord[]
  chosen: readonly string[]
  colorOf: (runId: string) => string | null
  onChange: (runIds: string[]) => void
}) {
  const isFull = chosen.length >= MOST_ARMS
  return (
    <fieldset className={styles.runs}>
      <legend className={styles.legend}>Runs in the chart</legend>
      {runs.toReversed().map((run) => {
        const isChosen = chosen.includes(run.id)
        return (
          <label key={run.id} className={styles.run}>
            <input
              type="checkbox"
              checked={isChosen}
              disabled={!isChosen && isFull}
              onChange={() =>
                onChange(isChosen ? chosen.filter((id) => id !== run.id) : [...chosen, run.id])
              }
            />
            <span
              className={styles.swatch}
              style={{ '--swatch': `var(${colorOf(run.id) ?? '--line'})` } as CSSProperties}
            />
            {runTitle(run)}
          </label>
        )
      })}
      {isFull && <span className={styles.note}>More cannot be told apart.</span>}
    </fieldset>
  )
}
