import styles from './Bar.module.css'

/** A decorative bar for a share in [0, 1]; say the number in words beside it. `slotColor` is an index of tokens.css. */
export function Bar({ share, slotColor }: { share: number; slotColor?: number }) {
  return (
    <span className={styles.track} aria-hidden="true" data-slot-color={slotColor}>
      <span
        className={`${styles.bar} ${slotColor === undefined ? '' : styles.colored}`}
        style={{ transform: `scaleX(${Math.min(1, Math.max(0, share))})` }}
      />
    </span>
  )
}
