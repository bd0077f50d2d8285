import type { ReactNode, Ref } from 'react'
import {
  Button as AriaButton,
  type ButtonProps as AriaButtonProps,
} from 'react-aria-components/Button'
import styles from './Button.module.css'
import { Icon, type IconName } from './Icon'
import { Kbd } from './Kbd'

export type ButtonProps = Omit<AriaButtonProps, 'children' | 'className' | 'style'> & {
  children: ReactNode
  /** `primary`: the one thing to do next on a screen. */
  kind?: 'primary' | 'secondary' | 'quiet' | 'danger'
  size?: 'small' | 'medium' | 'large'
  icon?: IconName
  /** The shortcut to show, for example `Ctrl+K`. */
  keys?: string | undefined
  ref?: Ref<HTMLButtonElement>
}

/** A button with words on it. */
export function Button({
  children,
  kind = 'secondary',
  size = 'medium',
  icon,
  keys,
  ...rest
}: ButtonProps) {
  return (
    <AriaButton {...rest} className={`${styles.button} ${styles[kind]} ${styles[size]}`}>
      {icon && <Icon name={icon} size={size === 'small' ? 14 : 16} />}
      <span className={styles.label}>{children}</span>
      {keys && <Kbd keys={keys} />}
    </AriaButton>
  )
}
