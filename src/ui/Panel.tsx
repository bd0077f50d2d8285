import { type ReactNode, useId } from 'react'
import styles from './Panel.module.css'

/** A titled box on the canvas. */
export function Panel({
  title,
  actions,
  children,
  level = 2,
}: {
  title: ReactNode
  actions?: ReactNode
  children: ReactNode
  level?: 2 | 3
}) {
  const id = useId()
  const Heading = level === 2 ? 'h2' : 'h3'
  return (
    <section className={styles.panel} aria-labelledby={id}>
      <header className={styles.header}>
        <Heading id={id} className={styles.title}>
          {title}
        </Heading>
        {actions && <div className={styles.actions}>{actions}</div>}
      </header>
      <div className={styles.body}>{children}</div>
    </section>
  )
}
