import type { ReactNode } from 'react'
import styles from './Button.module.css'
import { Icon, type IconName } from './Icon'
import linkStyles from './LinkButton.module.css'

/** A link that looks like a button: for going somewhere, not for doing something. */
export function LinkButton({
  href,
  children,
  kind = 'secondary',
  size = 'medium',
  icon,
  download,
}: {
  href: string
  children: ReactNode
  kind?: 'primary' | 'secondary' | 'quiet'
  size?: 'small' | 'medium' | 'large'
  icon?: IconName
  download?: string
}) {
  return (
    <a
      href={href}
      download={download}
      className={`${styles.button} ${styles[kind]} ${styles[size]} ${linkStyles[kind]}`}
    >
      {icon && <Icon name={icon} />}
      <span className={styles.label}>{children}</span>
    </a>
  )
}
