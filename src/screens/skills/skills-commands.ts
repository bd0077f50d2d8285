import type { Command } from '@/store/command'
import { controlCommand, press, pressCommand } from '@/store/control-commands'

/** What can be done on the Skills screen by key and palette. */
export const skillsCommands: readonly Command[] = [
  pressCommand('skills', 'new', 'New skill…', 'n'),
  pressCommand('skills', 'paste', 'Paste text…', 'v'),
  controlCommand(
    'skills',
    'files',
    'Choose files to bring in…',
    'o',
    '#main [data-chooser="files"]',
    press,
  ),
  controlCommand(
    'skills',
    'folder',
    'Choose a folder to bring in…',
    'Shift+o',
    '#main [data-chooser="folder"]',
    press,
  ),
]
