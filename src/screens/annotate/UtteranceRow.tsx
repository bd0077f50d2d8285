import { memo } from 'react'
import type { Utterance } from '@/project/project'
import { chooseStatus } from '@/store/project-actions'
import { useSlotColors } from '@/store/slot-colors'
import { suggestionFor, useSuggestions } from '@/store/suggestions-store'
import { Icon } from '@/ui/Icon'
import { focusList, toggleChecked } from './annotate-actions'
import { focusUtterance, selectedRange, useAnnotateView } from './annotate-view'
import { FocusedTools } from './FocusedTools'
import { IntentButton } from './IntentButton'
import { TextEditor } from './TextEditor'
import { TokenStrip } from './TokenStrip'
import styles from './UtteranceRow.module.css'

const STATUS_WORDS = { todo: 'to do', done: 'done', check: 'to check' } as const

/** One utterance: a line of the list, or the instrument itself when it is the focused one. */
export const UtteranceRow = memo(function UtteranceRow({
  utterance,
  index,
  isFocused,
}: {
  utterance: Utterance
  index: number
  isFocused: boolean
}) {
  const colors = useSlotColors()
  const isChecked = useAnnotateView((state) => state.checkedIds.has(utterance.id))
  const isDismissed = useAnnotateView((state) => state.dismissedIds.has(utterance.id))
  const isEditing = useAnnotateView((state) => isFocused && state.mode === 'text')
  const selection = useAnnotateView((state) => (isFocused ? state.selection : null))
  const predictions = useSuggestions((state) => state.predictions)
  const gazetteer = useSuggestions((state) => state.gazetteer)
  const guesser = useSuggestions((state) => state.guesser)
  const suggestion = isDismissed
    ? { intent: null, spans: [], from: 'values' as const }
    : suggestionFor(utterance, { predictions, gazetteer, guesser })
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the grid keeps the focus and names its active row
    // biome-ignore lint/a11y/useSemanticElements: a virtual grid positions its rows itself
    <div
      role="row"
      id={`row-${utterance.id}`}
      aria-rowindex={index + 1}
      aria-selected={isChecked}
      aria-label={wordsFor(utterance)}
      data-utterance={utterance.id}
      data-status={utterance.status}
      className={`${styles.row} ${isFocused ? styles.focused : ''} ${isChecked ? styles.checked : ''}`}
    >
      {/* biome-ignore lint/a11y: cells of a virtual grid; see above */}
      <div role="gridcell" className={styles.marks}>
        <input
          type="checkbox"
          className={styles.check}
          tabIndex={-1}
          checked={isChecked}
          aria-label={`Tick: ${utterance.text}`}
          onChange={() => toggleChecked(utterance.id)}
        />
        <button
          type="button"
          tabIndex={-1}
          className={styles.status}
          title={`This is ${STATUS_WORDS[utterance.status]}; click to change`}
          aria-label={`Status: ${STATUS_WORDS[utterance.status]}`}
          onClick={() => {
            chooseStatus(new Set([utterance.id]), utterance.status === 'done' ? 'todo' : 'done')
            focusUtterance(utterance.id)
            focusList()
          }}
        >
          <span className={styles.dot} data-status={utterance.status}>
            {utterance.status === 'done' && <Icon name="check" size={11} />}
            {utterance.status === 'check' && <Icon name="flag" size={11} />}
          </span>
        </button>
      </div>
      {/* biome-ignore lint/a11y: cells of a virtual grid; see above */}
      <div role="gridcell" className={styles.text}>
        {isEditing ? (
          <TextEditor utterance={utterance} />
        ) : (
          <TokenStrip
            utterance={utterance}
            colors={colors}
            ghosts={suggestion.spans}
            selection={selection && isFocused ? selectedRange() : null}
            isLarge={isFocused}
          />
        )}
      </div>
      {/* biome-ignore lint/a11y: cells of a virtual grid; see above */}
      <div role="gridcell" className={styles.intent}>
        {(utterance.note || utterance.split !== 'auto') && (
          <span className={styles.facts}>
            {utterance.note && <Icon name="note" size={13} />}
            {utterance.split !== 'auto' && utterance.split}
          </span>
        )}
        <IntentButton utterance={utterance} suggested={suggestion.intent} isFocused={isFocused} />
      </div>
      {isFocused && !isEditing && (
        // biome-ignore lint/a11y: cells of a virtual grid; see above
        <div role="gridcell" className={styles.tools}>
          <FocusedTools utterance={utterance} />
        </div>
      )}
    </div>
  )
})

function wordsFor(utterance: Utterance): string {
  const spans = utterance.spans.map(
    (span) => `${utterance.text.slice(span.start, span.end)} is ${span.slot}`,
  )
  return [
    utterance.text,
    utterance.intent === null ? 'no intent' : `intent ${utterance.intent}`,
    ...spans,
    STATUS_WORDS[utterance.status],
  ].join(', ')
}
