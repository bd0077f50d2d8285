/** `npm run bench:public`: the published splits of HWU64 and Snips 2017, to be read beside what others published. */
import { runPublic } from './public/run-public'

process.exitCode = await runPublic(process.argv.slice(2), {
  output: (text) => process.stdout.write(text),
  log: (line) => process.stderr.write(`${line}\n`),
})
