import { memo } from 'react'
import type { Utterance } from '@/project/project'
import { toggleTicked } from '@/screens/annotate/actions/bulk-actions'
import { focusList } from '@/screens/annotate/actions/row-actions'
import { focusUtterance } from '@/screens/annotate/view/focus'
import { type RowSuggestion, STATUS_WORDS, wordsFor } from '@/screens/annotate/view/row-words'
import { useAnnotateView } from '@/screens/annotate/view/view-state'
import { chooseStatus } from '@/store/project-actions'
import { Icon } from '@/ui/Icon'
import intentStyles from './IntentButton.module.css'
import { PlainText } from './PlainText'
import { TokenStrip } from './TokenStrip'
import textStyles from './TokenStrip.module.css'
import styles from './UtteranceRow.module.css'

/**
 * A line of the list at rest. It is kept cheap: no state, a dozen elements, single words only while
 * the pointer is over it (`isLive`).
 */
export const UtteranceRow = memo(function UtteranceRow({
  utterance,
  index,
  colors,
  suggestion,
  isTicked,
  isLive,
}: {
  utterance: Utterance
  index: number
  colors: ReadonlyMap<string, number>
  suggestion: RowSuggestion
  isTicked: boolean
  isLive: boolean
}) {
  const { id, intent } = utterance
  const intentName = intent ?? (suggestion.intent === null ? 'no intent' : `${suggestion.intent}?`)
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the grid keeps the focus and names its active row
    // biome-ignore lint/a11y/useSemanticElements: a virtual grid positions its rows itself
    <div
      role="row"
      id={`row-${id}`}
      aria-rowindex={index + 1}
      aria-selected={isTicked}
      aria-label={wordsFor(utterance, suggestion)}
      data-utterance={id}
      data-status={utterance.status}
      className={isTicked ? `${styles.row} ${styles.ticked}` : styles.row}
    >
      <RowMarks utterance={utterance} isTicked={isTicked} isLive={isLive} />
      {/* biome-ignore lint/a11y: cells of a virtual grid; see above */}
      <div role="gridcell" className={`${styles.text} ${textStyles.strip}`}>
        {isLive ? (
          <TokenStrip
            utterance={utterance}
            colors={colors}
            ghosts={suggestion.spans}
            selection={null}
          />
        ) : (
          <PlainText utterance={utterance} colors={colors} ghosts={suggestion.spans} />
        )}
      </div>
      {/* biome-ignore lint/a11y: cells of a virtual grid; see above */}
      <div role="gridcell" className={styles.intent}>
        <RowFacts utterance={utterance} />
        <button
          type="button"
          tabIndex={-1}
          className={intent === null ? `${styles.name} ${intentStyles.missing}` : styles.name}
          aria-label={`Intent: ${intentName}`}
          aria-haspopup="listbox"
          title={isLive ? intentName : undefined}
          onClick={() => {
            focusUtterance(id)
            useAnnotateView.setState({ mode: 'intent' })
          }}
        >
          {intentName}
        </button>
      </div>
    </div>
  )
})

/** A row that flies by: its text alone, on the same height. */
export const BriefRow = memo(function BriefRow({
  utterance,
  index,
}: {
  utterance: Utterance
  index: number
}) {
  return (
    // biome-ignore lint/a11y: as the row that takes its place when the list comes to rest
    <div role="row" aria-rowindex={index + 1} data-status={utterance.status} className={styles.row}>
      {/* biome-ignore lint/a11y: cells of a virtual grid; see above */}
      <div role="gridcell" className={`${styles.text} ${textStyles.strip}`}>
        <bdi>{utterance.text}</bdi>
      </div>
    </div>
  )
})

/** The tick and the status at the start of a row. The tick is there when it is wanted. */
export function RowMarks({
  utterance,
  isTicked,
  isLive,
}: {
  utterance: Utterance
  isTicked: boolean
  isLive: boolean
}) {
  const { id, status } = utterance
  return (
    // biome-ignore lint/a11y: cells of a virtual grid; see above
    <div role="gridcell" className={styles.marks}>
      {(isLive || isTicked) && (
        <label className={styles.tick}>
          <input
            type="checkbox"
            tabIndex={-1}
            checked={isTicked}
            aria-label={`Tick: ${utterance.text}`}
            onChange={() => toggleTicked(id)}
          />
        </label>
      )}
      <button
        type="button"
        tabIndex={-1}
        className={styles.status}
        title={isLive ? `This is ${STATUS_WORDS[status]}; click to change` : undefined}
        aria-label={`Status: ${STATUS_WORDS[status]}`}
        onClick={() => {
          chooseStatus(new Set([id]), status === 'done' ? 'todo' : 'done')
          focusUtterance(id)
          focusList()
        }}
      />
    </div>
  )
}

/** A note's sign and the chosen side, where there are any. */
export function RowFacts({ utterance }: { utterance: Utterance }) {
  if (!utterance.note && utterance.split === 'auto') return null
  return (
    <span className={styles.facts} title={utterance.note || undefined}>
      {utterance.note && <Icon name="note" size={13} />}
      {utterance.split !== 'auto' && utterance.split}
    </span>
  )
}
