import type { Utterance } from '@/project/project'
import { labelSelection, openSlots } from '@/screens/annotate/actions/label-actions'
import { focusList } from '@/screens/annotate/actions/row-actions'
import { annotateCommand, LABEL_KEYS } from '@/screens/annotate/commands/annotate-commands'
import { CommandButton, CommandIcon } from '@/screens/annotate/commands/CommandButton'
import { acceptWords, newerWords } from '@/screens/annotate/view/row-words'
import { newerSuggestion, slotChoices, suggestionNow } from '@/screens/annotate/view/shown-offers'
import { useAnnotateView } from '@/screens/annotate/view/view-state'
import { ariaKeysOf, hintOf } from '@/store/command'
import { useProject } from '@/store/project-store'
import { slotColors } from '@/store/slot-colors'
import { useSuggestions } from '@/store/suggestions-store'
import styles from './FocusedTools.module.css'
import { InHand } from './InHand'
import { SameValue } from './SameValue'
import { SlotPicker } from './SlotPicker'

/** Without an intent, as many slots as there are digits. */
const OTHERS_SHOWN = 10

/** Under the focused utterance: a key for each slot, the way to a new one, and what to do next. */
export function FocusedTools({ utterance }: { utterance: Utterance }) {
  const project = useProject()
  const isLabelling = useAnnotateView((state) => state.mode === 'label')
  const isPicking = useAnnotateView(({ mode }) => mode !== 'rest' && mode !== 'add')
  // What the tools offer depends on these as well.
  useAnnotateView((state) => state.selection)
  useAnnotateView((state) => state.lastSpan)
  useAnnotateView((state) => state.asked)
  useSuggestions((state) => state.gazetteer)
  useSuggestions((state) => state.guesser)
  useSuggestions((state) => state.predictions)
  const { own, others, isIntentKnown } = slotChoices(project, utterance)
  const colors = slotColors(project)
  // What another intent declares is rarely meant: it waits behind a name, and its keys work all the same.
  const shown = isIntentKnown ? own : others.slice(0, OTHERS_SHOWN)
  const suggestion = suggestionNow(utterance)
  const newer = newerSuggestion(utterance)
  return (
    <div className={styles.tools}>
      {/* biome-ignore lint/a11y/useSemanticElements: a toolbar, not a form's fieldset */}
      <div className={styles.slots} role="group" aria-label="Label the selection">
        {shown.map((slot, index) => {
          const key = LABEL_KEYS[index]
          const command = key === undefined ? undefined : annotateCommand(`label-${index + 1}`)
          return (
            <button
              key={slot}
              type="button"
              className={styles.slot}
              data-slot-color={colors.get(slot) ?? 0}
              aria-keyshortcuts={ariaKeysOf(command)}
              onClick={() => {
                focusList()
                labelSelection(slot)
              }}
            >
              {command && (
                <span className={styles.key} aria-hidden="true">
                  {hintOf(command)}
                </span>
              )}
              {slot}
            </button>
          )
        })}
        <span className={styles.picker}>
          <button
            type="button"
            className={styles.more}
            aria-haspopup="listbox"
            aria-keyshortcuts={ariaKeysOf(annotateCommand('label'))}
            aria-expanded={isLabelling}
            onClick={() => {
              if (isLabelling) useAnnotateView.setState({ mode: 'rest' })
              else openSlots()
            }}
          >
            <span className={styles.key} aria-hidden="true">
              {hintOf(annotateCommand('label'))}
            </span>
            {shown.length + others.length === 0
              ? 'New slot…'
              : isIntentKnown && others.length > 0
                ? 'Other slots…'
                : 'More…'}
          </button>
          {isLabelling && <SlotPicker own={own} others={others} />}
        </span>
      </div>
      <div className={styles.second}>
        <InHand utterance={utterance} />
        <span className={styles.icons} data-covered={isPicking || undefined}>
          <CommandIcon command={annotateCommand('text')} icon="edit" />
          <CommandIcon command={annotateCommand('split')} icon="split" />
          <CommandIcon command={annotateCommand('duplicate')} icon="copy" />
          <CommandIcon command={annotateCommand('check')} icon="flag" />
          <CommandIcon command={annotateCommand('delete')} icon="trash" />
          {newer && (
            <CommandButton command={annotateCommand('newer')} size="small" kind="quiet">
              {newerWords(suggestion, newer)}
            </CommandButton>
          )}
          <CommandButton command={annotateCommand('accept')} size="small" kind="primary">
            {acceptWords(utterance, suggestion)}
          </CommandButton>
        </span>
      </div>
      <SameValue utterance={utterance} />
    </div>
  )
}
