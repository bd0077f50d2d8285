import { focusList } from '@/screens/annotate/actions/row-actions'
import { ariaKeysOf, type Command, hintOf, labelOf } from '@/store/command'
import { Button, type ButtonProps } from '@/ui/Button'
import type { IconName } from '@/ui/Icon'
import { IconButton } from '@/ui/IconButton'

/** A button for a command, with its shortcut; the keyboard goes back to the list afterwards. */
export function CommandButton({
  command,
  children,
  ...look
}: {
  command: Command
  children?: string
} & Pick<ButtonProps, 'kind' | 'size' | 'icon'>) {
  return (
    <Button
      {...look}
      keys={hintOf(command)}
      aria-keyshortcuts={ariaKeysOf(command)}
      isDisabled={!command.isEnabled()}
      onPress={() => runFromButton(command)}
    >
      {children ?? labelOf(command)}
    </Button>
  )
}

/** The same with a drawing instead of words. */
export function CommandIcon({ command, icon }: { command: Command; icon: IconName }) {
  return (
    <IconButton
      label={labelOf(command)}
      icon={icon}
      size="small"
      keys={hintOf(command)}
      aria-keyshortcuts={ariaKeysOf(command)}
      isDisabled={!command.isEnabled()}
      onPress={() => runFromButton(command)}
    />
  )
}

function runFromButton(command: Command): void {
  focusList()
  command.run()
}
