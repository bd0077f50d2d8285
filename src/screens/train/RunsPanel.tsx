import { EXPLANATIONS } from '@/evaluation/explanations'
import { reportFigures } from '@/evaluation/tested-figures'
import { screenHref } from '@/store/route'
import { deleteRun } from '@/store/run-library'
import type { RunRecord } from '@/store/run-record'
import { useTrainingStore } from '@/store/training-store'
import { Badge } from '@/ui/Badge'
import { formatPercent } from '@/ui/charts/numbers'
import { IconButton } from '@/ui/IconButton'
import { Panel } from '@/ui/Panel'
import { Table } from '@/ui/Table'
import { showToast } from '@/ui/toasts'
import styles from './RunsPanel.module.css'

/** All runs of the skill, latest first. */
export function RunsPanel() {
  const runs = useTrainingStore((state) => state.runs)
  if (runs.length === 0) return null
  return (
    <Panel title="Runs">
      <Table<RunRecord>
        caption="Runs of this skill"
        isCaptionHidden
        rows={runs.toReversed()}
        rowKey={(run) => run.id}
        columns={[
          {
            id: 'run',
            header: 'Run',
            cell: (run) => (
              <a href={screenHref(run.projectId, 'evaluate', { run: run.id })}>Run {run.number}</a>
            ),
          },
          {
            id: 'when',
            header: 'When',
            cell: (run) => (
              <span className={styles.quiet}>
                {new Date(run.startedAt).toLocaleString('en', {
                  dateStyle: 'medium',
                  timeStyle: 'short',
                })}
              </span>
            ),
          },
          {
            id: 'kind',
            header: 'What',
            cell: (run) => (
              <span className={styles.badges}>
                {run.kind === 'crossValidation' && <Badge tone="hint">cross-validation</Badge>}
                {run.startedFrom && <Badge>from earlier weights</Badge>}
                {run.scratch && <Badge>with scratch</Badge>}
                {run.isStopped && <Badge tone="warn">stopped</Badge>}
              </span>
            ),
          },
          { id: 'utterances', header: 'Utterances', align: 'end', cell: (run) => run.utterances },
          {
            id: 'intents',
            header: 'Intents',
            about: EXPLANATIONS.intents,
            align: 'end',
            cell: (run) => formatPercent(reportFigures(run.report).intentAccuracy),
          },
          {
            id: 'slots',
            header: 'Slot F1',
            about: EXPLANATIONS.slotF1,
            align: 'end',
            cell: (run) => formatPercent(reportFigures(run.report).slotF1),
          },
          {
            id: 'frames',
            header: 'Frames',
            about: EXPLANATIONS.frames,
            align: 'end',
            cell: (run) => formatPercent(reportFigures(run.report).frameAccuracy),
          },
          {
            id: 'delete',
            header: <span className="visually-hidden">Delete</span>,
            align: 'end',
            cell: (run) => (
              <IconButton
                label={`Delete run ${run.number}`}
                icon="trash"
                size="small"
                onPress={() => remove(run)}
              />
            ),
          },
        ]}
      />
    </Panel>
  )
}

function remove(run: RunRecord): void {
  const discarded = deleteRun(run.id)
  const dismiss = showToast(`Run ${run.number} was deleted.`, {
    action: { label: 'Undo', run: () => void discarded.bringBack() },
  })
  void discarded.settled.then(dismiss)
}
