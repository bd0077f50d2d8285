import { useMemo, useState } from 'react'
import { EXPLANATIONS } from '@/evaluation/explanations'
import { reportFigures } from '@/evaluation/tested-figures'
import { BEST_RUN_WORDS, bestRun } from '@/store/best-run'
import { screenHref } from '@/store/route'
import { deleteRun, pinRun } from '@/store/run-library'
import { type RunRecord, runTitle } from '@/store/run-record'
import { useTrainingStore } from '@/store/training-store'
import { Badge } from '@/ui/Badge'
import { formatPercent } from '@/ui/charts/numbers'
import { IconButton } from '@/ui/IconButton'
import { Panel } from '@/ui/Panel'
import { Table } from '@/ui/Table'
import { showToast } from '@/ui/toasts'
import { RunDialog } from './RunDialog'
import styles from './RunsPanel.module.css'

/** All runs of the skill, latest first. */
export function RunsPanel() {
  const runs = useTrainingStore((state) => state.runs)
  const [editedId, setEditedId] = useState<string | null>(null)
  const best = useMemo(() => bestRun(runs.filter((run) => run.hasModel)), [runs])
  const edited = runs.find(({ id }) => id === editedId)
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
              <>
                <a href={screenHref(run.projectId, 'evaluate', { run: run.id })}>{runTitle(run)}</a>
                {run.notes && <p className={styles.notes}>{run.notes}</p>}
              </>
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
                {best && best.because !== 'only' && best.run.id === run.id && (
                  <Badge tone="good">{BEST_RUN_WORDS[best.because]}</Badge>
                )}
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
            id: 'actions',
            header: <span className="visually-hidden">Actions</span>,
            align: 'end',
            cell: (run) => (
              <span className={styles.actions}>
                {run.hasModel && (
                  <IconButton
                    label={run.isPinned ? `Unpin run ${run.number}` : `Pin run ${run.number}`}
                    icon="pin"
                    size="small"
                    isActive={run.isPinned ?? false}
                    onPress={() => pin(run)}
                  />
                )}
                <IconButton
                  label={`Name and notes of run ${run.number}`}
                  icon="edit"
                  size="small"
                  onPress={() => setEditedId(run.id)}
                />
                <IconButton
                  label={`Delete run ${run.number}`}
                  icon="trash"
                  size="small"
                  onPress={() => remove(run)}
                />
              </span>
            ),
          },
        ]}
      />
      {best && runs.length > 1 && (
        <p className={styles.note}>
          Try, Export and suggestions begin with {runTitle(best.run)}:{' '}
          {BEST_RUN_WORDS[best.because]}.
          {best.because !== 'pinned' && ' Pin another to begin with that one.'}
        </p>
      )}
      {edited && <RunDialog key={edited.id} run={edited} onClose={() => setEditedId(null)} />}
    </Panel>
  )
}

function pin(run: RunRecord): void {
  void pinRun(run.isPinned ? null : run.id)
}

function remove(run: RunRecord): void {
  const discarded = deleteRun(run.id)
  const dismiss = showToast(`${runTitle(run)} was deleted.`, {
    action: { label: 'Undo', run: () => void discarded.bringBack() },
  })
  void discarded.settled.then(dismiss)
}
