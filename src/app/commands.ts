import { annotateCommands } from '@/screens/annotate/commands/annotate-commands'
import type { Command } from '@/store/command'
import { pageCommands } from './page-commands'

/** Everything that the program can do by key, palette or help sheet: one list, so that they never drift apart. */
export const commands: readonly Command[] = [...pageCommands, ...annotateCommands]
