/**
 * What a model knows of not knowing: `npm run bench:scope -- --data <folder> --strangers <clinc150.jsonl.gz>`. On each
 * skill of the folder, 100 utterances learned; strangers are utterances of the other skills, and
 * CLINC150's out-of-scope rows. Finished skills are kept in `--work`.
 */
import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { startBackend } from '@/cli/backend'
import { readModelFolder } from '@/cli/model-folder'
import { readRows } from '@/cli/pretraining-pool'
import { createRandom } from '@/project/random'
import { type AskedSkill, askSkill } from './scope/ask-skill'
import { scopeMarkdown } from './scope/scope-figures'
import { sampleSkill } from './transfer/sampling'
import { readSkills } from './transfer/skills'

/** Strangers that each skill is asked about. */
const OTHERS = 300
const OTHERS_OF_A_SKILL = 60
const GENERAL = 200

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: '' },
    strangers: { type: 'string', default: '' },
    size: { type: 'string', default: '100' },
    skills: { type: 'string' },
    model: { type: 'string', default: 'public/models/base' },
    work: { type: 'string', default: '.bench/scope' },
  },
})

const read = await readSkills(values.data)
const model = await readModelFolder(values.model)
if (read.kind === 'failed') throw new Error(read.reason)
if (model.kind === 'failed') throw new Error(model.message)
const general: string[] = []
for await (const { text, intent } of readRows(values.strangers)) {
  if (intent === 'oos') general.push(text)
}
await mkdir(values.work, { recursive: true })
const { pretrained } = model
const print = pretrained.card.files.weights.sha256.slice(0, 8)
const chosen = values.skills?.split(',')
const all: AskedSkill[] = []
let isStarted = false
for (const skill of read.skills.filter(({ name }) => !chosen || chosen.includes(name))) {
  const path = join(values.work, `${print}-${values.size}-${skill.name}.json`)
  if (existsSync(path)) {
    all.push(JSON.parse(await readFile(path, 'utf8')) as AskedSkill)
    continue
  }
  const sample = sampleSkill(skill, Number(values.size), 1)
  if (!sample) continue
  if (!isStarted) await startBackend({ threads: 1 })
  isStarted = true
  const random = createRandom(`${skill.name}/strangers`)
  const own = new Set(skill.utterances.map(({ text }) => text.toLowerCase()))
  const texts = read.skills
    .filter((other) => other !== skill)
    .flatMap(({ utterances }) => random.shuffled(utterances).slice(0, OTHERS_OF_A_SKILL))
    .map(({ text }) => text)
    .filter((text) => !own.has(text.toLowerCase()))
  const strangers = {
    others: random.shuffled(texts).slice(0, OTHERS),
    general: random.shuffled(general).slice(0, GENERAL),
  }
  const asked = await askSkill(sample, strangers, pretrained)
  await writeFile(path, JSON.stringify(asked))
  all.push(asked)
  process.stderr.write(`${skill.name}: asked\n`)
}
console.log(scopeMarkdown(all))
