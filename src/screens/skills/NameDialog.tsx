import { useEffect, useState } from 'react'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { TextField } from '@/ui/TextField'

/** Asks for a name. */
export function NameDialog({
  title,
  label,
  confirmLabel,
  initial,
  isOpen,
  onClose,
  onConfirm,
}: {
  title: string
  label: string
  confirmLabel: string
  initial: string
  isOpen: boolean
  onClose: () => void
  onConfirm: (name: string) => void
}) {
  const [name, setName] = useState(initial)
  useEffect(() => {
    if (isOpen) setName(initial)
  }, [isOpen, initial])
  const confirm = () => {
    if (name.trim() === '') return
    onClose()
    onConfirm(name.trim())
  }
  return (
    <Dialog
      title={title}
      size="small"
      isOpen={isOpen}
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button kind="primary" isDisabled={name.trim() === ''} onPress={confirm}>
            {confirmLabel}
          </Button>
        </>
      }
    >
      <TextField
        label={label}
        value={name}
        onChange={setName}
        autoFocus
        maxLength={120}
        onKeyDown={(event) => {
          if (event.key === 'Enter') confirm()
        }}
      />
    </Dialog>
  )
}
