import { useState } from 'react'
import { tidyName } from '@/project/name-check'
import { relabelTicked } from '@/screens/annotate/actions/bulk-actions'
import { NameField } from '@/screens/annotate/naming/NameField'
import { slotChoices } from '@/screens/annotate/view/shown-offers'
import { useProject } from '@/store/project-store'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { Select } from '@/ui/Select'
import styles from './RelabelDialog.module.css'

const NEW = ' new'

/** Gives one slot of the ticked utterances the name of another, or a new one. */
export function RelabelDialog({
  count,
  used,
  onClose,
}: {
  count: number
  used: readonly string[]
  onClose: () => void
}) {
  const project = useProject()
  const [from, setFrom] = useState(used[0] ?? '')
  const all = slotChoices(project, null).others
  const others = all.filter((slot) => slot !== from)
  const [choice, setChoice] = useState<string | null>(null)
  const [newName, setNewName] = useState('')
  const chosen = choice === null || choice === from ? (others[0] ?? NEW) : choice
  const to = chosen === NEW ? tidyName('slot', newName) : chosen
  const relabel = () => {
    if (to === '') return
    relabelTicked({ from, to })
    onClose()
  }
  return (
    <Dialog
      title={`Relabel in ${count === 1 ? 'one utterance' : `${count} utterances`}`}
      size="small"
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button kind="primary" isDisabled={to === ''} onPress={relabel}>
            Relabel
          </Button>
        </>
      }
    >
      <div className={styles.fields}>
        <Select
          label="Labelled as"
          value={from}
          onChange={setFrom}
          options={used.map((slot) => ({ value: slot, label: slot }))}
        />
        <Select
          label="Becomes"
          value={chosen}
          onChange={setChoice}
          options={[
            ...others.map((slot) => ({ value: slot, label: slot })),
            { value: NEW, label: 'A new slot…' },
          ]}
        />
        {chosen === NEW && (
          <NameField
            kind="slot"
            label="Name of the new slot"
            value={newName}
            names={all}
            onChange={setNewName}
            onEnter={relabel}
          />
        )}
      </div>
    </Dialog>
  )
}
