import type { ReactNode } from 'react'
import styles from './Term.module.css'

/** A word with its explanation: on hover, on focus, on a tap, and read out after its name. */
export function Term({ children, about }: { children: ReactNode; about: string }) {
  return (
    <button
      type="button"
      className={styles.term}
      data-tip={about}
      data-tip-on-press
      aria-description={about}
    >
      {children}
    </button>
  )
}
