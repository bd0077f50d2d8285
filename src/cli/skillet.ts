/** `npm run skillet`: everything that the app does with a skill, from the shell. */
import { runCli } from './run-cli'

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // A reader such as `head` has seen enough.
  process.exit(error.code === 'EPIPE' ? 0 : 1)
})

process.exitCode = await runCli(process.argv.slice(2), {
  input: process.stdin,
  output: (text) => process.stdout.write(text),
  log: (line) => process.stderr.write(`${line}\n`),
})
