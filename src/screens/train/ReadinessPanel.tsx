import { useEffect, useState } from 'react'
import { lintProject } from '@/lint/lint-project'
import { editProject, useProject } from '@/store/project-store'
import { screenHref } from '@/store/route'
import { undoOffer } from '@/store/undo-offer'
import { Badge } from '@/ui/Badge'
import { Button } from '@/ui/Button'
import { countOf } from '@/ui/charts/numbers'
import { LinkButton } from '@/ui/LinkButton'
import { Panel } from '@/ui/Panel'
import { showToast } from '@/ui/toasts'
import styles from './ReadinessPanel.module.css'
import { type ReadinessNote, readinessNotes } from './readiness'

const SHOWN_AT_FIRST = 3
const TONES = { error: 'bad', warning: 'warn', hint: 'hint' } as const
const WORDS = { error: 'spoils it', warning: 'costs accuracy', hint: 'worth a look' } as const

/** What in the data will hurt the training, worst first, each with the way to mend it. */
export function ReadinessPanel() {
  const project = useProject()
  const [notes, setNotes] = useState<readonly ReadinessNote[] | null>(null)
  const [isWhole, setIsWhole] = useState(false)

  useEffect(() => {
    // The screen comes first; checking a large skill takes a moment.
    const timer = setTimeout(() => setNotes(readinessNotes(lintProject(project))), 50)
    return () => clearTimeout(timer)
  }, [project])

  const shown = notes?.slice(0, isWhole ? notes.length : SHOWN_AT_FIRST) ?? []
  return (
    <Panel
      title="Before you train"
      actions={
        <LinkButton
          size="small"
          kind="quiet"
          href={screenHref(project.id, 'annotate', { panel: 'checks' })}
        >
          All checks
        </LinkButton>
      }
    >
      {notes === null && <p className={styles.quiet}>Checking the utterances…</p>}
      {notes?.length === 0 && (
        <p className={styles.quiet}>
          No conflict, leak or gap was found in the utterances. It can begin.
        </p>
      )}
      <ul className={styles.notes}>
        {shown.map((note) => (
          <Note key={`${note.severity}/${note.ruleId}`} note={note} projectId={project.id} />
        ))}
      </ul>
      {notes && notes.length > SHOWN_AT_FIRST && (
        <div className={styles.foot}>
          <Button size="small" kind="quiet" onPress={() => setIsWhole(!isWhole)}>
            {isWhole ? 'Show the worst only' : `Show ${notes.length - SHOWN_AT_FIRST} more`}
          </Button>
        </div>
      )}
    </Panel>
  )
}

function Note({ note, projectId }: { note: ReadinessNote; projectId: string }) {
  const { severity, title, messages, more, why, query, count, fix } = note
  return (
    <li className={styles.note} data-tone={TONES[severity]}>
      <div className={styles.head}>
        <strong className={styles.title}>{title}</strong>
        <Badge tone={TONES[severity]}>{WORDS[severity]}</Badge>
      </div>
      <ul className={styles.messages}>
        {messages.map((message) => (
          <li key={message}>{message}</li>
        ))}
        {more > 0 && <li>{countOf(more, 'more like this', 'more like these')}.</li>}
      </ul>
      <p className={styles.why}>{why}</p>
      <div className={styles.actions}>
        <LinkButton size="small" href={screenHref(projectId, 'annotate', query)}>
          {count > 0 ? `Show ${countOf(count, 'utterance')}` : 'Go there'}
        </LinkButton>
        {fix && (
          <Button
            size="small"
            kind="quiet"
            onPress={() => {
              if (!editProject(fix.label, fix.apply)) return
              showToast(`Done: ${fix.label}.`, {
                tone: 'good',
                action: undoOffer({ say: showToast }),
              })
            }}
          >
            {fix.label}
          </Button>
        )}
      </div>
    </li>
  )
}
