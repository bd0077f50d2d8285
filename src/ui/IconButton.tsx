import { type PressProps, pressProps } from './Button'
import { Icon, type IconName } from './Icon'
import styles from './IconButton.module.css'

/** A button with a drawing on it; `label` names it for screen readers and in its tooltip. */
export function IconButton({
  label,
  icon,
  keys,
  size = 'medium',
  isActive = false,
  ...rest
}: PressProps & {
  label: string
  icon: IconName
  keys?: string | undefined
  size?: 'small' | 'medium'
  isActive?: boolean
}) {
  return (
    <button
      {...pressProps(rest)}
      aria-label={label}
      data-tip={label}
      data-tip-keys={keys}
      className={`${styles.button} ${styles[size]} ${isActive ? styles.active : ''}`}
    >
      <Icon name={icon} size={size === 'small' ? 14 : 16} />
    </button>
  )
}
