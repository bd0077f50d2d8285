import type { ReactNode } from 'react'
import type { Utterance } from '@/project/project'
import { annotateCommand } from '@/screens/annotate/commands/annotate-commands'
import { CommandIcon } from '@/screens/annotate/commands/CommandButton'
import { offsetsOf } from '@/screens/annotate/view/candidates'
import {
  selectedRange,
  spanInHand,
  textOfRange,
  wordsEndReached,
} from '@/screens/annotate/view/selection'
import { suggestionNow } from '@/screens/annotate/view/shown-offers'
import { useAnnotateView } from '@/screens/annotate/view/view-state'
import { hintOf } from '@/store/command'
import { useProject } from '@/store/project-store'
import { slotColors } from '@/store/slot-colors'
import type { IconName } from '@/ui/Icon'
import { Kbd } from '@/ui/Kbd'
import styles from './InHand.module.css'

/** What can be done to a slot, for who has no keyboard; its edges have handles in the text as well. */
const TOOLS: readonly (readonly [id: string, icon: IconName])[] = [
  ['grow-start', 'startOut'],
  ['shrink-start', 'startIn'],
  ['shrink-end', 'endIn'],
  ['grow-end', 'endOut'],
  ['shift-left', 'arrowLeft'],
  ['shift-right', 'arrowRight'],
  ['value', 'layers'],
  ['unlabel', 'close'],
]

/**
 * The line under the labels: what is in hand, and what can be done with it. A slot brings its tools,
 * selected words and an utterance without a selection bring the keys that lead on.
 */
export function InHand({ utterance }: { utterance: Utterance }) {
  const colors = slotColors(useProject())
  useAnnotateView((state) => state.wordsEnd)
  const span = spanInHand()
  const end = wordsEndReached()
  if (end !== null) return <p className={styles.line}>{endHint(end)}</p>
  if (!span) return <p className={styles.line}>{hintFor(utterance)}</p>
  return (
    <div className={styles.line}>
      <span className={styles.what}>
        <span className={styles.swatch} data-slot-color={colors.get(span.slot) ?? 0} />“
        {shorten(utterance.text.slice(span.start, span.end))}” is {span.slot}
      </span>
      <span className={styles.tools}>
        {TOOLS.map(([id, icon]) => (
          <CommandIcon key={id} command={annotateCommand(id)} icon={icon} />
        ))}
      </span>
    </div>
  )
}

function endHint(end: 1 | -1): ReactNode {
  return end === 1 ? (
    <>
      No more words to label: <Key of="accept" /> accepts, <Key of="next-run" /> again leaves the
      list.
    </>
  ) : (
    <>
      No earlier words to label: <Key of="previous-run" /> again leaves the list.
    </>
  )
}

function hintFor(utterance: Utterance): ReactNode {
  const range = selectedRange()
  if (!range) {
    return (
      <>
        Click or drag over words, or use <Key of="left" /> <Key of="right" />, to label them.
      </>
    )
  }
  const { start, end } = offsetsOf(utterance, range)
  const ghost = suggestionNow(utterance).spans.find((one) => one.start < end && one.end > start)
  if (ghost) {
    return (
      <>
        “{shorten(utterance.text.slice(ghost.start, ghost.end))}” may be {ghost.slot}:{' '}
        <Key of="suggestions" /> takes it, <Key of="unlabel" /> waves it away.
      </>
    )
  }
  return (
    <>
      “{shorten(textOfRange(utterance, range))}”: press a label’s key, or <Key of="next-run" /> for
      the next words.
    </>
  )
}

/** Long words in hand, by their beginning and their end. */
function shorten(words: string): string {
  return words.length > 80 ? `${words.slice(0, 50)} … ${words.slice(-20)}` : words
}

function Key({ of }: { of: string }) {
  const keys = hintOf(annotateCommand(of))
  return keys === undefined ? '…' : <Kbd keys={keys} />
}
