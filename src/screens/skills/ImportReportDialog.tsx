import { useMemo, useState } from 'react'
import type { ImportOutcome, ReportEntry } from '@/formats/format'
import { goTo, screenHref } from '@/store/route'
import { Badge } from '@/ui/Badge'
import { Button } from '@/ui/Button'
import { Callout } from '@/ui/Callout'
import { Dialog } from '@/ui/Dialog'
import { Segments } from '@/ui/Segments'
import { VirtualList } from '@/ui/VirtualList'
import styles from './ImportReportDialog.module.css'

type Kind = ReportEntry['kind']

const WORDS: Record<Kind, string> = {
  imported: 'Imported',
  expanded: 'Expanded',
  changed: 'Changed',
  kept: 'Kept aside',
  skipped: 'Skipped',
}
const TONES = {
  imported: 'good',
  expanded: 'good',
  changed: 'warn',
  kept: 'hint',
  skipped: 'bad',
} as const

/** What became of every line of an import, with reasons and remedies. */
export function ImportReportDialog({
  outcome,
  projectId,
  onClose,
}: {
  outcome: ImportOutcome
  projectId: string | null
  onClose: () => void
}) {
  const entries = outcome.kind === 'imported' ? outcome.report.entries : outcome.entries
  const kinds = useMemo(() => countKinds(entries), [entries])
  const [kind, setKind] = useState<Kind | 'all'>(() => (kinds.get('skipped') ? 'skipped' : 'all'))
  const shown = kind === 'all' ? entries : entries.filter((entry) => entry.kind === kind)
  const isImported = outcome.kind === 'imported'
  return (
    <Dialog
      title={isImported ? `“${outcome.project.name}” is here` : 'This could not be imported'}
      size="large"
      isOpen
      onClose={onClose}
      footer={
        isImported && projectId !== null ? (
          <>
            <Button onPress={onClose}>Stay here</Button>
            <Button kind="primary" onPress={() => goTo(screenHref(projectId, 'annotate'))}>
              Open skill
            </Button>
          </>
        ) : (
          <Button onPress={onClose}>Close</Button>
        )
      }
    >
      <div className={styles.body}>
        {outcome.kind === 'failed' ? (
          <Callout tone="bad" title={outcome.message}>
            {outcome.remedy}
          </Callout>
        ) : (
          <p className={styles.summary}>
            {outcome.project.utterances.length.toLocaleString('en')} utterances,{' '}
            {outcome.project.intents.length} intents and {outcome.project.slotTypes.length} slot
            types were read as{' '}
            {[...new Set(outcome.report.files.map((file) => file.label))].join(', ')}.
            {outcome.report.counts.made > 0 &&
              ` ${outcome.report.counts.made.toLocaleString('en')} of the utterances were made by filling the placeholders of samples.`}
          </p>
        )}
        {entries.length > 0 && (
          <>
            <div className={styles.segments}>
              <Segments
                label="Which lines to show"
                value={kind}
                onChange={setKind}
                segments={[
                  { value: 'all' as const, label: `All ${entries.length}` },
                  ...[...kinds].map(([value, count]) => ({
                    value,
                    label: `${WORDS[value]} ${count}`,
                  })),
                ]}
              />
            </div>
            <div className={styles.list}>
              <VirtualList
                aria-label="Lines of the import"
                role="list"
                tabIndex={0}
                rowKeys={shown.map((_entry, index) => String(index))}
                rowHeight={56}
                renderRow={(index) => {
                  const entry = shown[index]
                  return entry ? <EntryRow key={index} entry={entry} /> : null
                }}
              />
            </div>
          </>
        )}
      </div>
    </Dialog>
  )
}

function EntryRow({ entry }: { entry: ReportEntry }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a virtual list positions its rows itself
    <div role="listitem" className={styles.entry}>
      <span className={styles.kind}>
        <Badge tone={TONES[entry.kind]}>
          {WORDS[entry.kind]}
          {entry.kind === 'expanded' && ` × ${entry.made}`}
        </Badge>
      </span>
      <span className={styles.words}>
        <span className={styles.text}>{entry.text || entry.file}</span>
        {(entry.reason || entry.remedy) && (
          <span className={styles.reason}>
            {entry.reason} {entry.remedy}
          </span>
        )}
      </span>
      <span className={styles.place}>{placeForPeople(entry.place)}</span>
    </div>
  )
}

/** `line 12`, or the last two steps of a JSON path. */
function placeForPeople(place: string): string {
  return /^\d+$/.test(place) ? `line ${place}` : place.split('.').slice(-2).join('.')
}

function countKinds(entries: readonly ReportEntry[]): Map<Kind, number> {
  const counts = new Map<Kind, number>()
  for (const { kind } of entries) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  return counts
}
