import type { ReactNode } from 'react'
import styles from './Badge.module.css'

/** A small fact: a count, a state, a kind. */
export function Badge({
  children,
  tone = 'neutral',
}: {
  children: ReactNode
  tone?: 'neutral' | 'accent' | 'good' | 'warn' | 'bad' | 'hint'
}) {
  return <span className={`${styles.badge} ${styles[tone]}`}>{children}</span>
}
