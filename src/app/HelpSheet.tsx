import { useState } from 'react'
import { type Command, canMeet, keysForPeople, keysOf, keysOfEvent, labelOf } from '@/store/command'
import { setPreferences, usePreferences } from '@/store/preferences'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { IconButton } from '@/ui/IconButton'
import { Kbd } from '@/ui/Kbd'
import { Switch } from '@/ui/Switch'
import { TextField } from '@/ui/TextField'
import { commands } from './commands'
import styles from './HelpSheet.module.css'
import { showSheet, useSheet } from './sheets'

const MODIFIERS = ['Control', 'Shift', 'Alt', 'Meta']

/** All commands with their keys; press a key's button and then other keys to change it. */
export function HelpSheet() {
  const isOpen = useSheet((state) => state.sheet === 'help')
  const changed = usePreferences((state) => state.keys)
  const movesOn = usePreferences((state) => state.movesOnAfterLabel)
  const [wanted, setWanted] = useState('')
  const [lost, setLost] = useState<string | null>(null)
  const words = wanted.toLowerCase().split(/\s+/).filter(Boolean)
  const found = commands.filter((command) => {
    const text = `${command.group} ${labelOf(command)} ${keysOf(command).join(' ')}`.toLowerCase()
    return words.every((word) => text.includes(word))
  })
  const groups = [...new Set(found.map((command) => command.group))]
  return (
    <Dialog
      title="Help and shortcuts"
      size="large"
      isOpen={isOpen}
      onClose={() => {
        showSheet('none')
        setWanted('')
        setLost(null)
      }}
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
      <div className={styles.finder}>
        <TextField
          label="Find a command or a key"
          type="search"
          value={wanted}
          onChange={setWanted}
        />
        <p role="status" className={styles.lost}>
          {lost}
        </p>
      </div>
      {found.length === 0 && <p className={styles.lost}>No command is called that.</p>}
      <div className={styles.groups}>
        {groups.map((group) => (
          <section key={group} className={styles.group}>
            <h3 className={styles.title}>{group}</h3>
            <ul>
              {found
                .filter((command) => command.group === group)
                .map((command) => (
                  <Row key={command.id} command={command} onLost={setLost} />
                ))}
            </ul>
          </section>
        ))}
      </div>
    </Dialog>
  )
}

/** A command with its keys; `onLost` hears, in words, of another command whose keys were taken. */
function Row({ command, onLost }: { command: Command; onLost: (words: string | null) => void }) {
  const [isWaiting, setIsWaiting] = useState(false)
  const changed = usePreferences((state) => state.keys[command.id])
  const keys = changed ?? keysOf(command)
  return (
    <li className={styles.row}>
      <span className={styles.name}>{labelOf(command)}</span>
      {changed && (
        <IconButton
          label={`Reset the shortcut of ${labelOf(command)}`}
          icon="undo"
          size="small"
          onPress={() => {
            const { [command.id]: _gone, ...others } = usePreferences.getState().keys
            setPreferences({ keys: others })
          }}
        />
      )}
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
          const owners = ownersOf(pressed, command)
          onLost(
            owners.length === 0
              ? null
              : `${keysForPeople(pressed)} now means “${labelOf(command)}”, no longer “${owners.map(labelOf).join('”, “')}”.`,
          )
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

function ownersOf(pressed: string, but: Command): Command[] {
  return commands.filter(
    (other) => other !== but && canMeet(other, but) && keysOf(other).includes(pressed),
  )
}

/** The changed shortcuts with one more; whoever had these keys loses them. */
function withKey(command: Command, pressed: string): Record<string, string[]> {
  const next = { ...usePreferences.getState().keys }
  for (const other of ownersOf(pressed, command)) {
    next[other.id] = keysOf(other).filter((key) => key !== pressed)
  }
  next[command.id] = [pressed]
  return next
}
