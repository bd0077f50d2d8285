import type { ErrorEntry, SlotError } from '@/evaluation/error-list'
import type { JudgedUtterance } from '@/evaluation/prediction'
import type { Span } from '@/project/project'
import { useProject } from '@/store/project-store'
import { screenHref } from '@/store/route'
import type { RunRecord } from '@/store/run-record'
import { slotColors } from '@/store/slot-colors'
import { Badge } from '@/ui/Badge'
import { formatCertainty, formatPercent } from '@/ui/charts/numbers'
import { TokenConfidence } from '@/ui/charts/TokenConfidence'
import { Disclosure } from '@/ui/Disclosure'
import { LinkButton } from '@/ui/LinkButton'
import { MarkedText } from '@/ui/MarkedText'
import styles from './ErrorCard.module.css'

/** One mistake: what it should be above what was said, why, and the way to mend it. */
export function ErrorCard({ error, run }: { error: ErrorEntry; run: RunRecord }) {
  const project = useProject()
  const colors = slotColors(project)
  const judged = run.report.judged.find((one) => one.utteranceId === error.utteranceId)
  if (!judged) return null
  const top = judged.prediction.intents[0]
  const isThere = project.utterances.some(({ id }) => id === error.utteranceId)
  const marks = (spans: readonly Span[]) =>
    spans.map((span) => ({ ...span, name: span.slot, color: colors.get(span.slot) ?? 0 }))
  return (
    <article className={styles.card}>
      <div className={styles.versions}>
        <Version label="Should be" intent={judged.intent} isWrong={false}>
          <MarkedText text={judged.text} marks={marks(judged.spans)} />
        </Version>
        <Version
          label="Was taken for"
          intent={top?.intent ?? '–'}
          probability={top?.probability ?? 0}
          isWrong={error.isIntentWrong}
        >
          <MarkedText text={judged.text} marks={marks(judged.prediction.spans)} />
        </Version>
      </div>
      <ul className={styles.reasons}>
        {reasonsOf(error, judged).map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
      <footer className={styles.foot}>
        <Disclosure summary="Confidence and neighbours">
          <div className={styles.details}>
            <TokenConfidence text={judged.text} tokens={judged.prediction.tokens} colors={colors} />
            <ul className={styles.neighbours}>
              {error.neighbours.map((neighbour) => (
                <li key={neighbour.utteranceId}>
                  <a
                    href={screenHref(run.projectId, 'annotate', {
                      utterance: neighbour.utteranceId,
                      ids: neighbour.utteranceId,
                      because: 'Nearest in training',
                    })}
                  >
                    <bdi>{neighbour.text}</bdi>
                  </a>
                  <Badge>{neighbour.intent ?? 'no intent'}</Badge>
                  <span className={styles.quiet}>
                    {formatPercent(neighbour.similarity, 0)} alike
                  </span>
                </li>
              ))}
            </ul>
          </div>
        </Disclosure>
        {isThere ? (
          <LinkButton
            size="small"
            icon="edit"
            href={screenHref(run.projectId, 'annotate', {
              ids: [error.utteranceId, ...error.neighbours.map((n) => n.utteranceId)].join(','),
              utterance: error.utteranceId,
              because: 'An error and its neighbours',
            })}
          >
            Mend it
          </LinkButton>
        ) : (
          <span className={styles.quiet}>no longer in the skill</span>
        )}
      </footer>
    </article>
  )
}

function Version({
  label,
  intent,
  probability,
  isWrong,
  children,
}: {
  label: string
  intent: string
  probability?: number
  isWrong: boolean
  children: React.ReactNode
}) {
  return (
    <div className={styles.version}>
      <div className={styles.label}>{label}</div>
      <div>{children}</div>
      <div className={styles.intent}>
        <Badge tone={isWrong ? 'bad' : 'neutral'}>{intent}</Badge>
        {probability !== undefined && (
          <span className={styles.quiet}>{formatCertainty(probability)} sure of the intent</span>
        )}
      </div>
    </div>
  )
}

function reasonsOf(error: ErrorEntry, { text }: JudgedUtterance): string[] {
  const said = (span: Span | null) => (span ? `“${text.slice(span.start, span.end)}”` : '')
  const reasons = error.slotErrors.map((slot) => slotReason(slot, said))
  reasons.push(
    error.isPhraseSeen
      ? 'Its wording, values aside, was in training.'
      : 'Its wording was not in training.',
  )
  if (error.unseenWords.length > 0) {
    const words = error.unseenWords.slice(0, 6).join(', ')
    reasons.push(`Never met in training: ${words}.`)
  }
  return reasons
}

function slotReason(
  { kind, gold, predicted, isValueSeen }: SlotError,
  said: (span: Span | null) => string,
): string {
  const seen = isValueSeen ? 'a value it has learned' : 'a value that it never met'
  switch (kind) {
    case 'boundary':
      return `${gold?.slot}: found ${said(predicted)} instead of ${said(gold)}, ${seen}.`
    case 'wrongSlot':
      return `${said(gold)} is ${gold?.slot}, ${seen}, but was taken for ${predicted?.slot}.`
    case 'missed':
      return `${gold?.slot} ${said(gold)} was missed, ${seen}.`
    case 'spurious':
      return `${said(predicted)} was taken for ${predicted?.slot}, but is no slot.`
  }
}
