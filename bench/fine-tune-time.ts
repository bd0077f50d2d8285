/**
 * How long the app's fine-tuning takes to its best epoch and to its end, on one thread:
 * `npx tsx bench/fine-tune-time.ts --data <folder> [--size 300] [--skills a,b]`. Samples as the transfer bench does.
 */
import { parseArgs } from 'node:util'
import { startBackend } from '@/cli/backend'
import { readModelFolder } from '@/cli/model-folder'
import { fineTune } from '@/training/fine-tune'
import { sampleSkill } from './transfer/sampling'
import { readSkills } from './transfer/skills'

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: '' },
    size: { type: 'string', default: '300' },
    skills: { type: 'string' },
    model: { type: 'string', default: 'public/models/base' },
  },
})

await startBackend({ threads: 1 })
const read = await readSkills(values.data)
const model = await readModelFolder(values.model)
if (read.kind === 'failed') throw new Error(read.reason)
if (model.kind === 'failed') throw new Error(model.message)

const chosen = values.skills?.split(',')
console.log('skill\tbest epoch\tseconds to it\tseconds in all\tprocessor seconds in all')
for (const skill of read.skills.filter(({ name }) => !chosen || chosen.includes(name))) {
  const sample = sampleSkill(skill, Number(values.size), 1)
  if (!sample) continue
  const before = process.cpuUsage()
  let best = { epoch: 0, loss: Number.POSITIVE_INFINITY, elapsedMs: 0 }
  let elapsedMs = 0
  const { train, watch: validation } = sample
  const events = fineTune({ train, validation, pretrained: model.pretrained, start: 'pretrained' })
  for await (const event of events) {
    if (event.kind !== 'epoch' || !event.validation) continue
    elapsedMs = event.elapsedMs
    const { loss } = event.validation
    if (loss < best.loss) best = { epoch: event.epoch, loss, elapsedMs }
  }
  const { user, system } = process.cpuUsage(before)
  const seconds = [best.elapsedMs / 1000, elapsedMs / 1000, (user + system) / 1e6]
  console.log([skill.name, best.epoch, ...seconds.map((value) => value.toFixed(1))].join('\t'))
}
