/** `npm run bench:transfer`: what pretraining is worth on skills that the network has never seen. */
import { runBench } from './transfer/run-bench'

process.exitCode = await runBench(process.argv.slice(2), {
  output: (text) => process.stdout.write(text),
  log: (line) => process.stderr.write(`${line}\n`),
})
