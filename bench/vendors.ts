/** `npm run bench:vendors`: do the platforms' own readers take what Skillet writes, and find the same in it? */
import { parseArgs } from 'node:util'
import { allReaders } from './vendors/all-readers'
import { tryReader, type Verdict } from './vendors/run-vendors'
import { skillOfRows, skillsIn } from './vendors/skills'
import { vendorTable } from './vendors/table'

const HELP = `npm run bench:vendors [-- options]

Writes skills in all formats for which npm or PyPI has the platform's own reader, and lets it read them.
The readers are installed on demand into .cache/vendors. Ends with 1 when one refuses or counts otherwise.

  --skills <folder>   skill files beside our own samples  [../shared/skills]
  --rows <file>       annotated texts, of which 300 make one more skill
                      [../shared/data/evaluate/snips.jsonl.gz]
  --only <a,b>        readers whose name holds one of these  [all]
`

const { values } = parseArgs({
  options: {
    skills: { type: 'string', default: '../shared/skills' },
    rows: { type: 'string', default: '../shared/data/evaluate/snips.jsonl.gz' },
    only: { type: 'string', default: '' },
    help: { type: 'boolean', default: false },
  },
})
if (values.help) process.stdout.write(HELP)
else process.exitCode = await run()

async function run(): Promise<number> {
  const skills = [
    ...skillsIn('public/skills'),
    ...skillsIn(values.skills),
    ...(await skillOfRows(values.rows)),
  ]
  const only = values.only.split(',').filter(Boolean)
  const verdicts: Verdict[] = []
  for (const reader of allReaders) {
    if (only.length > 0 && !only.some((name) => reader.name.includes(name))) continue
    process.stderr.write(`${reader.name} …\n`)
    const tried = await tryReader(reader, skills, '.bench/vendors')
    if (typeof tried === 'string') process.stderr.write(`  not tried: ${tried}\n`)
    else verdicts.push(...tried)
  }
  process.stdout.write(`${vendorTable(verdicts)}\n`)
  return verdicts.every(({ kind }) => kind === 'same') ? 0 : 1
}
