import { useState } from 'react'
import { type Command, keysForPeople, keysOf, keysOfEvent, labelOf } from '@/store/command'
import { setPreferences, usePreferences } from '@/store/preferences'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { Kbd } from '@/ui/Kbd'
import { Switch } from '@/ui/Switch'
import { commands } from './commands'
import styles from './HelpSheet.module.css'
import { showSheet, useSheet } from './sheets'

const MODIFIERS = ['Control', 'Shift', 'Alt', 'Meta']

/** All commands with their keys; press a key's button and then other keys to change it. */
export function HelpSheet() {
  const isOpen = useSheet((state) => state.sheet === 'help')
  const changed = usePreferences((state) => state.keys)
  const movesOn = usePreferences((state) => state.movesOnAfterLabel)
  const groups = [...new Set(commands.map((command) => command.group))]
  return (
    <Dialog
      title="Help and shortcuts"
      size="large"
      isOpen={isOpen}
      onClose={() => showSheet('none')}
      footer={
        Object.keys(changed).length > 0 ? (
          <Button onPress={() => setPreferences({ keys: {} })}>Reset all shortcuts</Button>
        ) : undefined
      }
    >
      <p className={styles.lead}>
        Select words with the mouse or the arrow keys, give them a slot by its key, accept with
        Enter. What came with its intent from a file counts as done; to go through it again, tick
        all and mark it as to do. To change a shortcut, press it here and then the new keys.
      </p>
      <div className={styles.setting}>
        <Switch
          label="Move on after labelling"
          description="Selects the next words that are likely to need a label"
          isOn={movesOn}
          onChange={(movesOnAfterLabel) => setPreferences({ movesOnAfterLabel })}
        />
      </div>
      <div className={styles.groups}>
        {groups.map((group) => (
          <section key={group} className={styles.group}>
            <h3 className={styles.title}>{group}</h3>
            <ul>
              {commands
                .filter((command) => command.group === group)
                .map((command) => (
                  <Row key={command.id} command={command} />
                ))}
            </ul>
          </section>
        ))}
      </div>
    </Dialog>
  )
}

function Row({ command }: { command: Command }) {
  const [isWaiting, setIsWaiting] = useState(false)
  const keys = usePreferences((state) => state.keys[command.id]) ?? keysOf(command)
  return (
    <li className={styles.row}>
      <span>{labelOf(command)}</span>
      <button
        type="button"
        className={styles.keys}
        aria-label={`Shortcut of ${labelOf(command)}: ${keys.join(' or ') || 'none'}. Press to change.`}
        data-waiting={isWaiting || undefined}
        onClick={() => setIsWaiting(true)}
        onBlur={() => setIsWaiting(false)}
        onKeyDown={(event) => {
          if (!isWaiting || MODIFIERS.includes(event.key)) return
          event.preventDefault()
          event.stopPropagation()
          setIsWaiting(false)
          if (event.key === 'Escape') return
          const pressed = keysOfEvent(event)
          setPreferences({ keys: withKey(command, pressed) })
        }}
      >
        {isWaiting ? 'Press keys…' : null}
        {!isWaiting && keys.length === 0 ? <span className={styles.none}>none</span> : null}
        {!isWaiting && keys.map((key) => <Kbd key={key} keys={keysForPeople(key)} />)}
      </button>
    </li>
  )
}

/** The changed shortcuts with one more; whoever had these keys in the same scope loses them. */
function withKey(command: Command, pressed: string): Record<string, string[]> {
  const next = { ...usePreferences.getState().keys }
  for (const other of commands) {
    if (other !== command && keysOf(other).includes(pressed)) {
      next[other.id] = keysOf(other).filter((key) => key !== pressed)
    }
  }
  next[command.id] = [pressed]
  return next
}
