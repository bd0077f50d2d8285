import { meantWords } from '@/evaluation/meant-words'
import type { Prediction } from '@/evaluation/prediction'
import { foldWords, resolveValue } from '@/project/resolve-value'
import { useProject } from '@/store/project-store'
import { type RunRecord, runTitle, thresholdOf } from '@/store/run-record'
import { slotColors } from '@/store/slot-colors'
import { Badge } from '@/ui/Badge'
import { IntentShares } from '@/ui/charts/IntentShares'
import { formatCertainty, formatPercent } from '@/ui/charts/numbers'
import { TokenConfidence } from '@/ui/charts/TokenConfidence'
import { MarkedText } from '@/ui/MarkedText'
import { Panel } from '@/ui/Panel'
import styles from './Answer.module.css'
import { isTurnedAway } from './response-json'

/** What a model says of a text. */
export function Answer({
  run,
  prediction,
  isNamed,
}: {
  run: RunRecord
  prediction: Prediction
  isNamed: boolean
}) {
  const project = useProject()
  const colors = slotColors(project)
  const { text, intents, spans, tokens } = prediction
  const threshold = thresholdOf(run)
  const best = intents[0]
  const isUnsure = best !== undefined && best.probability < threshold
  const isRejected = isTurnedAway(prediction, project, threshold)
  const slots = isRejected ? [] : spans
  const verdict = isRejected ? 'Not understood' : 'Understood as'
  return (
    <Panel
      title={isNamed ? `${runTitle(run)}: ${verdict.toLowerCase()}` : verdict}
      actions={
        isRejected && (
          <Badge tone="warn">
            {isUnsure ? `below the threshold of ${formatPercent(threshold, 0)}` : 'out of scope'}
          </Badge>
        )
      }
    >
      <div className={styles.answer}>
        <p aria-live="polite" className={styles.text}>
          <span className="visually-hidden">{isRejected ? verdict : best?.intent}: </span>
          <MarkedText
            text={text}
            size="large"
            marks={slots.map((span) => ({
              ...span,
              name: span.slot,
              color: colors.get(span.slot) ?? 0,
              note: `${span.slot}, ${formatCertainty(span.probability)} sure of this slot`,
            }))}
          />
        </p>
        <SlipsRead prediction={prediction} />
        {isRejected && best && (
          <p className={styles.quiet}>
            {isUnsure
              ? 'An application gets no intent and no slots. The nearest would have been:'
              : `${best.intent} gathers what the skill does not do: an application gets no intent.`}
          </p>
        )}
        <IntentShares intents={intents} />
        {slots.length > 0 && (
          <dl className={styles.slots}>
            {slots.map((span) => {
              const words = text.slice(span.start, span.end)
              const meant = meantWords(prediction, span)
              const { value, type } = resolveValue(project, span.slot, words, meant)
              const isOtherwise = value !== null && foldWords(value) !== foldWords(words)
              return (
                <div key={span.start} data-slot-color={colors.get(span.slot) ?? 0}>
                  <dt className={styles.slot}>{span.slot}</dt>
                  <dd>
                    {words}
                    {isOtherwise && <> → {value}</>}{' '}
                    <span className={styles.quiet}>
                      {value === null && type !== '' && !type.startsWith('AMAZON.')
                        ? 'not in the list'
                        : ''}
                    </span>
                  </dd>
                </div>
              )
            })}
          </dl>
        )}
        <TokenConfidence text={text} tokens={tokens} colors={colors} />
      </div>
    </Panel>
  )
}

/** Which words were taken for slips of the fingers, and for which words: nothing is read otherwise in silence. */
function SlipsRead({ prediction: { text, tokens } }: { prediction: Prediction }) {
  const slips = tokens.filter(({ meant }) => meant !== undefined)
  if (slips.length === 0) return null
  return (
    <p className={styles.quiet}>
      Read with slips of the fingers put right:{' '}
      {slips.map(({ start, end, meant }) => `${text.slice(start, end)} → ${meant}`).join(', ')}.
    </p>
  )
}
