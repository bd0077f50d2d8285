import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react'
import styles from './Button.module.css'
import { Icon, type IconName } from './Icon'
import { Kbd } from './Kbd'

/** What every button takes. A plain element underneath: a screen of them costs next to nothing to draw. */
export type PressProps = Omit<
  ButtonHTMLAttributes<HTMLButtonElement>,
  'children' | 'className' | 'style' | 'disabled' | 'onClick'
> & {
  onPress?: () => void
  isDisabled?: boolean
  ref?: Ref<HTMLButtonElement>
}

export type ButtonProps = PressProps & {
  children: ReactNode
  /** `primary`: the one thing to do next on a screen. */
  kind?: 'primary' | 'secondary' | 'quiet' | 'danger'
  size?: 'small' | 'medium' | 'large'
  icon?: IconName
  /** The shortcut to show, for example `Ctrl+K`; screen readers get it from `aria-keyshortcuts`. */
  keys?: string | undefined
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
    <button {...pressProps(rest)} className={`${styles.button} ${styles[kind]} ${styles[size]}`}>
      {icon && <Icon name={icon} size={size === 'small' ? 14 : 16} />}
      <span className={styles.label}>{children}</span>
      {keys && (
        <span className={styles.keys} aria-hidden="true">
          <Kbd keys={keys} />
        </span>
      )}
    </button>
  )
}

/** The attributes of a native button; what a menu gives to its trigger is kept. */
export function pressProps({
  onPress,
  isDisabled = false,
  ...rest
}: PressProps): ButtonHTMLAttributes<HTMLButtonElement> & { ref?: Ref<HTMLButtonElement> } {
  const { onClick } = rest as ButtonHTMLAttributes<HTMLButtonElement>
  return {
    type: 'button',
    ...rest,
    disabled: isDisabled,
    onClick: onPress ? () => onPress() : onClick,
  }
}
