/**
 * What it is worth that the model that answers learns from everything: the report's model, which has learned from a
 * part, and the final one, both asked the same utterances that neither has seen.
 * `npx tsx bench/final-model.ts --data <folder> [--size 100] [--seeds 1] [--only name,name]`. One thread.
 */
import { parseArgs } from 'node:util'
import { readModelFolder } from '@/cli/model-folder'
import { nodeJobContext, nodeTools } from '@/cli/node-tools'
import { scoreFrames } from '@/evaluation/frame-scores'
import { DEFAULT_SETTINGS } from '@/jobs/job'
import { trainSkill } from '@/jobs/train-job'
import type { ModelBundle } from '@/model/model-bundle'
import type { Vocabulary } from '@/model/vocabulary'
import { createUtterance } from '@/project/project'
import type { SkillToLearn } from '@/project/skill-to-learn'
import { createPredictor } from '@/runtime/predictor'
import type { LabelledUtterance } from '@/training/skill-examples'
import { drawSample } from './transfer/sampling'
import { readSkills } from './transfer/skills'

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: '../shared/data/evaluate' },
    model: { type: 'string', default: 'public/models/base' },
    size: { type: 'string', default: '100' },
    seeds: { type: 'string', default: '1' },
    only: { type: 'string' },
  },
})
const FIGURES = ['intentAccuracy', 'slotF1', 'frameAccuracy'] as const

const read = await readSkills(values.data)
if (read.kind === 'failed') throw new Error(`${read.reason} ${read.remedy}`)
const model = await readModelFolder(values.model)
if (model.kind === 'failed') throw new Error(model.message)
const { vocabulary } = model.pretrained
const tools = nodeTools({ threads: 1 })
const only = values.only?.split(',')
const skills = read.skills.filter(({ name }) => !only || only.includes(name))

const gains: number[][] = []
console.log('skill\tseed\treport’s learned from\tfinal from\ttested\tintents\tslot F1\tframes')
for (const seed of values.seeds.split(',').map(Number)) {
  for (const skill of skills) {
    const sample = drawSample(skill, Number(values.size), seed)
    if (!sample) continue
    const result = await trainSkill(
      {
        kind: 'train',
        modelUrl: values.model,
        skill: skillOf(sample.train),
        settings: { ...DEFAULT_SETTINGS, seed },
        alsoFromScratch: false,
        learnsAll: true,
        backend: 'auto',
        avoid: [],
        start: 'pretrained',
        resume: null,
      },
      nodeJobContext(tools),
    )
    if (result.kind === 'failed' || !result.final) throw new Error(`${skill.name} was not trained`)
    const before = await scoresOf(result.model.bundle, vocabulary, sample.test)
    const after = await scoresOf(result.final.bundle, vocabulary, sample.test)
    gains.push(after.map((score, index) => 100 * (score - (before[index] ?? 0))))
    const learned = [result.split.train.length, result.final.utterances, sample.test.length]
    const pairs = after.map((score, index) => `${percent(before[index] ?? 0)} → ${percent(score)}`)
    console.log([skill.name, seed, ...learned, ...pairs].join('\t'))
  }
}
const sums = FIGURES.map((_, index) => meanOf(gains.map((row) => row[index] ?? 0)))
console.log(['mean gain, points', '', '', '', gains.length, ...sums].join('\t'))

/** A skill of labelled utterances, declaring what they use. */
function skillOf(utterances: readonly LabelledUtterance[]): SkillToLearn {
  const declared = new Map<string, Set<string>>()
  for (const { intent, spans } of utterances) {
    const slots = declared.get(intent) ?? new Set()
    for (const { slot } of spans) slots.add(slot)
    declared.set(intent, slots)
  }
  const slots = [...new Set([...declared.values()].flatMap((own) => [...own]))]
  return {
    utterances: utterances.map(({ id, text, intent, spans }) =>
      createUtterance({ id, text, intent, spans: [...spans], status: 'done' }),
    ),
    intents: [...declared.keys()],
    outOfScopeIntents: [],
    declaredSlots: Object.fromEntries([...declared].map(([name, own]) => [name, [...own]])),
    slotValues: Object.fromEntries(slots.map((slot) => [slot, []])),
  }
}

async function scoresOf(
  bundle: ModelBundle,
  words: Vocabulary,
  test: readonly LabelledUtterance[],
): Promise<number[]> {
  const predictor = await createPredictor(bundle, words)
  try {
    const answers = predictor.predict(test.map(({ text }) => text))
    const scores = scoreFrames(
      test.map((utterance, index) => ({
        goldIntent: utterance.intent,
        goldSpans: utterance.spans,
        predictedIntent: answers[index]?.intents[0]?.intent ?? '',
        predictedSpans: answers[index]?.spans ?? [],
      })),
    )
    return FIGURES.map((figure) => scores[figure])
  } finally {
    predictor.dispose()
  }
}

/** The mean with its standard error. */
function meanOf(numbers: readonly number[]): string {
  const mean = numbers.reduce((sum, one) => sum + one, 0) / numbers.length
  const squares = numbers.reduce((sum, one) => sum + (one - mean) ** 2, 0)
  const error = Math.sqrt(squares / Math.max(1, numbers.length - 1) / numbers.length)
  return `${mean.toFixed(2)} ± ${error.toFixed(2)}`
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)}%`
}
