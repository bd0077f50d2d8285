import { useEffect } from 'react'
import { useProject } from '@/store/project-store'
import { replaceQuery, screenHref, useRoute } from '@/store/route'
import { openRuns } from '@/store/run-library'
import { type RunRecord, runTitle } from '@/store/run-record'
import { useTrainingStore } from '@/store/training-store'
import { countOf } from '@/ui/charts/numbers'
import { EmptyState } from '@/ui/EmptyState'
import { LinkButton } from '@/ui/LinkButton'
import page from '@/ui/Page.module.css'
import { Select } from '@/ui/Select'
import { Tabs } from '@/ui/Tabs'
import { ComparePanel } from './ComparePanel'
import { ConfusionPanel } from './ConfusionPanel'
import { ErrorsPanel } from './ErrorsPanel'
import styles from './EvaluateScreen.module.css'
import { ExportMenu } from './ExportMenu'
import { MoreDataPanel } from './MoreDataPanel'
import { Overview } from './Overview'
import { TrustPanel } from './TrustPanel'

/** What a run is worth, what goes wrong, what to do next, and what to believe. */
export function EvaluateScreen() {
  const project = useProject()
  const query = useRoute((route) => route.query)
  const isRead = useTrainingStore((state) => state.projectId === project.id)
  const runs = useTrainingStore((state) => state.runs)
  const run = runs.find(({ id }) => id === query.run) ?? runs.at(-1)

  useEffect(() => {
    void openRuns(project.id)
  }, [project.id])

  if (!isRead) return null
  if (!run) {
    return (
      <div className={page.page}>
        <h1 className="visually-hidden">Evaluate</h1>
        <EmptyState
          icon="chart"
          title="Nothing to judge yet"
          actions={
            <LinkButton href={screenHref(project.id, 'train')} kind="primary" icon="bolt">
              Train first
            </LinkButton>
          }
        >
          After a training you see here how good it is, what exactly goes wrong, and what to do
          next.
        </EmptyState>
      </div>
    )
  }
  const { errors, summary } = run.report
  const show = (view: string) =>
    replaceQuery({ run: query.run ?? '', view: view === 'overview' ? '' : view })
  return (
    <div className={page.page}>
      <header className={page.header}>
        <div>
          <h1 className={page.title}>Evaluate</h1>
          <p className={styles.facts}>
            {run.report.method === 'crossValidation'
              ? `Cross-validation: each of ${countOf(summary.count, 'utterance')} tested by a network that had not seen it`
              : `On ${countOf(summary.count, 'utterance')} that were kept back, of ${run.utterances}`}
          </p>
        </div>
        <div className={styles.tools}>
          <Select
            label="Run"
            isLabelHidden
            size="small"
            value={run.id}
            onChange={(id) => replaceQuery({ ...query, run: id })}
            options={runs.toReversed().map((one) => ({ value: one.id, label: nameOf(one) }))}
          />
          <ExportMenu run={run} />
        </div>
      </header>
      <Tabs
        label="Parts of the evaluation"
        selected={query.view || 'overview'}
        onChange={show}
        tabs={[
          {
            id: 'overview',
            label: 'Overview',
            content: (
              <div className={styles.view}>
                <Overview run={run} />
              </div>
            ),
          },
          {
            id: 'errors',
            label: `Errors ${errors.length}`,
            content: (
              <div className={styles.view}>
                <ErrorsPanel key={run.id} run={run} />
              </div>
            ),
          },
          {
            id: 'confusion',
            label: 'Confusion',
            content: (
              <div className={styles.view}>
                <ConfusionPanel run={run} />
              </div>
            ),
          },
          {
            id: 'trust',
            label: 'Trust',
            content: (
              <div className={styles.view}>
                <TrustPanel key={run.id} run={run} />
              </div>
            ),
          },
          {
            id: 'compare',
            label: 'Compare',
            content: (
              <div className={styles.view}>
                <ComparePanel run={run} />
              </div>
            ),
          },
          {
            id: 'more',
            label: 'More data',
            content: (
              <div className={styles.view}>
                <MoreDataPanel />
              </div>
            ),
          },
        ]}
      />
    </div>
  )
}

function nameOf(run: RunRecord): string {
  const kind = run.kind === 'crossValidation' ? ', cross-validation' : ''
  return `${runTitle(run)}${kind} · ${new Date(run.startedAt).toLocaleDateString('en', { day: 'numeric', month: 'short' })}`
}
