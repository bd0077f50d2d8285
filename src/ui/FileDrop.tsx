import { type ReactNode, useEffect, useRef, useState } from 'react'
import { Button } from './Button'
import { droppedFiles } from './dropped-files'
import styles from './FileDrop.module.css'
import { Icon } from './Icon'

/**
 * Takes files and folders that are chosen, or dropped anywhere on the page: whoever misses the box
 * would otherwise leave the page for the file.
 */
export function FileDrop({
  children,
  buttonLabel,
  folderLabel,
  accept,
  onFiles,
}: {
  children: ReactNode
  buttonLabel: string
  /** Names the button that chooses a whole folder; without it there is none. */
  folderLabel?: string
  /** As of `<input accept>`, for example `.json,.csv`. */
  accept?: string
  onFiles: (files: File[]) => void
}) {
  const [isOver, setIsOver] = useState(false)
  const take = useRef(onFiles)
  take.current = onFiles
  useEffect(() => {
    const onDragOver = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes('Files')) return
      event.preventDefault()
      setIsOver(true)
    }
    const onDragLeave = (event: DragEvent) => {
      if (event.relatedTarget === null) setIsOver(false)
    }
    const onDrop = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes('Files')) return
      event.preventDefault()
      setIsOver(false)
      void droppedFiles(event.dataTransfer).then((files) => {
        if (files.length > 0) take.current(files)
      })
    }
    addEventListener('dragover', onDragOver)
    addEventListener('dragleave', onDragLeave)
    addEventListener('drop', onDrop)
    return () => {
      removeEventListener('dragover', onDragOver)
      removeEventListener('dragleave', onDragLeave)
      removeEventListener('drop', onDrop)
    }
  }, [])
  return (
    <div className={`${styles.drop} ${isOver ? styles.over : ''}`}>
      <Icon name="upload" size={20} />
      <div className={styles.words}>{children}</div>
      <div className={styles.buttons}>
        <Chooser label={buttonLabel} accept={accept} onFiles={onFiles} />
        {folderLabel && <Chooser label={folderLabel} isFolder onFiles={onFiles} />}
      </div>
    </div>
  )
}

function Chooser({
  label,
  accept,
  isFolder = false,
  onFiles,
}: {
  label: string
  accept?: string | undefined
  isFolder?: boolean
  onFiles: (files: File[]) => void
}) {
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (input.current) input.current.webkitdirectory = isFolder
  }, [isFolder])
  return (
    <>
      <Button
        kind={isFolder ? 'quiet' : 'secondary'}
        data-chooser={isFolder ? 'folder' : 'files'}
        onPress={() => input.current?.click()}
      >
        {label}
      </Button>
      <input
        ref={input}
        type="file"
        multiple
        accept={accept}
        className="visually-hidden"
        tabIndex={-1}
        aria-label={label}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])]
          event.target.value = ''
          if (files.length > 0) onFiles(files)
        }}
      />
    </>
  )
}
