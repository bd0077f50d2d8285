/** `npm run bench:figures`: the README's figures on transfer, from the file that `bench:transfer --json` wrote. */
import { readFile, writeFile } from 'node:fs/promises'
import { figuresMarkdown, figuresPicture, isKnownArm, replaceBetween } from './transfer/figures'
import type { BenchRow } from './transfer/summary'

const [source = 'docs/transfer.json'] = process.argv.slice(2)
const rows = (JSON.parse(await readFile(source, 'utf8')) as BenchRow[]).filter(({ arm }) =>
  isKnownArm(arm),
)
const readme = await readFile('README.md', 'utf8')
await writeFile('README.md', replaceBetween(readme, 'transfer', figuresMarkdown(rows)))
await writeFile('docs/transfer.svg', figuresPicture(rows))
console.log(`README.md and docs/transfer.svg say what ${source} says (${rows.length} runs).`)
