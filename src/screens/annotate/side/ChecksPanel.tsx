import { memo, useState } from 'react'
import type { Severity } from '@/lint/finding'
import { focusList } from '@/screens/annotate/actions/row-actions'
import { undoAction } from '@/screens/annotate/actions/undo-actions'
import { setFilters } from '@/screens/annotate/view/filters'
import { focusUtterance } from '@/screens/annotate/view/focus'
import { useAnnotateView } from '@/screens/annotate/view/view-state'
import { type ListedFinding, repair, useFindings } from '@/store/project-checks'
import { Badge } from '@/ui/Badge'
import { Button } from '@/ui/Button'
import { EmptyState } from '@/ui/EmptyState'
import { showToast } from '@/ui/toasts'
import styles from './ChecksPanel.module.css'

const SHOWN_AT_FIRST = 40

const TONES = { error: 'bad', warning: 'warn', hint: 'hint' } as const
const WORDS: Record<Severity, string> = { error: 'Error', warning: 'Warning', hint: 'Hint' }

/** What will hurt the model, worst first, each with the way to see it and, where there is one, the repair. */
export function ChecksPanel() {
  const findings = useFindings((state) => state.findings)
  const isBroken = useFindings((state) => state.isBroken)
  const [shown, setShown] = useState(SHOWN_AT_FIRST)

  if (isBroken) {
    return (
      <EmptyState icon="warning" title="The checks came to no end">
        They were started three times on this version of the skill. The next edit starts them again;
        what you do here is saved all the same.
      </EmptyState>
    )
  }
  if (!findings) return <p className={styles.waiting}>Checking…</p>
  if (findings.length === 0) {
    return (
      <EmptyState icon="check" title="Nothing to complain about">
        No conflicts, duplicates, gaps or oddities were found in the utterances.
      </EmptyState>
    )
  }
  return (
    <div className={styles.panel}>
      <p className={styles.summary}>{summarise(findings)}</p>
      <ul className={styles.list}>
        {findings.slice(0, shown).map((finding) => (
          <FindingCard key={finding.id} finding={finding} />
        ))}
      </ul>
      {findings.length > shown && (
        <Button onPress={() => setShown(shown + 100)}>
          {`Show ${Math.min(100, findings.length - shown)} more`}
        </Button>
      )}
    </div>
  )
}

const FindingCard = memo(function FindingCard({ finding }: { finding: ListedFinding }) {
  const { places, fixLabel } = finding
  const show = () => {
    setFilters({ only: { ids: new Set(places.utteranceIds), label: finding.message } })
    useAnnotateView.setState({ drawer: 'none' })
    const first = places.utteranceIds[0]
    if (first !== undefined) focusUtterance(first)
    requestAnimationFrame(focusList)
  }
  return (
    <li className={styles.finding}>
      <Badge tone={TONES[finding.severity]}>{WORDS[finding.severity]}</Badge>
      <p className={styles.message}>{finding.message}</p>
      <p className={styles.why}>{finding.why}</p>
      <div className={styles.actions}>
        {places.utteranceIds.length > 0 && (
          <Button size="small" onPress={show}>
            {places.count === 1 ? 'Show it' : `Show ${places.utteranceIds.length}`}
          </Button>
        )}
        {fixLabel !== null && (
          <Button size="small" onPress={() => void repairWithNote(finding)}>
            {fixLabel}
          </Button>
        )}
      </div>
    </li>
  )
})

async function repairWithNote(finding: ListedFinding): Promise<void> {
  if (!(await repair(finding))) return
  showToast(`Done: ${finding.fixLabel}.`, {
    tone: 'good',
    action: undoAction(),
  })
}

function summarise(findings: readonly ListedFinding[]): string {
  const count = (severity: Severity) =>
    findings.filter((finding) => finding.severity === severity).length
  const say = (number: number, one: string) => `${number} ${one}${number === 1 ? '' : 's'}`
  return [
    say(count('error'), 'error'),
    say(count('warning'), 'warning'),
    say(count('hint'), 'hint'),
  ].join(', ')
}
