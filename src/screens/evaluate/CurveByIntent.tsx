import {
  gainsByIntent,
  type IntentGain,
  type LearningCurvePoint,
} from '@/evaluation/learning-curve'
import { useProject } from '@/store/project-store'
import { screenHref } from '@/store/route'
import { Badge } from '@/ui/Badge'
import { formatPercent } from '@/ui/charts/numbers'
import { toCsv } from '@/ui/charts/table-text'
import { Disclosure } from '@/ui/Disclosure'
import { IconButton } from '@/ui/IconButton'
import { saveText } from '@/ui/save-file'
import { Table } from '@/ui/Table'
import styles from './EvaluateScreen.module.css'

/** For which intent more data is worth it: F1 at each share, those that still rise first. */
export function CurveByIntent({ points }: { points: readonly LearningCurvePoint[] }) {
  const { id: projectId } = useProject()
  const rows = gainsByIntent(points)
  const shares = points.map(({ share }) => share)
  return (
    <Disclosure summary="For each intent">
      <div className={styles.folded}>
        <Table<IntentGain>
          caption="F1 of each intent by share of the data"
          isCaptionHidden
          rows={rows}
          rowKey={({ intent }) => intent}
          columns={[
            {
              id: 'intent',
              header: 'Intent',
              cell: ({ intent }) => (
                <a href={screenHref(projectId, 'annotate', { intent })}>{intent}</a>
              ),
            },
            ...shares.map((share, index) => ({
              id: String(share),
              header: formatPercent(share, 0),
              align: 'end' as const,
              cell: ({ steps }: IntentGain) => {
                const step = steps[index]
                return step ? (
                  <span title={`${step.utterances} learned`}>{formatPercent(step.f1, 0)}</span>
                ) : (
                  '–'
                )
              },
            })),
            {
              id: 'gain',
              header: 'Last step',
              align: 'end',
              cell: ({ lastGain }) => (
                <Badge tone={lastGain > 0.02 ? 'good' : 'neutral'}>
                  {`${lastGain >= 0 ? '+' : '−'}${formatPercent(Math.abs(lastGain), 0)}`}
                </Badge>
              ),
            },
          ]}
        />
        <IconButton
          label="Save the table as CSV"
          icon="download"
          onPress={() =>
            saveText(
              'learning-curve-intents.csv',
              toCsv([
                ['intent', 'share', 'utterances', 'f1'],
                ...rows.flatMap(({ intent, steps }) =>
                  steps.map(({ utterances, f1 }, index) => [
                    intent,
                    shares[index] ?? 0,
                    utterances,
                    f1,
                  ]),
                ),
              ]),
            )
          }
        />
      </div>
    </Disclosure>
  )
}
