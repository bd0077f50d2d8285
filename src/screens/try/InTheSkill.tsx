import { hasReading, type Reading } from '@/project/corrections'
import type { Utterance } from '@/project/project'
import { useProject } from '@/store/project-store'
import { replaceLabels } from '@/store/run-actions'
import { slotColors } from '@/store/slot-colors'
import { undoOffer } from '@/store/undo-offer'
import { Badge } from '@/ui/Badge'
import { Button } from '@/ui/Button'
import { Callout } from '@/ui/Callout'
import { MarkedText } from '@/ui/MarkedText'
import { showToast } from '@/ui/toasts'
import styles from './CorrectionPanel.module.css'

/** How the skill itself labels the text, beside the reading above: taking that one is a choice of its own. */
export function InTheSkill({ utterance, reading }: { utterance: Utterance; reading: Reading }) {
  const colors = slotColors(useProject())
  const { intent, spans, text } = utterance
  const isSame = hasReading(utterance, reading)
  const replace = () => {
    if (!replaceLabels(utterance.id, reading)) {
      showToast('It is spaced otherwise in the skill; change it on the Annotate screen.', {
        tone: 'bad',
      })
      return
    }
    showToast(`It is ${reading.intent} in the skill now, on the same side of the split.`, {
      tone: 'good',
      action: undoOffer({ say: showToast }),
    })
  }
  return (
    <Callout
      tone={isSame ? 'good' : 'warn'}
      title={
        intent === null
          ? 'Already in the skill, without an intent'
          : `Already in the skill as ${intent}`
      }
      actions={
        !isSame &&
        reading.intent !== '' && (
          <Button size="small" onPress={replace}>
            Replace its labels by these
          </Button>
        )
      }
    >
      <span className={styles.reading}>
        <Badge>in the skill</Badge>{' '}
        <MarkedText
          text={text}
          marks={spans.map((span) => ({
            ...span,
            name: span.slot,
            color: colors.get(span.slot) ?? 0,
          }))}
        />
      </span>
      {!isSame && (
        <span className={styles.reading}>
          <Badge tone="warn">{reading.intent || 'no intent'}, above</Badge>{' '}
          <MarkedText
            text={reading.text}
            marks={reading.spans.map((span) => ({
              ...span,
              name: span.slot,
              color: colors.get(span.slot) ?? 0,
            }))}
          />
        </span>
      )}
      {isSame && 'With these very labels: there is nothing to add.'}
    </Callout>
  )
}
