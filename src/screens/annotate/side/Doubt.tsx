import type { Utterance } from '@/project/project'
import { announce } from '@/screens/annotate/view/announce'
import { isDoubted } from '@/store/offer'
import { takeJudgement } from '@/store/project-actions'
import { useSuggestions } from '@/store/suggestions-store'
import { Button } from '@/ui/Button'
import { formatCertainty } from '@/ui/charts/numbers'
import styles from './DetailsPanel.module.css'

/** Where a model that had not seen the utterance contradicts its labels: what it says instead, and the way to take it. */
export function Doubt({ utterance }: { utterance: Utterance }) {
  const judgements = useSuggestions((state) => state.judgements)
  const judgement = judgements.get(utterance.id)
  if (!judgement || !isDoubted(utterance, judgements)) return null
  const top = judgement.intents[0]
  const spans = judgement.spans.map(({ start, end, slot }) => ({ start, end, slot }))
  return (
    <div className={styles.field}>
      <h3 className={styles.title}>A model that had not seen it says</h3>
      <p>
        {top && (
          <>
            {top.intent} <span className={styles.sure}>{formatCertainty(top.probability)}</span>
          </>
        )}
        {spans.map((span) => (
          <span key={span.start} className={styles.said}>
            “{utterance.text.slice(span.start, span.end)}” is {span.slot}
          </span>
        ))}
        {spans.length === 0 && <span className={styles.said}>no slots</span>}
      </p>
      <Button
        size="small"
        onPress={() => {
          takeJudgement(utterance.id, { intent: top?.intent ?? null, spans })
          announce('Took the labels of the model')
        }}
      >
        Take its labels
      </Button>
    </div>
  )
}
