import { lazy, type ReactNode, Suspense, useState } from 'react'

export type DialogProps = {
  title: string
  isOpen: boolean
  onClose: () => void
  children: ReactNode
  footer?: ReactNode
  size?: 'small' | 'medium' | 'large'
}

// A first visit opens none.
const DialogWindow = lazy(async () => ({
  default: (await import('./DialogWindow')).DialogWindow,
}))

/** A modal window. It is open while `isOpen`; Escape, the backdrop and the cross call `onClose`. */
export function Dialog(props: DialogProps) {
  const [wasOpen, setWasOpen] = useState(props.isOpen)
  if (props.isOpen && !wasOpen) setWasOpen(true)
  if (!props.isOpen && !wasOpen) return null
  return (
    <Suspense fallback={null}>
      <DialogWindow {...props} />
    </Suspense>
  )
}
