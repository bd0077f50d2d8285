import type { Utterance } from '@/project/project'
import { sameValuePlaces } from '@/screens/annotate/actions/value-actions'
import { annotateCommand } from '@/screens/annotate/commands/annotate-commands'
import { CommandButton } from '@/screens/annotate/commands/CommandButton'
import { recentSpan } from '@/screens/annotate/view/selection'
import { useAnnotateView } from '@/screens/annotate/view/view-state'
import { Button } from '@/ui/Button'
import styles from './SameValue.module.css'

/** Where the words labelled last stand without a label, and the one key that labels them all. */
export function SameValue({ utterance }: { utterance: Utterance }) {
  const span = recentSpan()
  const { length } = sameValuePlaces()
  if (!span || length === 0) return null
  const isOne = length === 1
  return (
    <div className={styles.same} role="status">
      <span>
        “{utterance.text.slice(span.start, span.end)}” stands without a label in{' '}
        {isOne ? 'one more place' : `${length} more places`}.
      </span>
      <CommandButton command={annotateCommand('same')} size="small">
        {`Label ${isOne ? 'it' : 'all'} as ${span.slot}`}
      </CommandButton>
      <Button
        kind="quiet"
        size="small"
        onPress={() => useAnnotateView.setState({ panel: 'details', drawer: 'panel' })}
      >
        Show them
      </Button>
    </div>
  )
}
