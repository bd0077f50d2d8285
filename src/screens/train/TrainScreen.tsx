import { useEffect } from 'react'
import { useProject } from '@/store/project-store'
import { screenHref } from '@/store/route'
import { openRuns, useTrainingStore } from '@/store/training-store'
import { Callout } from '@/ui/Callout'
import { countOf } from '@/ui/charts/numbers'
import { LinkButton } from '@/ui/LinkButton'
import { BackendPanel } from './BackendPanel'
import { Controls } from './Controls'
import { CurvesPanel } from './CurvesPanel'
import { InterruptedNote } from './InterruptedNote'
import { LastResult } from './LastResult'
import { RunsPanel } from './RunsPanel'
import { checkReadiness } from './readiness'
import { SettingsPanel } from './SettingsPanel'
import styles from './TrainScreen.module.css'

/** Fine-tuning as a live event: one button, curves that move, and what came of it. */
export function TrainScreen() {
  const project = useProject()
  const { activity, failure, notices, runs } = useTrainingStore()
  const { canTrain, notes } = checkReadiness(project)
  const labelled = project.utterances.filter((utterance) => utterance.intent !== null)
  const slots = new Set(labelled.flatMap(({ spans }) => spans.map(({ slot }) => slot)))
  const intents = new Set(labelled.map(({ intent }) => intent))
  const lastRun = runs.findLast((run) => run.kind === 'train')

  useEffect(() => {
    void openRuns(project.id)
  }, [project.id])

  return (
    <div className={styles.screen}>
      <header className={styles.header}>
        <div>
          <h1 className={styles.title}>Train</h1>
          <p className={styles.facts}>
            {countOf(labelled.length, 'utterance')} · {countOf(intents.size, 'intent')} ·{' '}
            {countOf(slots.size, 'slot')}
          </p>
        </div>
        <Controls canTrain={canTrain} />
      </header>
      <InterruptedNote />
      {failure && failure.reason !== 'stopped' && (
        <Callout tone="bad" title={failure.message}>
          {failure.remedy}
        </Callout>
      )}
      {notices.map((notice) => (
        <Callout key={notice} tone="warn" title={notice} />
      ))}
      {!activity && !canTrain && (
        <Callout
          tone="bad"
          title={notes[0]?.title ?? ''}
          actions={
            <LinkButton href={screenHref(project.id, 'annotate')} size="small">
              Annotate
            </LinkButton>
          }
        >
          {notes[0]?.remedy}
        </Callout>
      )}
      <div className={styles.columns}>
        <div className={styles.main}>
          {lastRun && !activity && <LastResult run={lastRun} />}
          <CurvesPanel />
          <RunsPanel />
        </div>
        <aside className={styles.side}>
          <BackendPanel />
          {canTrain && notes.length > 0 && (
            <section className={styles.notes} aria-label="Before you train">
              {notes.map((note) => (
                <div key={note.title} className={styles.note} data-tone={note.tone}>
                  <strong>{note.title}</strong>
                  <p>{note.remedy}</p>
                </div>
              ))}
            </section>
          )}
          <SettingsPanel />
        </aside>
      </div>
    </div>
  )
}
