/** Runs one command, and turns what goes wrong into a sentence and an exit code. */
import { type Command, CommandFailure, DONE, FAILED, type Streams, WRONG_USAGE } from './command'

/** Gives the exit code. */
export async function runCommand(
  command: Command,
  args: string[],
  {
    streams,
    asRun,
    name,
  }: {
    streams: Streams
    /** Help, with commands spelled as they are run here. */
    asRun: (help: string) => string
    name: string
  },
): Promise<number> {
  if (args.includes('--help')) {
    streams.output(asRun(command.help))
    return DONE
  }
  try {
    return await command.run(args, streams)
  } catch (error) {
    if (!(error instanceof CommandFailure)) throw error
    streams.log(error.message)
    if (error.exitCode === WRONG_USAGE) {
      streams.log(asRun(`npm run skillet -- ${name} --help lists the options.`))
    }
    return error.exitCode ?? FAILED
  }
}
