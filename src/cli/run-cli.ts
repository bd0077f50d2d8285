/** Finds the command that is meant, runs it, and turns what goes wrong into a sentence and an exit code. */
import { type Command, CommandFailure, DONE, FAILED, type Streams, WRONG_USAGE } from './command'
import { convert } from './convert'
import { evaluate } from './evaluate'
import { finetune } from './finetune'
import { lint } from './lint'
import { predict } from './predict'
import { serve } from './serve'

const COMMANDS: Record<string, Command> = { finetune, evaluate, predict, serve, convert, lint }

const HELP = `npm run skillet -- <command> [options]

${Object.entries(COMMANDS)
  .map(([name, { summary }]) => `  ${name.padEnd(10)} ${summary}`)
  .join('\n')}

npm run skillet -- <command> --help says more about one of them.
Exit codes: 0 done, 1 the job failed, 2 the command was given wrongly.
`

/** Runs the command line `args` and gives the exit code. */
export async function runCli(args: string[], streams: Streams): Promise<number> {
  const [name, ...rest] = args
  if (name === undefined || name === '--help' || name === 'help') {
    streams.output(HELP)
    return name === undefined ? WRONG_USAGE : DONE
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  if (!command) {
    streams.log(
      `There is no command "${name}". There are: ${Object.keys(COMMANDS).join(', ')}; --help says more.`,
    )
    return WRONG_USAGE
  }
  if (rest.includes('--help')) {
    streams.output(command.help)
    return DONE
  }
  try {
    return await command.run(rest, streams)
  } catch (error) {
    if (!(error instanceof CommandFailure)) throw error
    streams.log(error.message)
    if (error.exitCode === WRONG_USAGE) {
      streams.log(`npm run skillet -- ${name} --help lists the options.`)
    }
    return error.exitCode ?? FAILED
  }
}
