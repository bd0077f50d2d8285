import { useEffect } from 'react'
import { slotNames } from '@/project/project'
import { useProject } from '@/store/project-store'
import { screenHref } from '@/store/route'
import { keepAgain, openRuns } from '@/store/run-library'
import { useTrainingStore } from '@/store/training-store'
import { Button } from '@/ui/Button'
import { Callout } from '@/ui/Callout'
import { countOf } from '@/ui/charts/numbers'
import { LinkButton } from '@/ui/LinkButton'
import page from '@/ui/Page.module.css'
import { BackendPanel } from './BackendPanel'
import { Controls } from './Controls'
import { CurvesPanel } from './CurvesPanel'
import { DamagedTrainings } from './DamagedTrainings'
import { InterruptedNote } from './InterruptedNote'
import { LastResult } from './LastResult'
import { ReadinessPanel } from './ReadinessPanel'
import { RunsPanel } from './RunsPanel'
import { tooLittleToLearn } from './readiness'
import { SettingsPanel } from './SettingsPanel'
import styles from './TrainScreen.module.css'

/** Fine-tuning as a live event: one button, curves that move, and what came of it. */
export function TrainScreen() {
  const project = useProject()
  const { activity: running, isElsewhere, runs, saidOf, unkept, ...said } = useTrainingStore()
  // What another skill does, and what was said of it, is not this one's.
  const activity = running?.projectId === project.id ? running : null
  const isOwn = saidOf === null || saidOf === project.id
  const failure = isOwn ? said.failure : null
  const notices = isOwn ? said.notices : []
  const missing = tooLittleToLearn(project)
  const labelled = project.utterances.filter((utterance) => utterance.intent !== null)
  const slots = new Set(labelled.flatMap(({ spans }) => spans.map(({ slot }) => slot)))
  const intents = new Set(labelled.map(({ intent }) => intent))
  const lastRun = runs.findLast((run) => run.kind === 'train')

  useEffect(() => {
    void openRuns(project.id)
  }, [project.id])

  return (
    <div className={page.page}>
      <header className={page.header}>
        <div>
          <h1 className={page.title}>Train</h1>
          <p className={styles.facts}>
            {countOf(labelled.length, 'labelled utterance')} ·{' '}
            {countUsed(intents.size, project.intents.length, 'intent')} ·{' '}
            {countUsed(slots.size, slotNames(project).length, 'slot')}
          </p>
        </div>
        <Controls canTrain={missing === null && !isElsewhere} />
      </header>
      <InterruptedNote />
      {isElsewhere && (
        <Callout tone="hint" title="Another tab is training this skill">
          Its run appears here when it is done.
        </Callout>
      )}
      <DamagedTrainings />
      {failure && failure.reason !== 'stopped' && (
        <Callout tone="bad" title={failure.message}>
          {failure.remedy}
        </Callout>
      )}
      {notices.map((notice) => (
        <Callout key={notice} tone="warn" title={notice} />
      ))}
      {unkept && (
        <Callout
          tone="warn"
          title={`${unkept.runs.length === 1 ? 'A run is' : `${unkept.runs.length} runs are`} in this tab only: the browser did not keep ${unkept.runs.length === 1 ? 'it' : 'them'}`}
          actions={
            <Button size="small" onPress={() => void keepAgain()}>
              Try again
            </Button>
          }
        >
          {unkept.remedy} Until then it answers here, and can be exported.
        </Callout>
      )}
      {!activity && missing !== null && (
        <Callout
          tone="bad"
          title="There is too little to learn from"
          actions={
            <LinkButton href={screenHref(project.id, 'annotate')} size="small">
              Annotate
            </LinkButton>
          }
        >
          {missing}
        </Callout>
      )}
      <div className={styles.columns}>
        <div className={styles.main}>
          {lastRun && !activity && <LastResult run={lastRun} />}
          {missing === null && !lastRun && !activity && <ReadinessPanel />}
          <CurvesPanel />
          <RunsPanel />
        </div>
        <aside className={styles.side}>
          <BackendPanel />
          {missing === null && lastRun && !activity && <ReadinessPanel />}
          <SettingsPanel />
        </aside>
      </div>
    </div>
  )
}

/** `13 of 15 intents used`: what no utterance has cannot be learned; elsewhere the declared ones are counted. */
function countUsed(used: number, declared: number, one: string): string {
  return used < declared ? `${used} of ${countOf(declared, one)} used` : countOf(used, one)
}
