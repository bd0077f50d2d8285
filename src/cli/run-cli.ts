/** Finds the command that is meant, and runs it. */
import { type Command, DONE, type Streams, WRONG_USAGE } from './command'
import { asRun } from './packaged'
import { runCommand } from './run-command'

/** What there is, with a line for the list; each is loaded when it is asked for, so that none waits for what another needs. */
const COMMANDS: Record<string, { summary: string; load: () => Promise<Command> }> = {
  finetune: {
    summary: 'train a model of a skill, and report on held-out utterances',
    load: async () => (await import('./finetune')).finetune,
  },
  evaluate: {
    summary: 'test a saved model on annotated utterances',
    load: async () => (await import('./evaluate')).evaluate,
  },
  predict: {
    summary: 'answer texts from standard input, a JSON line each',
    load: async () => (await import('./predict')).predict,
  },
  serve: {
    summary: 'answer over HTTP (as Rasa does) and Wyoming (Home Assistant)',
    load: async () => (await import('./serve')).serve,
  },
  onnx: {
    summary: 'write a saved model as ONNX',
    load: async () => (await import('./onnx')).onnx,
  },
  convert: {
    summary: 'turn a skill of any format into another format',
    load: async () => (await import('./convert')).convert,
  },
  lint: {
    summary: 'check the data of a skill, and fail when something is wrong',
    load: async () => (await import('./lint')).lint,
  },
}

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
    streams.output(asRun(HELP))
    return name === undefined ? WRONG_USAGE : DONE
  }
  const entry = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  if (!entry) {
    streams.log(
      `There is no command "${name}". There are: ${Object.keys(COMMANDS).join(', ')}; --help says more.`,
    )
    return WRONG_USAGE
  }
  return runCommand(await entry.load(), rest, { streams, asRun, name })
}
