import { memo } from 'react'
import type { Utterance } from '@/project/project'
import { selectedRange, useAnnotateView } from './annotate-view'
import { FocusedTools } from './FocusedTools'
import { IntentButton } from './IntentButton'
import { type RowSuggestion, wordsFor } from './row-words'
import { TextEditor } from './TextEditor'
import { TokenStrip } from './TokenStrip'
import textStyles from './TokenStrip.module.css'
import { RowFacts, RowMarks } from './UtteranceRow'
import styles from './UtteranceRow.module.css'

/** The utterance in hand: the instrument itself, large, with its tools. */
export const FocusedRow = memo(function FocusedRow({
  utterance,
  index,
  colors,
  suggestion,
  isChecked,
}: {
  utterance: Utterance
  index: number
  colors: ReadonlyMap<string, number>
  suggestion: RowSuggestion
  isChecked: boolean
}) {
  const isEditing = useAnnotateView((state) => state.mode === 'text')
  useAnnotateView((state) => state.selection)
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the grid keeps the focus and names its active row
    // biome-ignore lint/a11y/useSemanticElements: a virtual grid positions its rows itself
    <div
      role="row"
      id={`row-${utterance.id}`}
      aria-rowindex={index + 1}
      aria-selected={isChecked}
      aria-label={wordsFor(utterance, suggestion)}
      data-utterance={utterance.id}
      data-status={utterance.status}
      className={`${styles.row} ${styles.focused} ${isChecked ? styles.checked : ''}`}
    >
      <RowMarks utterance={utterance} isChecked={isChecked} isLive />
      {/* biome-ignore lint/a11y: cells of a virtual grid; see above */}
      <div role="gridcell" className={styles.text}>
        {isEditing ? (
          <TextEditor utterance={utterance} />
        ) : (
          <div className={`${textStyles.strip} ${textStyles.large}`}>
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
