import type { Command } from '@/store/command'
import { pressCommand } from '@/store/control-commands'

/** What can be done on the Export screen by key and palette. */
export const exportCommands: readonly Command[] = [
  pressCommand('export', 'model', 'Download the model with what runs it', 'm'),
  pressCommand('export', 'skill', 'Download the skill', 'd'),
]
