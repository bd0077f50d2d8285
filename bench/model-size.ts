/**
 * What a model file weighs and what making it compact costs, and how the runtime compares with the app's own
 * network: `npx tsx bench/model-size.ts <folder> [--size 100] [--skills a,b] [--rows .bench/model-size.json]`.
 * Samples as the transfer bench does, one seed. Rows are kept in a file, so that a run can go on where one ended,
 * and the trained models in `--models`, so that another choice of words is measured on the same ones.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { parseArgs } from 'node:util'
import { startBackend } from '@/cli/backend'
import { readModelFolder } from '@/cli/model-folder'
import { measureSkill, type SizeRow } from './model-size/measure-skill'
import { sampleSkill } from './transfer/sampling'
import { readSkills } from './transfer/skills'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    size: { type: 'string', default: '100' },
    skills: { type: 'string' },
    rows: { type: 'string', default: '.bench/model-size.json' },
    models: { type: 'string', default: '.bench/models' },
    model: { type: 'string', default: 'public/models/base' },
    seconds: { type: 'string', default: '450' },
  },
})

const startedAt = performance.now()
await startBackend({ threads: 1 })
const read = await readSkills(positionals[0] ?? '')
const model = await readModelFolder(values.model)
if (read.kind === 'failed') throw new Error(`${read.reason} ${read.remedy}`)
if (model.kind === 'failed') throw new Error(`${model.message} ${model.remedy}`)

const rows: SizeRow[] = existsSync(values.rows) ? JSON.parse(readFileSync(values.rows, 'utf8')) : []
const chosen = values.skills?.split(',')
for (const skill of read.skills.filter(({ name }) => !chosen || chosen.includes(name))) {
  const isLate = performance.now() - startedAt > 1000 * Number(values.seconds)
  const sample = sampleSkill(skill, Number(values.size), 1)
  if (isLate || !sample || rows.some((row) => row.skill === skill.name)) continue
  const kept = `${values.models}/${model.pretrained.vocabularyId}-${values.size}-${skill.name}.bin`
  rows.push(await measureSkill(sample, model.pretrained, kept))
  mkdirSync(dirname(values.rows), { recursive: true })
  writeFileSync(values.rows, `${JSON.stringify(rows, null, 1)}\n`)
  console.error(skill.name)
}

const columns = Object.keys(rows[0] ?? {}).filter((key) => key !== 'skill') as (keyof SizeRow)[]
const format = (value: number | string) =>
  typeof value === 'string' ? value : value > 1e5 ? (value / 1e6).toFixed(2) : value.toPrecision(3)
console.log(['skill', ...columns].join('\t'))
for (const row of rows)
  console.log([row.skill, ...columns.map((key) => format(row[key]))].join('\t'))
const mean = (key: keyof SizeRow) =>
  rows.reduce((sum, row) => sum + Number(row[key]), 0) / rows.length
console.log(['mean', ...columns.map((key) => format(mean(key)))].join('\t'))
