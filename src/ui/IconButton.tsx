import type { Ref } from 'react'
import {
  Button as AriaButton,
  type ButtonProps as AriaButtonProps,
} from 'react-aria-components/Button'
import { Icon, type IconName } from './Icon'
import styles from './IconButton.module.css'
import { Tooltip } from './Tooltip'

/** A button with a drawing on it; `label` names it for screen readers and in its tooltip. */
export function IconButton({
  label,
  icon,
  keys,
  size = 'medium',
  isActive = false,
  ...rest
}: Omit<AriaButtonProps, 'children' | 'className' | 'style' | 'aria-label'> & {
  label: string
  icon: IconName
  keys?: string | undefined
  size?: 'small' | 'medium'
  isActive?: boolean
  ref?: Ref<HTMLButtonElement>
}) {
  return (
    <Tooltip text={label} keys={keys}>
      <AriaButton
        {...rest}
        aria-label={label}
        className={`${styles.button} ${styles[size]} ${isActive ? styles.active : ''}`}
      >
        <Icon name={icon} size={size === 'small' ? 14 : 16} />
      </AriaButton>
    </Tooltip>
  )
}
