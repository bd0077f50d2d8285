import type { Command } from '@/store/command'
import { pressCommand, tabCommand } from '@/store/control-commands'

/** What can be done on the Evaluate screen by key and palette. */
export const evaluateCommands: readonly Command[] = [
  tabCommand('evaluate', 'overview', 'Overview', '1'),
  tabCommand('evaluate', 'errors', 'Errors', '2'),
  tabCommand('evaluate', 'confusion', 'Confusion', '3'),
  tabCommand('evaluate', 'trust', 'Trust', '4'),
  tabCommand('evaluate', 'compare', 'Compare runs', '5'),
  tabCommand('evaluate', 'more', 'More data', '6'),
  pressCommand('evaluate', 'files', 'Save figures as a file…', 's'),
  pressCommand('evaluate', 'curve', 'Draw the learning curve', 'l'),
  pressCommand('evaluate', 'folds', 'Cross-validate', 'x'),
]
