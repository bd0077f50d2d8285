import { useState } from 'react'
import { markAs, putOnSide, relabelTicked } from '@/screens/annotate/actions/bulk-actions'
import { focusList } from '@/screens/annotate/actions/row-actions'
import { annotateCommand } from '@/screens/annotate/commands/annotate-commands'
import { CommandButton } from '@/screens/annotate/commands/CommandButton'
import { findUtterance } from '@/screens/annotate/view/find-utterance'
import { visibleNow } from '@/screens/annotate/view/focus'
import { useAnnotateView } from '@/screens/annotate/view/view-state'
import { useProject } from '@/store/project-store'
import { Button } from '@/ui/Button'
import { IconButton } from '@/ui/IconButton'
import { Menu } from '@/ui/Menu'
import styles from './BulkBar.module.css'
import { RelabelDialog } from './RelabelDialog'

/** What can be done to all ticked utterances at once; each is one step of undo. */
export function BulkBar() {
  const project = useProject()
  const ids = useAnnotateView((state) => state.tickedIds)
  const [isRelabelling, setIsRelabelling] = useState(false)
  if (ids.size === 0) return null
  const used = new Set(
    [...ids].flatMap((id) => findUtterance(project, id)?.spans.map((span) => span.slot) ?? []),
  )
  return (
    <section className={styles.bar} aria-label="Ticked utterances">
      <strong className={styles.count}>{ids.size.toLocaleString('en')} ticked</strong>
      <CommandButton command={annotateCommand('intent')} size="small">
        Intent
      </CommandButton>
      <Menu
        label="Status"
        trigger={<Button size="small">Status</Button>}
        entries={(['todo', 'done', 'check'] as const).map((status) => ({
          kind: 'action',
          id: status,
          label: { todo: 'To do', done: 'Done', check: 'To check' }[status],
          run: () => markAs(status),
        }))}
      />
      <Menu
        label="Side"
        trigger={<Button size="small">Side</Button>}
        entries={(['auto', 'train', 'test'] as const).map((split) => ({
          kind: 'action',
          id: split,
          label: { auto: 'Auto', train: 'Train', test: 'Test' }[split],
          run: () => putOnSide(split),
        }))}
      />
      {used.size > 0 && (
        <Menu
          label="Labels"
          trigger={<Button size="small">Labels</Button>}
          entries={[
            {
              kind: 'action' as const,
              id: 'relabel',
              label: 'Relabel…',
              icon: 'edit' as const,
              run: () => setIsRelabelling(true),
            },
            { kind: 'line' as const, id: 'line' },
            ...[...used].map((slot) => ({
              kind: 'action' as const,
              id: `remove ${slot}`,
              label: `Remove ${slot}`,
              isDangerous: true,
              run: () => relabelTicked({ from: slot, to: null }),
            })),
            {
              kind: 'action' as const,
              id: 'clear',
              label: 'Remove all labels',
              isDangerous: true,
              run: () => relabelTicked('clear'),
            },
          ]}
        />
      )}
      <CommandButton command={annotateCommand('delete')} kind="danger" size="small">
        Delete
      </CommandButton>
      {isRelabelling && (
        <RelabelDialog count={ids.size} used={[...used]} onClose={() => setIsRelabelling(false)} />
      )}
      <span className={styles.end}>
        {ids.size < visibleNow().length && (
          <CommandButton command={annotateCommand('tick-all')} kind="quiet" size="small">
            Tick all
          </CommandButton>
        )}
        <IconButton
          label="Untick all"
          icon="close"
          size="small"
          onPress={() => {
            useAnnotateView.setState({ tickedIds: new Set() })
            focusList()
          }}
        />
      </span>
    </section>
  )
}
