import { useState } from 'react'
import type { Prediction } from '@/evaluation/prediction'
import { linesToTexts } from '@/project/edits'
import { predict, usePredictionStore } from '@/store/prediction-store'
import { addTexts } from '@/store/project-actions'
import { useProject } from '@/store/project-store'
import type { RunRecord } from '@/store/run-record'
import { slotColors } from '@/store/slot-colors'
import { Badge } from '@/ui/Badge'
import { Button } from '@/ui/Button'
import { countOf, formatPercent } from '@/ui/charts/numbers'
import { toCsv } from '@/ui/charts/table-text'
import { MarkedText } from '@/ui/MarkedText'
import { Panel } from '@/ui/Panel'
import { saveText } from '@/ui/save-file'
import { Table } from '@/ui/Table'
import { TextArea } from '@/ui/TextArea'
import { showToast } from '@/ui/toasts'
import styles from './TryScreen.module.css'

/** Many lines at once, the least sure first: what to annotate next. */
export function BatchPanel({ run }: { run: RunRecord }) {
  const colors = slotColors(useProject())
  const isReady = usePredictionStore((state) => state.models[run.id]?.kind === 'ready')
  const [pasted, setPasted] = useState('')
  const [answers, setAnswers] = useState<{ predictions: Prediction[]; elapsedMs: number } | null>(
    null,
  )
  const texts = linesToTexts(pasted)
  const sorted = answers?.predictions.toSorted((a, b) => sureness(a) - sureness(b)) ?? []
  return (
    <div className={styles.stack}>
      <TextArea
        label="One utterance a line"
        rows={7}
        value={pasted}
        onChange={setPasted}
        description="What people really said is the best material. It stays on this device."
      />
      <div className={styles.tools}>
        <Button
          kind="primary"
          icon="play"
          isDisabled={!isReady || texts.length === 0}
          onPress={async () => setAnswers(await predict(run.id, texts))}
        >
          Understand {countOf(texts.length, 'line')}
        </Button>
        {answers && (
          <>
            <Button icon="download" onPress={() => saveText('predictions.csv', csvOf(sorted))}>
              CSV
            </Button>
            <Button
              icon="add"
              onPress={() => {
                const { added } = addTexts(texts, null)
                showToast(`Added ${countOf(added, 'utterance')}, to be annotated.`, {
                  tone: 'good',
                })
              }}
            >
              Add all, to annotate
            </Button>
          </>
        )}
      </div>
      {answers && (
        <Panel
          title={`Least sure first · ${answers.elapsedMs.toFixed(0)} ms for ${answers.predictions.length}`}
        >
          <Table<Prediction>
            caption="What was understood"
            isCaptionHidden
            rows={sorted}
            rowKey={({ text }) => text}
            columns={[
              {
                id: 'text',
                header: 'Utterance',
                cell: ({ text, spans }) => (
                  <MarkedText
                    text={text}
                    marks={spans.map((span) => ({
                      ...span,
                      name: span.slot,
                      color: colors.get(span.slot) ?? 0,
                    }))}
                  />
                ),
              },
              {
                id: 'intent',
                header: 'Intent',
                cell: ({ intents }) => <Badge>{intents[0]?.intent}</Badge>,
              },
              {
                id: 'sure',
                header: 'Sure',
                align: 'end',
                cell: ({ intents }) => formatPercent(intents[0]?.probability ?? 0, 0),
              },
            ]}
          />
        </Panel>
      )}
    </div>
  )
}

function sureness({ intents, tokens }: Prediction): number {
  return Math.min(intents[0]?.probability ?? 0, ...tokens.map(({ probability }) => probability))
}

function csvOf(predictions: readonly Prediction[]): string {
  return toCsv([
    ['utterance', 'intent', 'confidence', 'slots'],
    ...predictions.map(({ text, intents, spans }) => [
      text,
      intents[0]?.intent ?? '',
      intents[0]?.probability ?? 0,
      spans.map(({ slot, start, end }) => `${slot}=${text.slice(start, end)}`).join('; '),
    ]),
  ])
}
