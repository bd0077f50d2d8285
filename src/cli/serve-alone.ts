/** `skillet serve` as a program of its own, for who has a model and nothing else of Skillet. */
import { runCommand } from './run-command'
import { serve } from './serve'

process.exitCode = await runCommand(serve, process.argv.slice(2), {
  streams: {
    input: process.stdin,
    output: (text) => process.stdout.write(text),
    log: (line) => process.stderr.write(`${line}\n`),
  },
  asRun: (help) => help.replaceAll('npm run skillet -- serve', 'node skillet-serve.mjs'),
  name: 'serve',
})
