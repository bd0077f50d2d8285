import { useEffect, useState } from 'react'
import { linesToTexts } from '@/project/edits'
import type { SplitChoice } from '@/project/project'
import { addTexts } from '@/store/project-actions'
import { useProject } from '@/store/project-store'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { Select } from '@/ui/Select'
import { TextArea } from '@/ui/TextArea'
import { TextField } from '@/ui/TextField'
import { showToast } from '@/ui/toasts'
import styles from './AddDialog.module.css'
import { AddFromFiles } from './AddFromFiles'
import { focusUtterance, useAnnotateView } from './annotate-view'

const NONE = ' none'
const NEW = ' new'

/** Takes many lines straight into an intent. */
export function AddDialog() {
  const project = useProject()
  const isOpen = useAnnotateView((state) => state.mode === 'add')
  const filtered = useAnnotateView((state) => state.filters.intent)
  const [choice, setChoice] = useState<string | null>(null)
  const [newName, setNewName] = useState('')
  const addsTo = useAnnotateView((state) => state.addsTo)
  const [chosenSide, setSide] = useState<SplitChoice | null>(null)
  const side = chosenSide ?? addsTo
  const pasted = useAnnotateView((state) => state.pasted)
  const [text, setText] = useState('')
  useEffect(() => {
    if (pasted === '') return
    setText((before) => [before.trimEnd(), pasted].filter(Boolean).join('\n'))
    useAnnotateView.setState({ pasted: '' })
  }, [pasted])
  const texts = linesToTexts(text)
  const chosen = choice ?? filtered ?? NONE
  const intent = chosen === NONE ? null : chosen === NEW ? newName.trim() || null : chosen
  const close = () => {
    setSide(null)
    useAnnotateView.setState({ mode: 'rest', addsTo: 'auto' })
  }
  const add = () => {
    if (texts.length === 0) return
    const { added, firstId } = addTexts(texts, intent, side)
    const skipped = texts.length - added
    setText('')
    showToast(
      `${added} ${added === 1 ? 'utterance' : 'utterances'} added${skipped > 0 ? `, ${skipped} were there already` : ''}.`,
      { tone: 'good' },
    )
    close()
    if (firstId !== null) focusUtterance(firstId)
  }
  return (
    <Dialog
      title="Add utterances"
      isOpen={isOpen}
      onClose={close}
      footer={
        <>
          <Button onPress={close}>Cancel</Button>
          <Button kind="primary" isDisabled={texts.length === 0} keys="Ctrl+⏎" onPress={add}>
            {texts.length === 0 ? 'Add' : `Add ${texts.length}`}
          </Button>
        </>
      }
    >
      <div className={styles.fields}>
        <TextArea
          label="One utterance on each line"
          rows={8}
          autoFocus
          value={text}
          onChange={setText}
          placeholder={'what people say\nand how else they say it'}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) add()
          }}
        />
        <Select
          label="Intent"
          value={chosen}
          onChange={setChoice}
          options={[
            { value: NONE, label: 'None yet' },
            ...project.intents.map((one) => ({ value: one.name, label: one.name })),
            { value: NEW, label: 'A new intent…' },
          ]}
        />
        {chosen === NEW && (
          <TextField label="Name of the new intent" value={newName} onChange={setNewName} />
        )}
        <Select<SplitChoice>
          label="Used for"
          value={side}
          onChange={setSide}
          options={[
            { value: 'auto', label: 'Learning or the test, as it falls' },
            { value: 'train', label: 'Learning only' },
            { value: 'test', label: 'The test only' },
          ]}
        />
        <AddFromFiles onAdded={close} />
      </div>
    </Dialog>
  )
}
