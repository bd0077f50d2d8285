import type { ReactNode } from 'react'
import type { Utterance } from '@/project/project'
import { hintOf } from '@/store/command'
import { useProject } from '@/store/project-store'
import { slotColors } from '@/store/slot-colors'
import { Button } from '@/ui/Button'
import type { IconName } from '@/ui/Icon'
import { Kbd } from '@/ui/Kbd'
import { sameValuePlaces } from './annotate-actions'
import { annotateCommand } from './annotate-commands'
import {
  recentSpan,
  selectedRange,
  spanInHand,
  suggestionNow,
  textOfRange,
  useAnnotateView,
} from './annotate-view'
import { CommandButton, CommandIcon } from './CommandButton'
import { offsetsOf } from './candidates'
import styles from './InHand.module.css'

/** What moves the edges of a slot, for who has no keyboard: the handles of the words do the same. */
const EDGES: readonly (readonly [id: string, icon: IconName])[] = [
  ['grow-start', 'startOut'],
  ['shrink-start', 'startIn'],
  ['shrink-end', 'endIn'],
  ['grow-end', 'endOut'],
  ['shift-left', 'arrowLeft'],
  ['shift-right', 'arrowRight'],
]

/**
 * The line under the labels: what is in hand, and what can be done with it. A slot brings its tools,
 * selected words and an utterance without a selection bring the keys that lead on.
 */
export function InHand({ utterance }: { utterance: Utterance }) {
  const colors = slotColors(useProject())
  const span = spanInHand()
  if (!span) {
    return (
      <>
        <p className={styles.line}>{hintFor(utterance)}</p>
        <SameValue utterance={utterance} />
      </>
    )
  }
  return (
    <>
      <div className={styles.line}>
        <span className={styles.what}>
          <span className={styles.swatch} data-slot-color={colors.get(span.slot) ?? 0} />“
          {utterance.text.slice(span.start, span.end)}” is {span.slot}
        </span>
        <span className={styles.edges}>
          {EDGES.map(([id, icon]) => (
            <CommandIcon key={id} command={annotateCommand(id)} icon={icon} />
          ))}
        </span>
        <CommandButton command={annotateCommand('value')} kind="quiet" size="small">
          Add to values
        </CommandButton>
        <CommandButton command={annotateCommand('unlabel')} kind="quiet" size="small">
          Remove
        </CommandButton>
      </div>
      <SameValue utterance={utterance} />
    </>
  )
}

/** Where the words labelled last stand without a label, and the one key that labels them all. */
function SameValue({ utterance }: { utterance: Utterance }) {
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

function hintFor(utterance: Utterance): ReactNode {
  const range = selectedRange()
  if (!range) {
    return (
      <>
        Click or drag over words, or use <Key of="left" /> <Key of="right" />, to label them.{' '}
        <Key of="accept" /> accepts and goes on.
      </>
    )
  }
  const { start, end } = offsetsOf(utterance, range)
  const ghost = suggestionNow(utterance).spans.find((one) => one.start < end && one.end > start)
  if (ghost) {
    return (
      <>
        “{utterance.text.slice(ghost.start, ghost.end)}” may be {ghost.slot}:{' '}
        <Key of="suggestions" /> or <Key of="accept" /> takes what is suggested,{' '}
        <Key of="unlabel" /> waves it away.
      </>
    )
  }
  return (
    <>
      “{textOfRange(utterance, range)}”: press the key of a label, or <Key of="next-run" /> for the
      next words. <Key of="accept" /> accepts and goes on.
    </>
  )
}

function Key({ of }: { of: string }) {
  const keys = hintOf(annotateCommand(of))
  return keys === undefined ? '…' : <Kbd keys={keys} />
}
