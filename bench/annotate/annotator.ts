/**
 * Whether suggestions hold still: `npx tsx bench/annotate/annotator.ts <folder> [utterances]`, a folder in the
 * form that `bench:transfer` reads. An annotator goes down a list of blank utterances of each skill. They
 * read what is suggested when a row first shows in the list, again when it is in hand, and right after an
 * edit of their own to it; what was right then they accept with Enter, the rest they label by hand. What is
 * learned from each edit arrives between reading and Enter, as it does in the page. Counted is what was
 * stored and is wrong: with offers as they come, and with offers that hold still.
 */
import { startBackend } from '@/cli/backend'
import { readModelFolder } from '@/cli/model-folder'
import type { Pretrained } from '@/model/pretrained'
import {
  createProject,
  createUtterance,
  type Project,
  type Span,
  type Utterance,
} from '@/project/project'
import { skillToLearn } from '@/project/skill-to-learn'
import { createPredictor } from '@/runtime/predictor'
import { findUtterance } from '@/screens/annotate/view/find-utterance'
import { createHeldOffers } from '@/screens/annotate/view/held-offers'
import { type Dismissed, offerFor, withoutDismissed } from '@/screens/annotate/view/offers'
import type { RowSuggestion } from '@/screens/annotate/view/row-words'
import { openView } from '@/screens/annotate/view/view-address'
import { acceptUtterance, annotateSpan, chooseIntent } from '@/store/project-actions'
import { useProjectStore } from '@/store/project-store'
import { type InstantModelKey, isInstantDue } from '@/store/suggestions-provider'
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

/** Rows that a window shows above and below the one in hand. */
const ROWS_ABOVE = 3
const ROWS_BELOW = 12

type Tally = { utterances: number; wrongIntents: number; spans: number; wrongSpans: number }

const [folder, count = '40'] = process.argv.slice(2)
if (!folder) throw new Error('Name the folder of the skills.')
const read = await readSkills(folder)
if (read.kind === 'failed') throw new Error(`${read.reason} ${read.remedy}`)
const model = await readModelFolder('public/models/base')
if (model.kind === 'failed') throw new Error(`${model.message} ${model.remedy}`)
await startBackend({ threads: 1 })

console.log('offers         utterances  wrong intents stored  slots stored  of these wrong')
for (const isHeld of [false, true]) {
  const tally: Tally = { utterances: 0, wrongIntents: 0, spans: 0, wrongSpans: 0 }
  for (const skill of read.skills) {
    const sample = sampleSkill(skill, 100, 1)
    if (!sample) continue
    const gold = sample.test.slice(0, Number(count))
    await annotateAll(projectOf(sample.train, gold), gold, {
      isHeld,
      pretrained: model.pretrained,
      tally,
    })
  }
  console.log(
    [
      (isHeld ? 'hold still' : 'as they come').padEnd(14),
      String(tally.utterances).padStart(10),
      String(tally.wrongIntents).padStart(21),
      String(tally.spans).padStart(13),
      String(tally.wrongSpans).padStart(15),
    ].join(' '),
  )
}
process.exit(0)

async function annotateAll(
  skill: Project,
  gold: readonly LabelledUtterance[],
  options: { isHeld: boolean; pretrained: Pretrained; tally: Tally },
): Promise<void> {
  const { isHeld, pretrained, tally } = options
  useProjectStore.setState({ project: skill, past: [], future: [] })
  provideSuggestions(skill.id, null)
  refreshKnowledge(skill)
  openView({})
  const held = createHeldOffers()
  const dismissed = new Map<string, Dismissed>()
  const firstShown = new Map<string, string>()
  const current = (id: string): Utterance => findUtterance(useProjectStore.getState().project, id)!
  const shown = (id: string, isInHand: boolean): RowSuggestion => {
    const { project } = useProjectStore.getState()
    const utterance = current(id)
    const fresh = offerFor(utterance, project!.intents, useSuggestions.getState())
    const offer = isHeld ? held.show(utterance, fresh, { isInHand }) : fresh
    return withoutDismissed(offer, dismissed.get(id))
  }
  let made: InstantModelKey | null = null
  const learn = async () => {
    const project = useProjectStore.getState().project!
    refreshKnowledge(project)
    const labelled = project.utterances.filter(({ intent }) => intent !== null).length
    const next = { labels: '', labelled }
    if (!isInstantDue(made, next)) return
    made = next
    await askInstantModel(project, pretrained)
  }
  for (const [index, target] of gold.entries()) {
    const { id } = target
    for (const row of gold.slice(Math.max(0, index - ROWS_ABOVE), index + ROWS_BELOW)) {
      const { intent } = shown(row.id, false)
      if (intent !== null && !firstShown.has(row.id)) firstShown.set(row.id, intent)
    }
    /** Looks at what is suggested in the row, and waves away what is wrong. */
    const look = (): RowSuggestion => {
      const wrong = shown(id, true).spans.filter((span) => !isAmong(span, target.spans))
      const before = dismissed.get(id) ?? []
      if (wrong.length > 0 && before !== 'all') dismissed.set(id, [...before, ...wrong])
      return shown(id, true)
    }
    const seen = look()
    await learn()
    for (const span of target.spans) {
      if (isAmong(span, seen.spans) || isAmong(span, current(id).spans)) continue
      annotateSpan(id, span)
      look()
      await learn()
    }
    if ((firstShown.get(id) ?? seen.intent) !== target.intent) {
      chooseIntent(new Set([id]), target.intent)
      look()
      await learn()
    }
    acceptUtterance(id, shown(id, true), { marksDone: true })
    const stored = current(id)
    tally.utterances += 1
    tally.spans += stored.spans.length
    if (stored.intent !== target.intent) tally.wrongIntents += 1
    tally.wrongSpans += stored.spans.filter((span) => !isAmong(span, target.spans)).length
  }
}

/** Asks a model that is made of what is labelled by now, as the page does. */
async function askInstantModel(project: Project, pretrained: Pretrained): Promise<void> {
  const { intents, slotValues } = skillToLearn(project)
  const bundle = await createInstantModel({
    pretrained,
    utterances: labelledUtterances(project.utterances),
    labels: { intents, slots: Object.keys(slotValues) },
  })
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

/** Blank utterances under declared intents and slots. */
function projectOf(
  declared: readonly LabelledUtterance[],
  open: readonly LabelledUtterance[],
): Project {
  const all = [...declared, ...open]
  return {
    ...createProject({ id: crypto.randomUUID(), name: 'Bench' }),
    intents: labelsOf(all).intents.map((name) => ({
      name,
      kind: 'custom' as const,
      note: '',
      slots: labelsOf(all.filter(({ intent }) => intent === name)).slots.map((slot) => ({
        name: slot,
        type: slot,
      })),
    })),
    utterances: open.map(({ id, text }) => createUtterance({ id, text })),
  }
}

function isAmong(span: Span, others: readonly Span[]): boolean {
  return others.some(
    (other) => other.start === span.start && other.end === span.end && other.slot === span.slot,
  )
}
