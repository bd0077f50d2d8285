/**
 * How good the sample skills are: what the checks find, how much of the held-out utterances was learned in
 * other words, and how many of them are right as a whole, with the app's own settings.
 * `npx tsx bench/samples.ts [--seeds 1,2,3] [--errors] [file …]`. One thread; about a minute a training on a quiet core.
 */
import { parseArgs } from 'node:util'
import { nodeJobContext, nodeTools } from '@/cli/node-tools'
import { isFrameRight } from '@/evaluation/error-list'
import type { JudgedUtterance } from '@/evaluation/prediction'
import { DEFAULT_SETTINGS } from '@/jobs/job'
import { splitSkill, usableUtterances } from '@/jobs/skill-split'
import { trainSkill } from '@/jobs/train-job'
import { lintProject } from '@/lint/lint-project'
import { skillToLearn } from '@/project/skill-to-learn'
import { nearestOverlaps } from './samples/nearest-overlaps'
import { readSample } from './samples/read-sample'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seeds: { type: 'string', default: '1,2,3' },
    errors: { type: 'boolean', default: false },
    epochs: { type: 'string', default: String(DEFAULT_SETTINGS.epochs) },
    model: { type: 'string', default: 'public/models/base' },
  },
})
const SAMPLES = ['kitchen-helper', 'smart-home', 'coffee-shop']
const paths =
  positionals.length > 0 ? positionals : SAMPLES.map((name) => `public/skills/${name}.txt`)

const tools = nodeTools({ threads: 1 })
console.log(
  'skill\tutterances\tfindings\tseed\ttested\tnearest words\trepeated\tintents\tslot F1\tframes',
)
for (const path of paths) {
  const project = readSample(path)
  const skill = skillToLearn(project)
  const findings = lintProject(project).length
  for (const seed of values.seeds.split(',').map(Number)) {
    const settings = { ...DEFAULT_SETTINGS, seed, epochs: Number(values.epochs) }
    const { train, validation, test } = splitSkill(usableUtterances(skill), settings)
    const overlaps = nearestOverlaps([...train, ...validation], test)
    const nearest = overlaps.reduce((sum, { words }) => sum + words, 0) / test.length
    const repeated = overlaps.filter(({ isRepeated }) => isRepeated).length
    const report = await reportOf(skill, settings)
    const { intentAccuracy, slotF1, frameAccuracy } = report.summary
    const row = [project.name, project.utterances.length, findings, seed, test.length]
    const figures = [
      nearest.toFixed(2),
      repeated,
      ...[intentAccuracy, slotF1, frameAccuracy].map(percent),
    ]
    console.log([...row, ...figures].join('\t'))
    if (values.errors)
      for (const wrong of report.judged.filter((one) => !isFrameRight(one))) say(wrong)
  }
}

async function reportOf(skill: ReturnType<typeof skillToLearn>, settings: typeof DEFAULT_SETTINGS) {
  const job = { modelUrl: values.model, skill, settings, alsoFromScratch: false, learnsAll: false }
  const result = await trainSkill(
    { kind: 'train', ...job, backend: 'auto', avoid: [], start: 'pretrained', resume: null },
    nodeJobContext(tools),
  )
  if (result.kind === 'failed') throw new Error(result.message)
  return result.model.report
}

/** An error: what is right, and what was said instead. */
function say({ text, intent, spans, prediction }: JudgedUtterance): void {
  const slots = (found: readonly { slot: string; start: number; end: number }[]) =>
    found.map(({ slot, start, end }) => `${slot}: ${text.slice(start, end)}`).join(', ')
  const [said] = prediction.intents
  console.log(
    `  ${text}\n    ${intent} {${slots(spans)}}\n    ${said?.intent} {${slots(prediction.spans)}}`,
  )
}

function percent(share: number | null): string {
  return share === null ? '–' : `${(share * 100).toFixed(1)}%`
}
