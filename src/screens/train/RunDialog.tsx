import { useState } from 'react'
import { describeRun } from '@/store/run-library'
import type { RunRecord } from '@/store/run-record'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { TextArea } from '@/ui/TextArea'
import { TextField } from '@/ui/TextField'
import styles from './RunsPanel.module.css'

/** What somebody wants to remember of a run: a name beside its number, and notes. */
export function RunDialog({ run, onClose }: { run: RunRecord; onClose: () => void }) {
  const [name, setName] = useState(run.name ?? '')
  const [notes, setNotes] = useState(run.notes ?? '')
  const save = () => {
    onClose()
    void describeRun(run.id, { name, notes })
  }
  return (
    <Dialog
      title={`Run ${run.number}`}
      size="small"
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button kind="primary" onPress={save}>
            Save
          </Button>
        </>
      }
    >
      <div className={styles.fields}>
        <TextField
          label="Name"
          description="Shown beside its number, wherever the run is."
          value={name}
          onChange={setName}
          autoFocus
          maxLength={60}
          onKeyDown={(event) => {
            if (event.key === 'Enter') save()
          }}
        />
        <TextArea label="Notes" value={notes} onChange={setNotes} maxLength={2000} />
      </div>
    </Dialog>
  )
}
