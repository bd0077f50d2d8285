import type { Command } from '@/store/command'
import { controlCommand, enter, tabCommand } from '@/store/control-commands'

/** What can be done on the Try screen by key and palette. */
export const tryCommands: readonly Command[] = [
  tabCommand('try', 'one', 'One at a time', '1'),
  tabCommand('try', 'many', 'Many lines', '2'),
  controlCommand(
    'try',
    'text',
    'Type an utterance',
    '/',
    '#main [data-command="try.text"], #main textarea',
    enter,
  ),
]
