import styles from './Kbd.module.css'

/** Shows a shortcut such as `Ctrl+K`, one cap a key; signs are read out by the names of their keys. */
export function Kbd({ keys }: { keys: string }) {
  return (
    <span className={styles.keys}>
      {keys.split(/(?<=.)\+/).map((key, index) => (
        <kbd key={index} className={styles.key}>
          {NAMES[key] ? (
            <>
              <span aria-hidden="true">{key}</span>
              <span className="visually-hidden">{NAMES[key]}</span>
            </>
          ) : (
            key
          )}
        </kbd>
      ))}
    </span>
  )
}

const NAMES: Record<string, string> = {
  '←': 'Left arrow',
  '→': 'Right arrow',
  '↑': 'Up arrow',
  '↓': 'Down arrow',
  '⏎': 'Enter',
  '⌫': 'Backspace',
  '⇥': 'Tab',
  '⌘': 'Command',
  '⌥': 'Option',
  '⇧': 'Shift',
}
