import styles from './Bar.module.css'

/**
 * A decorative bar for a share in [0, 1]; say the number in words beside it. It has the colour of the slot that it
 * stands in: `slotColor`, an index of tokens.css, or that of an element around it.
 */
export function Bar({ share, slotColor }: { share: number; slotColor?: number }) {
  return (
    <span className={styles.track} aria-hidden="true" data-slot-color={slotColor}>
      <span
        className={styles.bar}
        style={{ transform: `scaleX(${Math.min(1, Math.max(0, share))})` }}
      />
    </span>
  )
}
