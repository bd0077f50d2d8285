import { useEffect, useState } from 'react'
import { checkSkillName, hasLetters } from '@/project/name-check'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { TextField } from '@/ui/TextField'

/** Asks for a name. */
export function NameDialog({
  title,
  label,
  confirmLabel,
  initial,
  others,
  isOpen,
  onClose,
  onConfirm,
}: {
  title: string
  label: string
  confirmLabel: string
  initial: string
  /** What the other skills are called. */
  others: readonly string[]
  isOpen: boolean
  onClose: () => void
  onConfirm: (name: string) => void
}) {
  const [name, setName] = useState(initial)
  useEffect(() => {
    if (isOpen) setName(initial)
  }, [isOpen, initial])
  const problem = isOpen ? checkSkillName(name, others) : null
  const isUsable = hasLetters(name)
  const confirm = () => {
    if (!isUsable) return
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
          <Button kind="primary" isDisabled={!isUsable} onPress={confirm}>
            {confirmLabel}
          </Button>
        </>
      }
    >
      <TextField
        label={label}
        value={name}
        {...(problem === null ? {} : { description: problem })}
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
