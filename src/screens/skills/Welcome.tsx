import styles from './Welcome.module.css'

const EXAMPLE: { text: string; slot?: string; color?: number }[] = [
  { text: 'play' },
  { text: 'cool jazz', slot: 'genre', color: 0 },
  { text: 'in the' },
  { text: 'kitchen', slot: 'room', color: 1 },
  { text: 'at' },
  { text: 'half past seven', slot: 'time', color: 2 },
]

/** What a first-time visitor reads: what this is, in one sentence, and what it looks like. */
export function Welcome() {
  return (
    <header className={styles.welcome}>
      <div className={styles.words}>
        <h1 className={styles.title}>Teach your skill to understand people.</h1>
        <p className={styles.lead}>
          Mark what people say, and Skillet fine-tunes a pretrained language network on it, right in
          this tab: on your GPU or, without one, on the processor. No account, no server: nothing
          leaves your machine.
        </p>
      </div>
      <figure className={styles.example} aria-label="An example of an annotated sentence">
        <p className={styles.sentence}>
          {EXAMPLE.map(({ text, slot, color }) =>
            slot === undefined ? (
              <span key={text} className={styles.word}>
                {text}
              </span>
            ) : (
              <span key={text} className={styles.span} data-slot-color={color}>
                <span className={styles.value}>{text}</span>
                <span className={styles.slot}>{slot}</span>
              </span>
            ),
          )}
        </p>
        <figcaption className={styles.caption}>
          <span className={styles.intent}>PlayMusic</span>
          <span>intent</span>
        </figcaption>
      </figure>
    </header>
  )
}
