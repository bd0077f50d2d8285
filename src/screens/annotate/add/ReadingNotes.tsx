import { placeWords } from '@/formats/place-words'
import type { TextReading } from '@/store/add-text'
import { Button } from '@/ui/Button'
import { Callout } from '@/ui/Callout'
import { FirstFew } from '@/ui/FirstFew'

/** What of a pasted text names intents itself, and what was not understood, with its line. */
export function ReadingNotes({
  reading,
  onAddAsLines,
}: {
  reading: TextReading
  onAddAsLines: () => void
}) {
  if (reading.kind === 'failed') {
    return (
      <Callout
        tone="warn"
        title={reading.message.replace(/^The text: /u, '')}
        actions={
          <Button size="small" onPress={onAddAsLines}>
            Add its lines as they are
          </Button>
        }
      >
        {reading.remedy}
      </Callout>
    )
  }
  const { notes } = reading
  if (notes.length === 0) return null
  return (
    <Callout
      tone="warn"
      title={
        notes.length === 1
          ? 'One line needs a look'
          : `${notes.length.toLocaleString('en')} lines need a look`
      }
    >
      <FirstFew of={notes} keyOf={(_, index) => index}>
        {({ place, reason, text }) => (
          <>
            {place ? `${placeWords(place)}: ` : ''}
            {reason || text}
          </>
        )}
      </FirstFew>
    </Callout>
  )
}
