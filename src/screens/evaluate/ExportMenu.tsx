import type { RunRecord } from '@/store/run-record'
import { toCsv } from '@/ui/charts/table-text'
import { IconButton } from '@/ui/IconButton'
import { Menu } from '@/ui/Menu'
import { saveText } from '@/ui/save-file'

/** Every number of the report, to take elsewhere. */
export function ExportMenu({ run }: { run: RunRecord }) {
  const name = `run-${run.number}`
  return (
    <Menu
      label="Take the numbers along"
      trigger={<IconButton label="Take the numbers along" icon="download" />}
      entries={[
        {
          kind: 'action',
          id: 'json',
          label: 'Whole report (JSON)',
          icon: 'download',
          run: () =>
            saveText(
              `${name}-report.json`,
              JSON.stringify({ settings: run.settings, report: run.report }, null, 2),
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
      ]}
    />
  )
}

function intentsCsv({ report }: RunRecord): string {
  return toCsv([
    ['intent', 'precision', 'recall', 'f1', 'correct', 'predicted', 'gold'],
    ...report.intents.map((row) => [
      row.intent,
      row.precision,
      row.recall,
      row.f1,
      row.correct,
      row.predicted,
      row.gold,
    ]),
  ])
}

function slotsCsv({ report }: RunRecord): string {
  return toCsv([
    [
      'slot',
      'precision',
      'recall',
      'f1',
      'exact',
      'predicted',
      'gold',
      'boundary',
      'wrong_slot',
      'missed',
      'spurious',
    ],
    ...report.slots.map((row) => [
      row.slot,
      row.precision,
      row.recall,
      row.f1,
      row.correct,
      row.predicted,
      row.gold,
      row.boundary,
      row.wrongSlot,
      row.missed,
      row.spurious,
    ]),
  ])
}

function predictionsCsv({ report }: RunRecord): string {
  const spans = (text: string, list: readonly { start: number; end: number; slot: string }[]) =>
    list.map(({ start, end, slot }) => `${slot}=${text.slice(start, end)}`).join('; ')
  return toCsv([
    ['utterance', 'intent', 'predicted_intent', 'probability', 'slots', 'predicted_slots'],
    ...report.judged.map(({ text, intent, spans: gold, prediction }) => [
      text,
      intent,
      prediction.intents[0]?.intent ?? '',
      prediction.intents[0]?.probability ?? 0,
      spans(text, gold),
      spans(text, prediction.spans),
    ]),
  ])
}
