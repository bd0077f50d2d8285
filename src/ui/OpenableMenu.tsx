import { useEffect, useRef, useState } from 'react'
import { Menu as AriaMenu, MenuItem, MenuTrigger, Separator } from 'react-aria-components/Menu'
import { Popover } from 'react-aria-components/Popover'
import { Pressable } from 'react-aria-components/Pressable'
import { Icon } from './Icon'
import { Kbd } from './Kbd'
import type { MenuProps } from './Menu'
import styles from './Menu.module.css'

/** A menu that has been asked for: it opens at once, and stays where it is from then on. */
export function OpenableMenu({
  label,
  trigger,
  entries,
  isByKey,
}: MenuProps & {
  /** Whether a key has asked for it: then the first entry has the keyboard. */
  isByKey: boolean
}) {
  const button = useRef<HTMLElement>(null)
  const [isOpen, setIsOpen] = useState(false)
  const [isFirst, setIsFirst] = useState(true)
  useEffect(() => {
    // It takes the place of a plain button that had the keyboard, and gives it back when it closes.
    button.current?.focus()
    setIsOpen(true)
  }, [])
  return (
    <MenuTrigger
      isOpen={isOpen}
      onOpenChange={(open) => {
        setIsOpen(open)
        setIsFirst(false)
      }}
    >
      <Pressable ref={button}>{trigger}</Pressable>
      <Popover className={styles.popover ?? ''} offset={4} placement="bottom end">
        <AriaMenu
          aria-label={label}
          className={styles.list ?? ''}
          {...(isFirst && isByKey ? { autoFocus: 'first' as const } : {})}
        >
          {entries.map((entry) =>
            entry.kind === 'line' ? (
              <Separator key={entry.id} className={styles.line ?? ''} />
            ) : (
              <MenuItem
                key={entry.id}
                id={entry.id}
                textValue={entry.label}
                isDisabled={entry.isDisabled ?? false}
                onAction={entry.run}
                className={`${styles.entry} ${entry.isDangerous ? styles.dangerous : ''}`}
              >
                {entry.icon && <Icon name={entry.icon} />}
                <span className={styles.words}>{entry.label}</span>
                {entry.keys && <Kbd keys={entry.keys} />}
              </MenuItem>
            ),
          )}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  )
}
