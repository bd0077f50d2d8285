import { useEffect, useState } from 'react'
import type { Utterance } from '@/project/project'
import { sameValuePlaces } from '@/screens/annotate/actions/value-actions'
import { annotateCommand } from '@/screens/annotate/commands/annotate-commands'
import { CommandButton } from '@/screens/annotate/commands/CommandButton'
import { TemplateOfUtterance } from '@/screens/annotate/templates/TemplateOfUtterance'
import { findUtterance } from '@/screens/annotate/view/find-utterance'
import { focusUtterance } from '@/screens/annotate/view/focus'
import { recentSpan } from '@/screens/annotate/view/selection'
import { useAnnotateView } from '@/screens/annotate/view/view-state'
import { chooseSplit, chooseStatus, writeNote } from '@/store/project-actions'
import { useProjectStore } from '@/store/project-store'
import { useTrainingStore } from '@/store/training-store'
import { Segments } from '@/ui/Segments'
import { TextArea } from '@/ui/TextArea'
import styles from './DetailsPanel.module.css'
import { Doubt } from './Doubt'

const PREVIEWED = 60

/** About the focused utterance: status, side, note, and where its value stands elsewhere. */
export function DetailsPanel() {
  const project = useProjectStore((state) => state.project)
  const id = useAnnotateView((state) => state.focusedId)
  useAnnotateView((state) => state.selection)
  useAnnotateView((state) => state.lastSpan)
  const utterance = id === null ? null : findUtterance(project, id)
  if (!utterance) return <p className={styles.empty}>Choose an utterance to see more about it.</p>
  const span = recentSpan()
  const places = sameValuePlaces()
  return (
    <div className={styles.panel}>
      <Doubt utterance={utterance} />
      <div className={styles.field}>
        <h3 className={styles.title}>Status</h3>
        <Segments
          label="Status"
          value={utterance.status}
          onChange={(status) => chooseStatus(new Set([utterance.id]), status)}
          segments={[
            { value: 'todo', label: 'To do' },
            { value: 'done', label: 'Done' },
            { value: 'check', label: 'Check' },
          ]}
        />
      </div>
      <div className={styles.field}>
        <h3 className={styles.title}>Side of the evaluation</h3>
        <Segments
          label="Side of the evaluation"
          value={utterance.split}
          onChange={(split) => chooseSplit(new Set([utterance.id]), split)}
          segments={[
            { value: 'auto', label: 'Auto' },
            { value: 'train', label: 'Train' },
            { value: 'test', label: 'Test' },
          ]}
        />
        {utterance.split === 'auto' && <SideOfLatestRun id={utterance.id} />}
      </div>
      <TemplateOfUtterance utterance={utterance} />
      <Note key={utterance.id} utterance={utterance} />
      {span && (
        <div className={styles.field}>
          <h3 className={styles.title}>Same value elsewhere</h3>
          {places.length === 0 ? (
            <p className={styles.empty}>
              “{utterance.text.slice(span.start, span.end)}” stands nowhere else without a label.
            </p>
          ) : (
            <>
              <ul className={styles.places}>
                {places.slice(0, PREVIEWED).map((place) => (
                  <li key={`${place.utterance.id} ${place.span.start}`}>
                    <button
                      type="button"
                      className={styles.place}
                      onClick={() => focusUtterance(place.utterance.id)}
                    >
                      {place.utterance.text.slice(0, place.span.start)}
                      <mark className={styles.mark}>
                        {place.utterance.text.slice(place.span.start, place.span.end)}
                      </mark>
                      {place.utterance.text.slice(place.span.end)}
                    </button>
                  </li>
                ))}
              </ul>
              {places.length > PREVIEWED && (
                <p className={styles.empty}>and {places.length - PREVIEWED} more</p>
              )}
              <CommandButton command={annotateCommand('same')} size="small">
                {`Label all ${places.length} as ${span.slot}`}
              </CommandButton>
            </>
          )}
        </div>
      )}
    </div>
  )
}

/** Where the latest training had an utterance whose side is left to the split. */
function SideOfLatestRun({ id }: { id: string }) {
  const split = useTrainingStore((state) => state.runs.findLast((run) => run.split)?.split)
  if (!split) return null
  const said = split.test.includes(id)
    ? 'The latest training was tested with it.'
    : split.train.includes(id) || split.validation.includes(id)
      ? 'The latest training learned from it.'
      : 'The latest training did not know it.'
  return <p className={styles.empty}>{said}</p>
}

function Note({ utterance }: { utterance: Utterance }) {
  const [note, setNote] = useState(utterance.note)
  useEffect(() => setNote(utterance.note), [utterance.note])
  return (
    <div data-annotate-note>
      <TextArea
        label="Note"
        rows={2}
        value={note}
        onChange={setNote}
        placeholder="For you and your colleagues. Esc goes back to the list."
        onBlur={() => writeNote(utterance.id, note)}
      />
    </div>
  )
}
