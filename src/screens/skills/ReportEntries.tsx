import { useMemo, useState } from 'react'
import type { ReportEntry } from '@/formats/format'
import { placeWords } from '@/formats/place-words'
import { Badge } from '@/ui/Badge'
import { Button } from '@/ui/Button'
import { Segments } from '@/ui/Segments'
import styles from './ReportEntries.module.css'

type Kind = ReportEntry['kind']

const WORDS: Record<Kind, string> = {
  imported: 'Imported',
  expanded: 'Expanded',
  changed: 'Changed',
  kept: 'Kept aside',
  skipped: 'Skipped',
}
const ABOUT: Record<Kind | 'all', string> = {
  all: 'Every sample of the files, in their order.',
  imported: 'Read as they are.',
  expanded: 'Patterns; their placeholders were filled with values.',
  changed: 'Read, with something put right: each says what.',
  kept: 'Not used to learn from, but kept and written back on export.',
  skipped: 'Not read: each says why.',
}
const TONES = {
  imported: 'good',
  expanded: 'good',
  changed: 'warn',
  kept: 'hint',
  skipped: 'bad',
} as const
const KINDS = ['imported', 'expanded', 'changed', 'kept', 'skipped'] as const
const SHOWN_AT_FIRST = 200

/** What became of every sample: how many of each kind, and each with its reason. */
export function ReportEntries({ entries }: { entries: readonly ReportEntry[] }) {
  const counts = useMemo(() => countKinds(entries), [entries])
  const [kind, setKind] = useState<Kind | 'all'>(() => (counts.get('skipped') ? 'skipped' : 'all'))
  const [limit, setLimit] = useState(SHOWN_AT_FIRST)
  const shown = kind === 'all' ? entries : entries.filter((entry) => entry.kind === kind)
  const present = KINDS.filter((one) => counts.get(one))
  const hasOneFile = new Set(entries.map(({ file }) => file)).size < 2
  return (
    <div className={styles.entries}>
      <div className={styles.bar} aria-hidden="true">
        {present.map((one) => (
          <span
            key={one}
            className={styles.part}
            data-kind={one}
            style={{ flexGrow: counts.get(one) }}
          />
        ))}
      </div>
      <div className={styles.segments}>
        <Segments
          label="Which lines to show"
          value={kind}
          onChange={(next) => {
            setKind(next)
            setLimit(SHOWN_AT_FIRST)
          }}
          segments={[
            { value: 'all' as const, label: `All ${entries.length.toLocaleString('en')}` },
            ...present.map((value) => ({
              value,
              label: `${WORDS[value]} ${counts.get(value)?.toLocaleString('en')}`,
            })),
          ]}
        />
      </div>
      <p className={styles.about}>{ABOUT[kind]}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by key */}
      <ul className={styles.list} aria-label="Lines of the import" tabIndex={0}>
        {shown.slice(0, limit).map((entry, index) => (
          <EntryRow key={index} entry={entry} hasOneFile={hasOneFile} />
        ))}
        {shown.length > limit && (
          <li className={styles.more}>
            <Button size="small" kind="quiet" onPress={() => setLimit(limit + 500)}>
              {`Show ${Math.min(500, shown.length - limit)} more of ${(shown.length - limit).toLocaleString('en')}`}
            </Button>
          </li>
        )}
      </ul>
    </div>
  )
}

function EntryRow({ entry, hasOneFile }: { entry: ReportEntry; hasOneFile: boolean }) {
  const where = placeWords(entry.place)
  const file = entry.file.split('/').at(-1) ?? ''
  return (
    <li className={styles.entry}>
      <span className={styles.kind}>
        <Badge tone={TONES[entry.kind]}>
          {WORDS[entry.kind]}
          {entry.kind === 'expanded' && ` × ${entry.made}`}
        </Badge>
      </span>
      <span className={styles.words}>
        <span>{entry.text || entry.file}</span>
        {(entry.reason || entry.remedy) && (
          <span className={styles.reason}>
            {entry.reason} {entry.remedy}
          </span>
        )}
      </span>
      <span className={styles.place} title={`${entry.file} ${entry.place}`}>
        {hasOneFile || !where ? where : `${file}, ${where}`}
      </span>
    </li>
  )
}

function countKinds(entries: readonly ReportEntry[]): Map<Kind, number> {
  const counts = new Map<Kind, number>()
  for (const { kind } of entries) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  return counts
}
