import type { Command } from '@/store/command'
import { pressCommand } from '@/store/control-commands'

/** What can be done on the Train screen by key and palette. */
export const trainCommands: readonly Command[] = [
  pressCommand('train', 'start', 'Fine-tune', 'f'),
  pressCommand('train', 'pause', 'Pause, or go on', 'p'),
  pressCommand('train', 'stop', 'Stop', 's'),
]
