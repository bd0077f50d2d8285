import type { Utterance } from '@/project/project'
import { statisticsOf } from '@/project/statistics'
import { hintOf } from '@/store/command'
import { useProject } from '@/store/project-store'
import { suggestionFor, useSuggestions } from '@/store/suggestions-store'
import { applyIntent, focusList } from './annotate-actions'
import { annotateCommand } from './annotate-commands'
import { focusUtterance, useAnnotateView } from './annotate-view'
import styles from './IntentButton.module.css'
import { TypeAhead } from './TypeAhead'

/** The intent of an utterance; pressing it opens a list to type into. */
export function IntentButton({
  utterance,
  suggested,
  isFocused,
}: {
  utterance: Utterance
  suggested: string | null
  isFocused: boolean
}) {
  const isOpen = useAnnotateView((state) => isFocused && state.mode === 'intent')
  const name = utterance.intent ?? (suggested === null ? 'no intent' : `${suggested}?`)
  return (
    <div className={styles.place}>
      <button
        type="button"
        tabIndex={isFocused ? 0 : -1}
        className={`${styles.intent} ${isFocused ? styles.open : ''} ${utterance.intent === null ? styles.missing : ''}`}
        aria-haspopup="listbox"
        aria-expanded={isOpen}
        title={name}
        onClick={() => {
          focusUtterance(utterance.id)
          useAnnotateView.setState({ mode: isOpen ? 'rest' : 'intent' })
        }}
      >
        <span className="visually-hidden">Intent: </span>
        <span className={styles.name}>{name}</span>
        {isFocused && <kbd className={styles.key}>{hintOf(annotateCommand('intent'))}</kbd>}
      </button>
      {isOpen && <IntentPicker utterance={utterance} />}
    </div>
  )
}

function IntentPicker({ utterance }: { utterance: Utterance }) {
  const project = useProject()
  const count = useAnnotateView((state) => state.checkedIds.size)
  const suggestions = useSuggestions()
  const counts = statisticsOf(project).intents
  const scores = new Map(
    suggestions.predictions
      .get(utterance.id)
      ?.intents.map((score) => [score.intent, score.probability]),
  )
  const likely = suggestionFor(utterance, suggestions).intent
  const options = project.intents
    .map((intent) => {
      const probability = scores.get(intent.name)
      return {
        value: intent.name,
        note:
          probability === undefined
            ? String(counts.get(intent.name) ?? 0)
            : `${Math.round(probability * 100)}%`,
        rank: intent.name === likely ? 2 : (probability ?? 0),
      }
    })
    .sort((a, b) => b.rank - a.rank)
  return (
    <TypeAhead
      label={count > 1 ? `Intent of ${count} utterances` : 'Intent'}
      options={options}
      createLabel={(name) => `New intent “${name}”`}
      clearLabel={utterance.intent === null ? null : 'No intent'}
      align="end"
      onChoose={(name) => {
        applyIntent(name)
        focusList()
      }}
      onCancel={() => {
        useAnnotateView.setState({ mode: 'rest' })
        focusList()
      }}
    />
  )
}
