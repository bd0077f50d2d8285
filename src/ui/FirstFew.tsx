import type { ReactNode } from 'react'
import { formatCount } from './charts/numbers'
import styles from './FirstFew.module.css'

const SHOWN = 5

/** The first five of a list, and how many more there are; `children` draws one. */
export function FirstFew<T>({
  of: all,
  keyOf,
  children,
}: {
  of: readonly T[]
  keyOf: (one: T, index: number) => string | number
  children: (one: T) => ReactNode
}) {
  return (
    <ul className={styles.list}>
      {all.slice(0, SHOWN).map((one, index) => (
        <li key={keyOf(one, index)}>{children(one)}</li>
      ))}
      {all.length > SHOWN && <li>and {formatCount(all.length - SHOWN)} more</li>}
    </ul>
  )
}
