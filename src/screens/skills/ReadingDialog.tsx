import { useEffect, useState } from 'react'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { ProgressBar } from '@/ui/ProgressBar'
import { cancelImport, useImportSession } from './import-session'

/** A quick reading is over before anybody could read about it. */
const SHOWN_AFTER_MS = 300

/** How far a reading is, and the way to end it. */
export function ReadingDialog() {
  const reading = useImportSession((state) => state.reading)
  const isReading = reading !== null
  const [isSlow, setIsSlow] = useState(false)
  useEffect(() => {
    if (!isReading) return
    const timer = setTimeout(() => setIsSlow(true), SHOWN_AFTER_MS)
    return () => {
      clearTimeout(timer)
      setIsSlow(false)
    }
  }, [isReading])
  if (!reading || !isSlow) return null
  return (
    <Dialog
      title="Importing"
      size="small"
      isOpen
      onClose={cancelImport}
      footer={<Button onPress={cancelImport}>Cancel</Button>}
    >
      <ProgressBar label={reading.text} value={reading.share} />
    </Dialog>
  )
}
