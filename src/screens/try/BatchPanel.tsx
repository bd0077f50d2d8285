import { useState } from 'react'
import type { Prediction } from '@/evaluation/prediction'
import { linesToTexts } from '@/project/edits'
import { predictMany, usePredictionStore } from '@/store/prediction-store'
import { addTexts } from '@/store/project-actions'
import { useProject } from '@/store/project-store'
import { type RunRecord, thresholdOf } from '@/store/run-record'
import { slotColors } from '@/store/slot-colors'
import { Badge } from '@/ui/Badge'
import { Button } from '@/ui/Button'
import { countOf, formatCertainty } from '@/ui/charts/numbers'
import { toCsv } from '@/ui/charts/table-text'
import { MarkedText } from '@/ui/MarkedText'
import { Panel } from '@/ui/Panel'
import { ProgressBar } from '@/ui/ProgressBar'
import { saveText } from '@/ui/save-file'
import { Table } from '@/ui/Table'
import { TextArea } from '@/ui/TextArea'
import { showToast } from '@/ui/toasts'
import { isTurnedAway } from './response-json'
import styles from './TryScreen.module.css'

/** More rows than anybody reads. */
const SHOWN = 200

/** Many lines at once, the least sure first: what to annotate next. */
export function BatchPanel({ run }: { run: RunRecord }) {
  const project = useProject()
  const colors = slotColors(project)
  const isReady = usePredictionStore((state) => state.models[run.id]?.kind === 'ready')
  const [pasted, setPasted] = useState('')
  const [answers, setAnswers] = useState<{ predictions: Prediction[]; elapsedMs: number } | null>(
    null,
  )
  const [progress, setProgress] = useState<{ done: number; stop: () => void } | null>(null)
  const texts = linesToTexts(pasted)
  const sorted = answers?.predictions.toSorted((a, b) => sureness(a) - sureness(b)) ?? []
  const isAway = (prediction: Prediction) => isTurnedAway(prediction, project, thresholdOf(run))
  const understand = async () => {
    const controller = new AbortController()
    const stop = () => controller.abort()
    setProgress({ done: 0, stop })
    setAnswers(
      await predictMany(run.id, texts, {
        signal: controller.signal,
        onProgress: (done) => setProgress({ done, stop }),
      }),
    )
    setProgress(null)
  }
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
          isDisabled={!isReady || texts.length === 0 || progress !== null}
          onPress={() => void understand()}
        >
          Understand {countOf(texts.length, 'line')}
        </Button>
        {answers && (
          <>
            <Button
              icon="download"
              onPress={() => saveText('predictions.csv', csvOf(sorted, isAway))}
            >
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
      {progress && texts.length > 0 && (
        <div className={styles.progress}>
          <ProgressBar
            label="Understanding"
            value={progress.done / texts.length}
            note={`${progress.done} of ${texts.length}`}
          />
          <Button size="small" icon="stop" onPress={progress.stop}>
            Stop
          </Button>
        </div>
      )}
      {answers && (
        <Panel
          title={`Least sure first · ${countOf(sorted.filter(isAway).length, 'line')} of ${answers.predictions.length} not understood · ${answers.elapsedMs.toFixed(0)} ms`}
        >
          <Table<Prediction>
            caption="What was understood"
            isCaptionHidden
            rows={sorted.slice(0, SHOWN)}
            rowKey={({ text }) => text}
            columns={[
              {
                id: 'text',
                header: 'Utterance',
                cell: (prediction) => (
                  <MarkedText
                    text={prediction.text}
                    marks={(isAway(prediction) ? [] : prediction.spans).map((span) => ({
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
                cell: (prediction) => (
                  <Badge tone={isAway(prediction) ? 'warn' : 'neutral'}>
                    {isAway(prediction) ? 'not understood' : prediction.intents[0]?.intent}
                  </Badge>
                ),
              },
              {
                id: 'sure',
                header: 'Sure',
                align: 'end',
                cell: ({ intents }) => formatCertainty(intents[0]?.probability ?? 0),
              },
            ]}
          />
          {sorted.length > SHOWN && (
            <p className={styles.quiet}>
              The {SHOWN} least sure of {sorted.length}; the CSV holds all.
            </p>
          )}
        </Panel>
      )}
    </div>
  )
}

function sureness({ intents, tokens }: Prediction): number {
  return Math.min(intents[0]?.probability ?? 0, ...tokens.map(({ probability }) => probability))
}

/** What is not understood has neither intent nor slots. */
function csvOf(
  predictions: readonly Prediction[],
  isAway: (prediction: Prediction) => boolean,
): string {
  return toCsv([
    ['utterance', 'intent', 'confidence', 'slots'],
    ...predictions.map((prediction) => {
      const { text, intents, spans } = prediction
      const confidence = intents[0]?.probability ?? 0
      if (isAway(prediction)) return [text, '', confidence, '']
      const slots = spans.map(({ slot, start, end }) => `${slot}=${text.slice(start, end)}`)
      return [text, intents[0]?.intent ?? '', confidence, slots.join('; ')]
    }),
  ])
}
