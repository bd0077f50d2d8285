import { Button as AriaButton } from 'react-aria-components/Button'
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox'
import { Popover } from 'react-aria-components/Popover'
import { Select as AriaSelect, Label, SelectValue } from 'react-aria-components/Select'
import fieldStyles from './Field.module.css'
import { Icon } from './Icon'
import menuStyles from './Menu.module.css'
import styles from './Select.module.css'

export type SelectOption<Value extends string> = {
  value: Value
  label: string
  description?: string
}

/** Chooses one of a few. */
export function Select<Value extends string>({
  label,
  isLabelHidden = false,
  options,
  value,
  onChange,
  isDisabled = false,
  size = 'medium',
}: {
  label: string
  isLabelHidden?: boolean
  options: readonly SelectOption<Value>[]
  value: Value
  onChange: (value: Value) => void
  isDisabled?: boolean
  size?: 'small' | 'medium'
}) {
  return (
    <AriaSelect
      className={fieldStyles.field ?? ''}
      value={value}
      isDisabled={isDisabled}
      onChange={(key) => {
        const option = options.find((candidate) => candidate.value === key)
        if (option) onChange(option.value)
      }}
    >
      <Label className={isLabelHidden ? 'visually-hidden' : (fieldStyles.label ?? '')}>
        {label}
      </Label>
      <AriaButton className={`${styles.trigger} ${size === 'small' ? styles.small : ''}`}>
        <SelectValue className={styles.value ?? ''}>
          {({ selectedText }) => selectedText}
        </SelectValue>
        <Icon name="chevronDown" size={14} />
      </AriaButton>
      <Popover className={menuStyles.popover ?? ''} offset={4}>
        <ListBox className={menuStyles.list ?? ''}>
          {options.map((option) => (
            <ListBoxItem
              key={option.value}
              id={option.value}
              textValue={option.label}
              className={menuStyles.entry ?? ''}
            >
              <span className={menuStyles.words}>
                <span>{option.label}</span>
                {option.description && (
                  <span className={menuStyles.description}>{option.description}</span>
                )}
              </span>
              {option.value === value && <Icon name="check" size={14} />}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </AriaSelect>
  )
}
