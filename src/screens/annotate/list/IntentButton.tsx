import { tidyName } from '@/project/name-check'
import type { Utterance } from '@/project/project'
import { applyIntent, finishWith } from '@/screens/annotate/actions/accept-actions'
import { focusList } from '@/screens/annotate/actions/row-actions'
import { annotateCommand } from '@/screens/annotate/commands/annotate-commands'
import { focusUtterance } from '@/screens/annotate/view/focus'
import { intentOptions } from '@/screens/annotate/view/intent-options'
import { useAnnotateView } from '@/screens/annotate/view/view-state'
import { ariaKeysOf, hintOf } from '@/store/command'
import { useProject } from '@/store/project-store'
import { useSuggestions } from '@/store/suggestions-store'
import styles from './IntentButton.module.css'
import { TypeAhead } from './TypeAhead'

/** The intent of the focused utterance; pressing it opens a list to type into. */
export function IntentButton({
  utterance,
  suggested,
}: {
  utterance: Utterance
  suggested: string | null
}) {
  const mode = useAnnotateView((state) => state.mode)
  const isOpen = mode === 'intent' || mode === 'finish'
  const name = utterance.intent ?? (suggested === null ? 'no intent' : `${suggested}?`)
  return (
    <div className={styles.place}>
      <button
        type="button"
        className={`${styles.intent} ${styles.open} ${utterance.intent === null ? styles.missing : ''}`}
        aria-haspopup="listbox"
        aria-keyshortcuts={ariaKeysOf(annotateCommand('intent'))}
        aria-expanded={isOpen}
        title={name}
        onClick={() => {
          focusUtterance(utterance.id)
          useAnnotateView.setState({ mode: isOpen ? 'rest' : 'intent' })
        }}
      >
        <span className="visually-hidden">Intent: </span>
        <span className={styles.name}>{name}</span>
        <span className={styles.key} aria-hidden="true">
          {hintOf(annotateCommand('intent'))}
        </span>
      </button>
      {isOpen && <IntentPicker utterance={utterance} isFinishing={mode === 'finish'} />}
    </div>
  )
}

/** The list of intents; `isFinishing`: what is chosen accepts the utterance as well. */
function IntentPicker({ utterance, isFinishing }: { utterance: Utterance; isFinishing: boolean }) {
  const project = useProject()
  const count = useAnnotateView((state) => state.tickedIds.size)
  const suggestions = useSuggestions()
  const lastIntent = useAnnotateView((state) => state.lastIntent)
  const options = intentOptions(project, utterance, suggestions, lastIntent)
  const label = isFinishing
    ? 'Intent, then on'
    : count > 1
      ? `Intent of ${count} utterances`
      : 'Intent'
  return (
    <TypeAhead
      label={label}
      options={options}
      nameOf={(typed) => tidyName('intent', typed)}
      createLabel={(name) => `New intent “${name}”`}
      clearLabel={utterance.intent === null ? null : 'No intent'}
      align="end"
      // Enter by itself keeps what it is.
      initial={Math.max(
        0,
        options.findIndex(({ value }) => value === utterance.intent),
      )}
      onChoose={(name) => {
        if (isFinishing && name !== null) finishWith(name.trim())
        else applyIntent(name)
        focusList()
      }}
      onCancel={() => {
        useAnnotateView.setState({ mode: 'rest' })
        focusList()
      }}
    />
  )
}
