import { useState } from 'react'
import type { ErrorEntry } from '@/evaluation/error-list'
import { replaceQuery, useRoute } from '@/store/route'
import type { RunRecord } from '@/store/run-record'
import { Button } from '@/ui/Button'
import { EmptyState } from '@/ui/EmptyState'
import { Segments } from '@/ui/Segments'
import { ErrorCard } from './ErrorCard'
import styles from './EvaluateScreen.module.css'
import { isAbout } from './errors-about'

type Kind = 'all' | 'intent' | 'slots'

const PAGE = 25

/** Every utterance that came out wrong, the most confident mistakes first. */
export function ErrorsPanel({ run }: { run: RunRecord }) {
  const query = useRoute((route) => route.query)
  const { intent, slot } = query
  const name = intent ?? slot
  const [kind, setKind] = useState<Kind>('all')
  const [shown, setShown] = useState(PAGE)
  const errors = run.report.errors.filter((error) => isAbout(error, run, { intent, slot }))
  const chosen = errors.filter((error) => isOfKind(error, kind))
  if (run.report.errors.length === 0) {
    return (
      <EmptyState icon="check" title="No utterance came out wrong">
        All {run.report.summary.count} that were tested have the right intent and the right slots.
      </EmptyState>
    )
  }
  return (
    <div className={styles.stack}>
      <div className={styles.row}>
        <Segments<Kind>
          label="Which errors"
          value={kind}
          onChange={setKind}
          segments={[
            { value: 'all', label: `All ${errors.length}` },
            { value: 'intent', label: `Wrong intent ${count(errors, 'intent')}` },
            { value: 'slots', label: `Wrong slots ${count(errors, 'slots')}` },
          ]}
        />
        {name !== undefined && (
          <Button
            size="small"
            icon="close"
            onPress={() => replaceQuery({ ...query, intent: '', slot: '' })}
          >
            Only {name}
          </Button>
        )}
      </div>
      {chosen.slice(0, shown).map((error) => (
        <ErrorCard key={error.utteranceId} error={error} run={run} />
      ))}
      {chosen.length > shown && (
        <div>
          <Button onPress={() => setShown(shown + PAGE)}>
            Show {Math.min(PAGE, chosen.length - shown)} more
          </Button>
        </div>
      )}
    </div>
  )
}

function isOfKind(error: ErrorEntry, kind: Kind): boolean {
  if (kind === 'intent') return error.isIntentWrong
  return kind === 'all' || error.slotErrors.length > 0
}

function count(errors: readonly ErrorEntry[], kind: Kind): number {
  return errors.filter((error) => isOfKind(error, kind)).length
}
