import { type ReactNode, useRef, useState } from 'react'
import { Button } from './Button'
import styles from './FileDrop.module.css'
import { Icon } from './Icon'

/** Takes files that are dropped on it or chosen. */
export function FileDrop({
  children,
  buttonLabel,
  accept,
  onFiles,
}: {
  children: ReactNode
  buttonLabel: string
  /** As of `<input accept>`, for example `.json,.csv`. */
  accept?: string
  onFiles: (files: File[]) => void
}) {
  const input = useRef<HTMLInputElement>(null)
  const [isOver, setIsOver] = useState(false)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is the pointer's way; the button inside is everybody's
    <div
      className={`${styles.drop} ${isOver ? styles.over : ''}`}
      onDragOver={(event) => {
        event.preventDefault()
        setIsOver(true)
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setIsOver(false)
        const files = [...event.dataTransfer.files]
        if (files.length > 0) onFiles(files)
      }}
    >
      <Icon name="upload" size={20} />
      <div className={styles.words}>{children}</div>
      <Button onPress={() => input.current?.click()}>{buttonLabel}</Button>
      <input
        ref={input}
        type="file"
        multiple
        accept={accept}
        className="visually-hidden"
        tabIndex={-1}
        aria-label={buttonLabel}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])]
          event.target.value = ''
          if (files.length > 0) onFiles(files)
        }}
      />
    </div>
  )
}
