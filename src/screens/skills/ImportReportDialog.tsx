import type { ImportOutcome } from '@/formats/format'
import { type BroughtName, checkBroughtNames, namesIn } from '@/project/name-check'
import { type Project, slotNames } from '@/project/project'
import { statisticsOf } from '@/project/statistics'
import { useImportWork } from '@/store/import-work'
import { useProjectStore } from '@/store/project-store'
import { goTo, screenHref } from '@/store/route'
import { Button } from '@/ui/Button'
import { Callout } from '@/ui/Callout'
import { Dialog } from '@/ui/Dialog'
import { ProgressBar } from '@/ui/ProgressBar'
import { saveBytes } from '@/ui/save-file'
import styles from './ImportReportDialog.module.css'
import { ImportSource } from './ImportSource'
import {
  closeReport,
  discardImport,
  type ImportReportState,
  useImportSession,
} from './import-session'
import { ReportEntries } from './ReportEntries'
import { reportFile } from './report-file'

/** What became of every line of an import, with reasons and remedies; and the ways to read it otherwise. */
export function ImportReportDialog({ report }: { report: ImportReportState }) {
  const isReading = useImportSession((state) => state.isReading)
  const { outcome, projectId } = report
  const unsaved = useProjectStore((state) =>
    state.unsaved.find((skill) => skill.projectId === projectId),
  )
  const entries = outcome.kind === 'imported' ? outcome.report.entries : outcome.entries
  return (
    <Dialog
      title={
        outcome.kind === 'imported'
          ? `“${outcome.project.name}” is here${unsaved ? ', in this tab only' : ''}`
          : 'This could not be imported'
      }
      size="large"
      isOpen
      onClose={closeReport}
      footer={
        <>
          <span className={styles.foot}>
            {entries.length > 0 && (
              <Button
                kind="quiet"
                icon="download"
                onPress={() => saveBytes('import-report.tsv', reportFile(outcome))}
              >
                Report
              </Button>
            )}
            {projectId !== null && (
              <Button kind="quiet" icon="trash" onPress={() => void discardImport()}>
                Discard
              </Button>
            )}
          </span>
          {projectId === null ? (
            <Button autoFocus onPress={closeReport}>
              Close
            </Button>
          ) : (
            <>
              <Button onPress={closeReport}>Stay here</Button>
              <Button
                kind="primary"
                autoFocus
                onPress={() => {
                  closeReport()
                  goTo(screenHref(projectId, 'annotate'))
                }}
              >
                Open skill
              </Button>
            </>
          )}
        </>
      }
    >
      <div className={styles.body} aria-busy={isReading}>
        {unsaved && (
          <Callout tone="bad" title="The browser has not kept it">
            {'remedy' in unsaved.save ? unsaved.save.remedy : ''}
          </Callout>
        )}
        <ImportSource report={report} />
        {isReading && <Rereading />}
        {outcome.kind === 'failed' ? (
          <Callout tone="bad" title={outcome.message}>
            {outcome.remedy}
          </Callout>
        ) : (
          <>
            <Summary outcome={outcome} />
            <Names project={outcome.project} />
          </>
        )}
        {entries.length > 0 && <ReportEntries key={projectId ?? 'failed'} entries={entries} />}
      </div>
    </Dialog>
  )
}

/** How far the same files are in another reading; the bar that says so lies behind the window. */
function Rereading() {
  const work = useImportWork((state) => state.works.at(-1))
  if (!work) return null
  return (
    <div className={styles.reading}>
      <ProgressBar label={work.progress.text} value={work.progress.share} />
      <Button size="small" icon="stop" onPress={work.stop}>
        Stop
      </Button>
    </div>
  )
}

function Summary({ outcome }: { outcome: Extract<ImportOutcome, { kind: 'imported' }> }) {
  const { project, report } = outcome
  const { made, expanded } = report.counts
  const { intents } = statisticsOf(project)
  const without = project.intents.filter(({ name }) => !intents.get(name)).length
  return (
    <p className={styles.summary}>
      <strong>{count(project.utterances.length, 'utterance')}</strong>,{' '}
      {count(project.intents.length, 'intent')}
      {without > 0 && ` (${without} without utterances)`},{' '}
      {count(slotNames(project).length, 'slot')}, {count(project.slotTypes.length, 'slot type')}.
      {made > 0 &&
        ` ${made.toLocaleString('en')} of the utterances were made from ${count(expanded, 'pattern')}, which stay${expanded === 1 ? 's' : ''} editable as ${expanded === 1 ? 'a template' : 'templates'}.`}
    </p>
  )
}

/** Names that a person would not type like this: told here, put right on Annotate. */
function Names({ project }: { project: Project }) {
  const names = checkBroughtNames(namesIn(project), { intent: [], slot: [] })
  const [first] = names
  if (!first) return null
  const alike = names.filter(({ problem }) => problem.kind === 'alike')
  return (
    <Callout
      tone="hint"
      title={`${count(names.length, 'name')} ${names.length === 1 ? 'needs' : 'need'} a look`}
    >
      {alike.length > 0 &&
        `${listOf(alike)} ${alike.length === 1 ? 'differs' : 'differ'} from another name in spelling only; the checks on Annotate make one of the two. `}
      {alike.length < names.length &&
        `${listOf(names.filter(({ problem }) => problem.kind === 'signs'))}: voice platforms take no spaces, emoji or punctuation in names. They stay as they are here, and an export for such a platform changes them and says so.`}
    </Callout>
  )
}

const MOST_NAMED = 3

function listOf(names: readonly BroughtName[]): string {
  const more = names.length - MOST_NAMED
  const shown = names.slice(0, MOST_NAMED).map(({ typed }) => typed)
  return `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}

function count(number: number, what: string): string {
  return `${number.toLocaleString('en')} ${what}${number === 1 ? '' : 's'}`
}
