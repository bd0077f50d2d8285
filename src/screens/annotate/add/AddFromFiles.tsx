import { useRef, useState } from 'react'
import { addFromFiles } from '@/store/import-more'
import { undoOffer } from '@/store/undo-offer'
import { Button } from '@/ui/Button'
import { Callout } from '@/ui/Callout'
import { showToast } from '@/ui/toasts'

function looksOf(names: number): string {
  if (names === 0) return ''
  return ` ${names === 1 ? 'A name in them needs' : `${names} names in them need`} a look: see the checks.`
}

/** Takes annotated utterances from files into the open skill. */
export function AddFromFiles({ onAdded }: { onAdded: () => void }) {
  const input = useRef<HTMLInputElement>(null)
  const [isReading, setIsReading] = useState(false)
  const [failure, setFailure] = useState<{ message: string; remedy: string } | null>(null)
  const take = async (files: readonly File[]) => {
    if (files.length === 0) return
    setIsReading(true)
    const result = await addFromFiles(files)
    setIsReading(false)
    if (result.kind === 'failed') {
      setFailure(result)
      return
    }
    const { utterances, skipped, names } = result
    showToast(
      `${utterances} ${utterances === 1 ? 'utterance' : 'utterances'} added with their labels${skipped > 0 ? `, ${skipped} were there already` : ''}.${looksOf(names.length)}`,
      { tone: 'good', action: undoOffer({ say: showToast }) },
    )
    onAdded()
  }
  return (
    <>
      <div>
        <Button
          size="small"
          icon="upload"
          isDisabled={isReading}
          onPress={() => input.current?.click()}
        >
          {isReading ? 'Reading…' : 'Annotated ones from a file…'}
        </Button>
        <input
          ref={input}
          type="file"
          multiple
          hidden
          aria-label="Files with annotated utterances"
          onChange={(event) => {
            void take([...(event.target.files ?? [])])
            event.target.value = ''
          }}
        />
      </div>
      {failure && (
        <Callout tone="bad" title={failure.message}>
          {failure.remedy}
        </Callout>
      )}
    </>
  )
}
