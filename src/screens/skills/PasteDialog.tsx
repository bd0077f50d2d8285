import { useState } from 'react'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { TextArea } from '@/ui/TextArea'

const EXAMPLE = `# PlayMusic
play some [jazz](genre) in the [kitchen](room)
put on [the new album](title)

# StopMusic
stop the music`

/** Takes a skill as text. */
export function PasteDialog({
  initial,
  onClose,
  onPasted,
}: {
  /** What was pasted on the page, if anything. */
  initial: string
  onClose: () => void
  onPasted: (text: string) => void
}) {
  const [text, setText] = useState(initial)
  return (
    <Dialog
      title="Paste text"
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button
            kind="primary"
            isDisabled={text.trim() === ''}
            onPress={() => {
              onClose()
              onPasted(text)
            }}
          >
            Import
          </Button>
        </>
      }
    >
      <TextArea
        label="Utterances, or a file’s content in any known format"
        description="Intents as headings, slots in brackets; or plain lines; or intent, a tab and the utterance."
        placeholder={EXAMPLE}
        rows={11}
        autoFocus
        spellCheck={false}
        value={text}
        onChange={setText}
      />
    </Dialog>
  )
}
