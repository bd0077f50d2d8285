/** What the subcommands of `npm run skillet` have in common: options, exit codes, a way to fail. */
import { type ParseArgsConfig, parseArgs } from 'node:util'

/** Exit codes: the job was done, the job failed, the command was given wrongly. */
export const DONE = 0
export const FAILED = 1
export const WRONG_USAGE = 2

export type Command = {
  help: string
  /** Does the job and gives the exit code. Data go to `output`, everything else to `log`. */
  run: (args: string[], streams: Streams) => Promise<number>
}

/** Where a command writes. */
export type Streams = {
  input: NodeJS.ReadableStream
  /** Data only: what another program reads. */
  output: (text: string) => void
  /** Progress and problems, for people. */
  log: (line: string) => void
}

/** A job that can't be done, for a reason that the user can do something about. */
export class CommandFailure extends Error {
  readonly exitCode: number
  constructor(message: string, exitCode: number = FAILED) {
    super(message)
    this.exitCode = exitCode
  }
}

/** Says that the command was given wrongly. */
export function wrongUsage(message: string): CommandFailure {
  return new CommandFailure(message, WRONG_USAGE)
}

/** Reads the options of a command; throws a `CommandFailure` for unknown ones. */
export function readOptions<const T extends NonNullable<ParseArgsConfig['options']>>(
  args: string[],
  options: T,
) {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true })
  } catch (error) {
    throw wrongUsage(error instanceof Error ? error.message : String(error))
  }
}

/** Reads a whole number of at least `least` from an option. */
export function readWholeNumber(name: string, text: string, least = 0): number {
  const number = Number(text)
  if (text.trim() !== '' && Number.isInteger(number) && number >= least) return number
  throw wrongUsage(`--${name} must be a whole number from ${least} on, not "${text}".`)
}

/** Reads a share from an option: 0 up to, but not, 1. */
export function readShare(name: string, text: string): number {
  const number = Number(text)
  if (text.trim() !== '' && number >= 0 && number < 1) return number
  throw wrongUsage(`--${name} must be a share such as 0.2, not "${text}".`)
}
