import type { DOMAttributes, ReactElement } from 'react'
import { Menu as AriaMenu, MenuItem, MenuTrigger, Separator } from 'react-aria-components/Menu'
import { Popover } from 'react-aria-components/Popover'
import { Pressable } from 'react-aria-components/Pressable'
import { Icon, type IconName } from './Icon'
import { Kbd } from './Kbd'
import styles from './Menu.module.css'

export type MenuEntry =
  | {
      kind: 'action'
      id: string
      label: string
      icon?: IconName
      keys?: string | undefined
      isDisabled?: boolean
      isDangerous?: boolean
      run: () => void
    }
  | { kind: 'line'; id: string }

/** A list of actions behind a button; `trigger` is a Button or an IconButton. */
export function Menu({
  label,
  trigger,
  entries,
}: {
  label: string
  trigger: ReactElement<DOMAttributes<HTMLElement>, string>
  entries: readonly MenuEntry[]
}) {
  return (
    <MenuTrigger>
      <Pressable>{trigger}</Pressable>
      <Popover className={styles.popover ?? ''} offset={4} placement="bottom end">
        <AriaMenu aria-label={label} className={styles.list ?? ''}>
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
