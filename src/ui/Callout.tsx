import type { ReactNode } from 'react'
import styles from './Callout.module.css'
import { Icon, type IconName } from './Icon'

const ICONS: Record<'hint' | 'good' | 'warn' | 'bad', IconName> = {
  hint: 'spark',
  good: 'check',
  warn: 'warning',
  bad: 'warning',
}

/** Something that the reader should know now, and what to do about it. */
export function Callout({
  tone,
  title,
  children,
  actions,
}: {
  tone: 'hint' | 'good' | 'warn' | 'bad'
  title: string
  children?: ReactNode
  actions?: ReactNode
}) {
  return (
    <div className={`${styles.callout} ${styles[tone]}`} role={tone === 'bad' ? 'alert' : 'status'}>
      <Icon name={ICONS[tone]} />
      <div className={styles.words}>
        <strong className={styles.title}>{title}</strong>
        {children && <div className={styles.text}>{children}</div>}
      </div>
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  )
}
