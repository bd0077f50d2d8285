/**
 * What suggestions are worth before anything was trained: `npx tsx bench/annotate/offers.ts <folder>`, a folder in
 * the form that `bench:transfer` reads. Of each skill, some utterances are labelled and 200 others are
 * offered labels, by the skill's own words and values alone and with the instant model beside them.
 */
import { startBackend } from '@/cli/backend'
import { readModelFolder } from '@/cli/model-folder'
import type { Pretrained } from '@/model/pretrained'
import { createProject, createUtterance, type Project, type Span } from '@/project/project'
import { skillToLearn } from '@/project/skill-to-learn'
import { createPredictor } from '@/runtime/predictor'
import { suggestionFor } from '@/store/offer'
import {
  provideSuggestions,
  refreshKnowledge,
  requestSuggestions,
  useSuggestions,
} from '@/store/suggestions-store'
import { createInstantModel } from '@/training/instant-model'
import { type LabelledUtterance, labelledUtterances, labelsOf } from '@/training/skill-examples'
import { sampleSkill } from '../transfer/sampling'
import { readSkills } from '../transfer/skills'

const LABELLED = [0, 5, 10, 30, 100]
const OFFERED = 200

/** Counts that add up over skills. */
type Tally = {
  utterances: number
  intents: number
  rightIntents: number
  spans: number
  rightSpans: number
  goldSpans: number
  milliseconds: number
}

const [folder] = process.argv.slice(2)
if (!folder) throw new Error('Name the folder of the skills.')
const read = await readSkills(folder)
if (read.kind === 'failed') throw new Error(`${read.reason} ${read.remedy}`)
const model = await readModelFolder('public/models/base')
if (model.kind === 'failed') throw new Error(`${model.message} ${model.remedy}`)
await startBackend({ threads: 1 })

console.log(
  'labelled  offers by         intents offered  of these right  slot values found  of those offered right',
)
for (const labelled of LABELLED) {
  for (const isHelped of [false, true]) {
    const tally: Tally = {
      utterances: 0,
      intents: 0,
      rightIntents: 0,
      spans: 0,
      rightSpans: 0,
      goldSpans: 0,
      milliseconds: 0,
    }
    for (const skill of read.skills) {
      const sample = sampleSkill(skill, 100, 1)
      if (!sample) continue
      const project = projectOf(sample.train, sample.train.slice(0, labelled), sample.test)
      await offerTo(project, isHelped ? model.pretrained : null, tally)
      count(project, sample.test, tally)
    }
    const share = (part: number, whole: number) =>
      `${((100 * part) / Math.max(1, whole)).toFixed(1)}%`
    console.log(
      [
        String(labelled).padEnd(9),
        (isHelped ? 'instant model' : 'words, values').padEnd(17),
        share(tally.intents, tally.utterances).padEnd(16),
        share(tally.rightIntents, tally.intents).padEnd(15),
        share(tally.rightSpans, tally.goldSpans).padEnd(18),
        share(tally.rightSpans, tally.spans).padEnd(8),
        isHelped
          ? `${(tally.milliseconds / read.skills.length).toFixed(0)} ms to make the model`
          : '',
      ].join(' '),
    )
  }
}
process.exit(0)

/** A skill that declares all labels, with some utterances done and others to do. */
function projectOf(
  declared: readonly LabelledUtterance[],
  done: readonly LabelledUtterance[],
  open: readonly LabelledUtterance[],
): Project {
  const { intents } = labelsOf(declared)
  const slotsOf = (intent: string) =>
    labelsOf(declared.filter((utterance) => utterance.intent === intent)).slots
  return {
    ...createProject({ id: crypto.randomUUID(), name: 'Bench' }),
    intents: intents.map((name) => ({
      name,
      kind: 'custom' as const,
      note: '',
      slots: slotsOf(name).map((slot) => ({ name: slot, type: slot })),
    })),
    utterances: [
      ...done.map(({ id, text, intent, spans }) =>
        createUtterance({ id, text, intent, spans, status: 'done' }),
      ),
      ...open.slice(0, OFFERED).map(({ id, text }) => createUtterance({ id, text })),
    ],
  }
}

async function offerTo(
  project: Project,
  pretrained: Pretrained | null,
  tally: Tally,
): Promise<void> {
  refreshKnowledge(project)
  // Learning goes on in slices, as in the page.
  await new Promise((resolve) => setTimeout(resolve, 50))
  if (!pretrained) return
  const { intents, slotValues } = skillToLearn(project)
  const startedAt = performance.now()
  const bundle = await createInstantModel({
    pretrained,
    utterances: labelledUtterances(project.utterances),
    labels: { intents, slots: Object.keys(slotValues) },
  })
  tally.milliseconds += performance.now() - startedAt
  const predictor = await createPredictor(bundle, pretrained.vocabulary)
  provideSuggestions(
    project.id,
    async (utterances) => {
      const predictions = predictor.predict(utterances.map(({ text }) => text))
      return utterances.map(({ id }, index) => ({
        utteranceId: id,
        prediction: predictions[index]!,
      }))
    },
    'instant',
  )
  await requestSuggestions(project)
  predictor.dispose()
}

function count(project: Project, gold: readonly LabelledUtterance[], tally: Tally): void {
  const state = useSuggestions.getState()
  const goldOf = new Map(gold.map((utterance) => [utterance.id, utterance]))
  for (const utterance of project.utterances) {
    const target = goldOf.get(utterance.id)
    if (utterance.status === 'done' || !target) continue
    const offer = suggestionFor(utterance, state)
    tally.utterances += 1
    if (offer.intent !== null) tally.intents += 1
    if (offer.intent === target.intent) tally.rightIntents += 1
    tally.spans += offer.spans.length
    tally.goldSpans += target.spans.length
    tally.rightSpans += offer.spans.filter((span) => isAmong(span, target.spans)).length
  }
}

function isAmong(span: Span, others: readonly Span[]): boolean {
  return others.some(
    (other) => other.start === span.start && other.end === span.end && other.slot === span.slot,
  )
}
