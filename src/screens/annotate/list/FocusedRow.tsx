import { memo, useEffect, useRef } from 'react'
import type { Utterance } from '@/project/project'
import { type RowSuggestion, wordsFor } from '@/screens/annotate/view/row-words'
import { selectedRange } from '@/screens/annotate/view/selection'
import { useAnnotateView } from '@/screens/annotate/view/view-state'
import { FocusedTools } from './FocusedTools'
import { IntentButton } from './IntentButton'
import { TextEditor } from './TextEditor'
import { TokenStrip } from './TokenStrip'
import textStyles from './TokenStrip.module.css'
import { RowFacts, RowMarks } from './UtteranceRow'
import styles from './UtteranceRow.module.css'

/** Longer than what fits a screen with its tools. */
const LONG_TEXT = 700

/** The utterance in hand: the instrument itself, large, with its tools. */
export const FocusedRow = memo(function FocusedRow({
  utterance,
  index,
  colors,
  suggestion,
  isTicked,
}: {
  utterance: Utterance
  index: number
  colors: ReadonlyMap<string, number>
  suggestion: RowSuggestion
  isTicked: boolean
}) {
  const isEditing = useAnnotateView((state) => state.mode === 'text')
  const selection = useAnnotateView((state) => state.selection)
  const strip = useRef<HTMLDivElement>(null)
  const isLong = utterance.text.length > LONG_TEXT
  // A long text scrolls by itself, so that the tools under it stay at hand: the words in hand must be seen.
  useEffect(() => {
    const head = isLong && selection ? `[data-token="${selection.head}"]` : null
    if (head) strip.current?.querySelector(head)?.scrollIntoView({ block: 'nearest' })
  }, [isLong, selection])
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the grid keeps the focus and names its active row
    // biome-ignore lint/a11y/useSemanticElements: a virtual grid positions its rows itself
    <div
      role="row"
      id={`row-${utterance.id}`}
      aria-rowindex={index + 1}
      aria-selected={isTicked}
      aria-label={wordsFor(utterance, suggestion)}
      data-utterance={utterance.id}
      data-status={utterance.status}
      className={`${styles.row} ${styles.focused} ${isTicked ? styles.ticked : ''}`}
    >
      <RowMarks utterance={utterance} isTicked={isTicked} isLive />
      {/* biome-ignore lint/a11y: cells of a virtual grid; see above */}
      <div role="gridcell" className={styles.text}>
        {isEditing ? (
          <TextEditor utterance={utterance} />
        ) : (
          <div
            ref={strip}
            className={`${textStyles.strip} ${textStyles.large}`}
            data-long={isLong || undefined}
          >
            <TokenStrip
              utterance={utterance}
              colors={colors}
              ghosts={suggestion.spans}
              selection={selectedRange()}
              hasGrips
            />
          </div>
        )}
      </div>
      {/* biome-ignore lint/a11y: cells of a virtual grid; see above */}
      <div role="gridcell" className={styles.intent}>
        <RowFacts utterance={utterance} />
        <IntentButton utterance={utterance} suggested={suggestion.intent} />
      </div>
      {!isEditing && (
        // biome-ignore lint/a11y: cells of a virtual grid; see above
        <div role="gridcell" aria-label="Labels and tools" className={styles.tools}>
          <FocusedTools utterance={utterance} />
        </div>
      )}
    </div>
  )
})
