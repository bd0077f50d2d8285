import { settingsOfRun } from '@/store/run-length'
import type { RunRecord } from '@/store/run-record'
import { useTrainingStore } from '@/store/training-store'
import { IconButton } from '@/ui/IconButton'
import { Menu } from '@/ui/Menu'
import { saveText } from '@/ui/save-file'
import { confusionCsv, intentsCsv, predictionsCsv, runsCsv, slotsCsv } from './report-csv'

/** Every number of the report, to take elsewhere. */
export function ExportMenu({ run }: { run: RunRecord }) {
  const name = `run-${run.number}`
  return (
    <Menu
      label="Take the numbers along"
      trigger={
        <IconButton label="Take the numbers along" icon="download" data-command="evaluate.files" />
      }
      entries={[
        {
          kind: 'action',
          id: 'json',
          label: 'Whole report (JSON)',
          icon: 'download',
          run: () =>
            saveText(
              `${name}-report.json`,
              JSON.stringify({ settings: settingsOfRun(run), report: run.report }, null, 2),
            ),
        },
        {
          kind: 'action',
          id: 'intents',
          label: 'Intents (CSV)',
          icon: 'download',
          run: () => saveText(`${name}-intents.csv`, intentsCsv(run)),
        },
        {
          kind: 'action',
          id: 'slots',
          label: 'Slots (CSV)',
          icon: 'download',
          run: () => saveText(`${name}-slots.csv`, slotsCsv(run)),
        },
        {
          kind: 'action',
          id: 'predictions',
          label: 'Predictions (CSV)',
          icon: 'download',
          run: () => saveText(`${name}-predictions.csv`, predictionsCsv(run)),
        },
        {
          kind: 'action',
          id: 'confusion',
          label: 'Confusion matrix (CSV)',
          icon: 'download',
          run: () => saveText(`${name}-confusion.csv`, confusionCsv(run)),
        },
        {
          kind: 'action',
          id: 'runs',
          label: 'All runs, a row each (CSV)',
          icon: 'download',
          run: () => saveText('runs.csv', runsCsv(useTrainingStore.getState().runs)),
        },
      ]}
    />
  )
}
