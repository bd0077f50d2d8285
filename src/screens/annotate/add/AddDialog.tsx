import { useEffect, useMemo, useState } from 'react'
import { linesToTexts } from '@/project/edits'
import { renameIntent, renameSlot } from '@/project/intent-edits'
import { type BroughtName, checkBroughtNames, hasLetters, namesIn } from '@/project/name-check'
import type { SplitChoice } from '@/project/project'
import { BroughtNames } from '@/screens/annotate/naming/BroughtNames'
import { NameField } from '@/screens/annotate/naming/NameField'
import { focusUtterance } from '@/screens/annotate/view/focus'
import { useAnnotateView } from '@/screens/annotate/view/view-state'
import { addReading, readText, type TextReading } from '@/store/add-text'
import { addTexts } from '@/store/project-actions'
import { useProject } from '@/store/project-store'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { Select } from '@/ui/Select'
import { TextArea } from '@/ui/TextArea'
import { showToast } from '@/ui/toasts'
import styles from './AddDialog.module.css'
import { AddFromFiles } from './AddFromFiles'
import { ReadingNotes } from './ReadingNotes'

const NONE = ' none'
const NEW = ' new'
/** Long enough that nobody is told of a bracket that is still being typed. */
const READ_AFTER_MS = 250

/** Takes utterances straight into the skill: plain lines, or anything that can be pasted as a skill. */
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
  const chosen = choice ?? filtered ?? NONE
  const intent =
    chosen === NONE ? null : chosen === NEW ? (hasLetters(newName) ? newName.trim() : null) : chosen
  const [taken, setTaken] = useState<readonly BroughtName[]>([])
  const asWritten = useReading(text, intent)
  const reading = useMemo(() => withNames(asWritten, taken), [asWritten, taken])
  const names = useMemo(
    () =>
      reading?.kind === 'read' ? checkBroughtNames(namesIn(reading.project), namesIn(project)) : [],
    [reading, project],
  )
  const close = () => {
    setSide(null)
    useAnnotateView.setState({ mode: 'rest', addsTo: 'auto' })
  }
  const finish = (result: { added: number; repeated: number; firstId: string | null }) => {
    const { added, repeated, firstId } = result
    setText('')
    setTaken([])
    showToast(
      `${added} ${added === 1 ? 'utterance' : 'utterances'} added${repeated > 0 ? `, ${repeated} were there already` : ''}.`,
      { tone: 'good' },
    )
    close()
    if (firstId !== null) focusUtterance(firstId)
  }
  const add = async () => {
    if (text.trim() === '') return
    const read = reading ?? withNames(await readText(text, intent), taken)
    if (read?.kind === 'read') finish(addReading(read.project, side))
  }
  const addAsLines = () => {
    const texts = linesToTexts(text)
    const { added, firstId } = addTexts(texts, intent, side)
    finish({ added, repeated: texts.length - added, firstId })
  }
  const count = reading?.kind === 'read' ? reading.project.utterances.length : 0
  return (
    <Dialog
      title="Add utterances"
      isOpen={isOpen}
      onClose={close}
      footer={
        <>
          <Button onPress={close}>Cancel</Button>
          <Button
            kind="primary"
            isDisabled={text.trim() === '' || reading?.kind === 'failed'}
            keys="Ctrl+⏎"
            onPress={() => void add()}
          >
            {count === 0 ? 'Add' : `Add ${count.toLocaleString('en')}`}
          </Button>
        </>
      }
    >
      <div className={styles.fields}>
        <TextArea
          label="One utterance on each line"
          description="Plain, or with slots as [value](slot); under # headings; intent, a tab and the utterance; or a file’s content in any known format."
          rows={8}
          autoFocus
          value={text}
          onChange={setText}
          placeholder={'what people say\nand [how](slot) else they say it'}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void add()
          }}
        />
        {reading && <ReadingNotes reading={reading} onAddAsLines={addAsLines} />}
        <BroughtNames names={names} onTake={(name) => setTaken([...taken, name])} />
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
          <NameField
            kind="intent"
            label="Name of the new intent"
            value={newName}
            names={project.intents.map(({ name }) => name)}
            onChange={setNewName}
          />
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

/** A reading with the names that somebody has chosen in the place of those that are written. */
function withNames(reading: TextReading | null, taken: readonly BroughtName[]): TextReading | null {
  if (reading?.kind !== 'read') return reading
  const project = taken.reduce(
    (current, { of, typed, problem }) =>
      (of === 'intent' ? renameIntent : renameSlot)(current, typed, problem.name),
    reading.project,
  )
  return { ...reading, project }
}

/** What the text holds, once nobody has typed for a moment; null until then. */
function useReading(text: string, intent: string | null): TextReading | null {
  const [reading, setReading] = useState<TextReading | null>(null)
  useEffect(() => {
    setReading(null)
    if (text.trim() === '') return
    let isWanted = true
    const timer = setTimeout(() => {
      void readText(text, intent).then((read) => {
        if (isWanted) setReading(read)
      })
    }, READ_AFTER_MS)
    return () => {
      isWanted = false
      clearTimeout(timer)
    }
  }, [text, intent])
  return reading
}
