import { lazy, Suspense, useState } from 'react'
import { useSheet } from './sheets'

// They list what every screen can do, and so bring it along: loaded when one is opened.
const CommandPalette = lazy(async () => ({
  default: (await import('./CommandPalette')).CommandPalette,
}))
const HelpSheet = lazy(async () => ({ default: (await import('./HelpSheet')).HelpSheet }))

/** The sheets over the page, once one of them was asked for. */
export function Sheets() {
  const isOpen = useSheet((state) => state.sheet !== 'none')
  const [wasOpen, setWasOpen] = useState(isOpen)
  if (isOpen && !wasOpen) setWasOpen(true)
  if (!wasOpen) return null
  return (
    <Suspense fallback={null}>
      <CommandPalette />
      <HelpSheet />
    </Suspense>
  )
}
