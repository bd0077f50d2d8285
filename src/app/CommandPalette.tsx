import { useEffect, useRef, useState } from 'react'
import { type Command, hintOf, labelOf } from '@/store/command'
import { Dialog } from '@/ui/Dialog'
import { Kbd } from '@/ui/Kbd'
import styles from './CommandPalette.module.css'
import { commands } from './commands'
import { showSheet, useSheet } from './sheets'

/** Finds any command by its name and runs it. */
export function CommandPalette() {
  const isOpen = useSheet((state) => state.sheet === 'palette')
  return (
    <Dialog title="Commands" isOpen={isOpen} onClose={() => showSheet('none')}>
      {isOpen && <Finder />}
    </Dialog>
  )
}

function Finder() {
  const [query, setQuery] = useState('')
  const [active, setActive] = useState(0)
  // What is possible is judged once: the dialog itself takes the focus from the list.
  const [possible] = useState(() => commands.filter((command) => command.isEnabled()))
  const list = useRef<HTMLDivElement>(null)
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  const found = possible.filter((command) => {
    const text = `${command.group} ${labelOf(command)}`.toLowerCase()
    return words.every((word) => text.includes(word))
  })
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: 'nearest' })
  }, [active])
  const run = (command: Command | undefined) => {
    if (!command) return
    showSheet('none')
    // After the dialog has given the focus back.
    setTimeout(command.run, 50)
  }
  return (
    <div className={styles.finder}>
      <input
        className={styles.input}
        role="combobox"
        aria-label="Find a command"
        aria-expanded
        aria-controls="palette-list"
        aria-activedescendant={found.length > 0 ? `palette-${active}` : undefined}
        placeholder="What do you want to do?"
        // biome-ignore lint/a11y/noAutofocus: the palette is opened to type into it
        autoFocus
        value={query}
        onChange={(event) => {
          setQuery(event.target.value)
          setActive(0)
        }}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown') setActive(Math.min(found.length - 1, active + 1))
          else if (event.key === 'ArrowUp') setActive(Math.max(0, active - 1))
          else if (event.key === 'Enter') run(found[active])
          else return
          event.preventDefault()
        }}
      />
      <div
        ref={list}
        id="palette-list"
        role="listbox"
        aria-label="Commands"
        className={styles.list}
      >
        {found.map((command, index) => (
          // biome-ignore lint/a11y: options are driven from the input of the combobox
          <div
            key={command.id}
            id={`palette-${index}`}
            role="option"
            aria-selected={index === active}
            data-active={index === active || undefined}
            className={styles.option}
            onPointerMove={() => setActive(index)}
            onClick={() => run(command)}
          >
            <span className={styles.group}>{command.group}</span>
            <span className={styles.label}>{labelOf(command)}</span>
            {hintOf(command) && <Kbd keys={hintOf(command) ?? ''} />}
          </div>
        ))}
      </div>
      {found.length === 0 && <p className={styles.none}>No command is called that.</p>}
    </div>
  )
}
