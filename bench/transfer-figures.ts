/** `npm run bench:figures`: figures for README, docs/benchmarks.md and model card, from the files that `bench:transfer --json` and `bench:public --json` wrote. */
import { readFile, writeFile } from 'node:fs/promises'
import { readRowsOf } from './public/public-row'
import { publicMarkdown, publicWorthMarkdown, skillsMarkdown } from './public/public-tables'
import {
  figuresMarkdown,
  figuresPicture,
  perturbedMarkdown,
  replaceBetween,
  worthMarkdown,
} from './transfer/figures'
import { manyMarkdown, manyPicture } from './transfer/many-figures'
import type { BenchRow } from './transfer/summary'

const PAPER = 'docs/benchmarks.md'
const CARD = 'public/models/base/README.md'
const PUBLIC = 'docs/public.json'
const MANY = 'docs/many-skills.json'

const [source = 'docs/transfer.json'] = process.argv.slice(2)
const rows = JSON.parse(await readFile(source, 'utf8')) as BenchRow[]
const clean = rows.filter(({ arm }) => !arm.includes('+'))
const tables = figuresMarkdown(clean)
await edit('README.md', (text) => replaceBetween(text, 'worth', worthMarkdown(clean)))
await edit(PAPER, (text) => replaceBetween(text, 'transfer', tables))
await edit(CARD, (text) =>
  replaceBetween(replaceBetween(text, 'transfer', tables), 'perturbed', perturbedMarkdown(rows)),
)
const published = readRowsOf(await readFile(PUBLIC, 'utf8'))
await edit('README.md', (text) => replaceBetween(text, 'public', publicWorthMarkdown(published)))
await edit(PAPER, (text) =>
  replaceBetween(
    replaceBetween(text, 'public', publicMarkdown(published)),
    'beside',
    skillsMarkdown(clean),
  ),
)
const many = JSON.parse(await readFile(MANY, 'utf8')) as BenchRow[]
await edit(PAPER, (text) => replaceBetween(text, 'many', manyMarkdown(many)))
await writeFile('docs/many-skills.svg', manyPicture(many))
await writeFile('docs/transfer.svg', figuresPicture(clean))
console.log(
  `README.md, ${PAPER}, ${CARD} and the pictures in docs say what ${source}, ${PUBLIC} and ${MANY} say.`,
)

async function edit(path: string, change: (text: string) => string): Promise<void> {
  await writeFile(path, change(await readFile(path, 'utf8')))
}
