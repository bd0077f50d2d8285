import styles from './Kbd.module.css'

/** Shows a shortcut such as `Ctrl+K`, one cap a key. */
export function Kbd({ keys }: { keys: string }) {
  return (
    <span className={styles.keys}>
      {keys.split(/(?<=.)\+/).map((key, index) => (
        <kbd key={index} className={styles.key}>
          {key}
        </kbd>
      ))}
    </span>
  )
}
