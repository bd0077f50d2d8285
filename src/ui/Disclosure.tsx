import type { ReactNode } from 'react'
import styles from './Disclosure.module.css'
import { Icon } from './Icon'

/** Words that open to show more. */
export function Disclosure({
  summary,
  children,
  isOpenAtFirst = false,
}: {
  summary: ReactNode
  children: ReactNode
  isOpenAtFirst?: boolean
}) {
  return (
    <details className={styles.disclosure} open={isOpenAtFirst}>
      <summary className={styles.summary}>
        <span className={styles.chevron}>
          <Icon name="chevronRight" size={14} />
        </span>
        {summary}
      </summary>
      <div className={styles.content}>{children}</div>
    </details>
  )
}
