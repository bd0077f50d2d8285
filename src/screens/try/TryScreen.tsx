import { useEffect, useMemo, useState } from 'react'
import { describeAnsweringModel } from '@/store/answering-model'
import { BEST_RUN_WORDS, bestRun } from '@/store/best-run'
import { loadModel, usePredictionStore } from '@/store/prediction-store'
import { useProject } from '@/store/project-store'
import { replaceQuery, screenHref, useRoute } from '@/store/route'
import { openRuns } from '@/store/run-library'
import { runTitle } from '@/store/run-record'
import { useTrainingStore } from '@/store/training-store'
import { Callout } from '@/ui/Callout'
import { EmptyState } from '@/ui/EmptyState'
import { LinkButton } from '@/ui/LinkButton'
import page from '@/ui/Page.module.css'
import { Select } from '@/ui/Select'
import { Tabs } from '@/ui/Tabs'
import { BatchPanel } from './BatchPanel'
import { SingleTry } from './SingleTry'
import styles from './TryScreen.module.css'

/** Type, and see at once what the skill understands. */
export function TryScreen() {
  const project = useProject()
  const { intents } = project
  const query = useRoute((route) => route.query)
  const isRead = useTrainingStore((state) => state.projectId === project.id)
  const runs = useTrainingStore((state) => state.runs)
  const [view, setView] = useState('one')
  const models = runs.filter((run) => run.hasModel)
  const best = useMemo(() => bestRun(runs.filter((one) => one.hasModel)), [runs])
  const run = models.find(({ id }) => id === query.run) ?? best?.run
  const other = models.find(({ id }) => id === query.with && id !== run?.id)
  const state = usePredictionStore((store) => (run ? store.models[run.id] : undefined))

  useEffect(() => {
    void openRuns(project.id)
  }, [project.id])
  useEffect(() => {
    if (run) void loadModel(run.id, { intents })
    if (other) void loadModel(other.id, { intents })
  }, [run, other, intents])

  if (!isRead) return null
  if (!run) {
    return (
      <div className={page.page} data-width="medium">
        <h1 className="visually-hidden">Try</h1>
        <EmptyState
          icon="play"
          title="There is no model to try yet"
          actions={
            <LinkButton href={screenHref(project.id, 'train')} kind="primary" icon="bolt">
              Train first
            </LinkButton>
          }
        >
          Once trained, it answers while you type, on this device.
        </EmptyState>
      </div>
    )
  }
  return (
    <div className={page.page} data-width="medium">
      <header className={page.header}>
        <h1 className={page.title}>Try</h1>
        <div className={styles.tools}>
          <Select
            label="Model"
            isLabelHidden
            size="small"
            value={run.id}
            onChange={(id) => replaceQuery({ ...query, run: id })}
            options={models.toReversed().map((one) => ({
              value: one.id,
              label:
                one.id === best?.run.id && best.because !== 'only'
                  ? `${runTitle(one)}, ${BEST_RUN_WORDS[best.because]}`
                  : runTitle(one),
            }))}
          />
          {models.length > 1 && (
            <Select
              label="Side by side with"
              isLabelHidden
              size="small"
              value={other?.id ?? 'none'}
              onChange={(id) => replaceQuery({ ...query, with: id === 'none' ? '' : id })}
              options={[
                { value: 'none', label: 'Alone' },
                ...models
                  .toReversed()
                  .filter((one) => one.id !== run.id)
                  .map((one) => ({ value: one.id, label: `Beside ${runTitle(one)}` })),
              ]}
            />
          )}
        </div>
      </header>
      <p className={styles.quiet}>{describeAnsweringModel(run)}</p>
      {state?.kind === 'failed' && (
        <Callout tone="bad" title={state.failure.message}>
          {state.failure.remedy}
        </Callout>
      )}
      <Tabs
        label="How to try"
        selected={view}
        onChange={setView}
        tabs={[
          {
            id: 'one',
            label: 'One at a time',
            content: (
              <div className={styles.view}>
                <SingleTry run={run} other={other ?? null} />
              </div>
            ),
          },
          {
            id: 'many',
            label: 'Many lines',
            content: (
              <div className={styles.view}>
                <BatchPanel run={run} />
              </div>
            ),
          },
        ]}
      />
    </div>
  )
}
