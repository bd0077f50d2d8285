import type { Project } from '@/project/project'

/** Something to know before training: what is wrong, and what to do about it. */
export type ReadinessNote = {
  tone: 'bad' | 'warn' | 'hint'
  title: string
  remedy: string
  /** Where to do it: a query of the Annotate screen. */
  query: Record<string, string>
}

/** What ServiceNow's workbench asks for at least and recommends. */
const FEWEST = 5
const GOOD = 15

/** Whether a skill can be trained, and what will keep the result from being good. */
export function checkReadiness(project: Project): { canTrain: boolean; notes: ReadinessNote[] } {
  const labelled = project.utterances.filter((utterance) => utterance.intent !== null)
  const counts = new Map(project.intents.map((intent) => [intent.name, 0]))
  for (const { intent } of labelled) {
    if (intent !== null) counts.set(intent, (counts.get(intent) ?? 0) + 1)
  }
  const trained = [...counts].filter(([, count]) => count > 0)
  if (trained.length < 2 || labelled.length < 4) {
    return {
      canTrain: false,
      notes: [
        {
          tone: 'bad',
          title: 'There is too little to learn from',
          remedy: `A model tells intents apart, so it needs at least two with a few utterances each. So far ${trained.length === 1 ? 'one intent has' : `${trained.length} intents have`} any. Five utterances each make a start, fifteen are good.`,
          query: {},
        },
      ],
    }
  }
  const notes: ReadinessNote[] = []
  const few = trained.filter(([, count]) => count < FEWEST).map(([name]) => name)
  // Built-in intents come with the platform's own phrases.
  const empty = project.intents
    .filter(({ name, kind }) => kind !== 'builtIn' && counts.get(name) === 0)
    .map(({ name }) => name)
  const unlabelled = project.utterances.length - labelled.length
  if (few.length > 0) {
    notes.push({
      tone: 'warn',
      title: `${few.length === 1 ? 'One intent has' : `${few.length} intents have`} fewer than ${FEWEST} utterances`,
      remedy: `${nameSome(few)} will be guessed more than known. Aim for ${GOOD} each, worded differently.`,
      query: { intent: few[0] ?? '' },
    })
  }
  if (empty.length > 0) {
    notes.push({
      tone: 'hint',
      title: `${empty.length === 1 ? 'One intent has' : `${empty.length} intents have`} no utterance`,
      remedy: `${nameSome(empty)} can’t be recognised until there is something to learn from.`,
      query: {},
    })
  }
  if (labelled.length < 60) {
    notes.push({
      tone: 'hint',
      title: `With ${labelled.length} utterances the test set is small`,
      remedy:
        'The figures will be rough. Cross-validation on the Evaluate screen uses every utterance.',
      query: {},
    })
  }
  if (unlabelled > 0) {
    notes.push({
      tone: 'hint',
      title: `${unlabelled === 1 ? 'One utterance has' : `${unlabelled} utterances have`} no intent yet`,
      remedy: 'They are left out of training.',
      query: {},
    })
  }
  return { canTrain: true, notes }
}

function nameSome(names: readonly string[]): string {
  const shown = names.slice(0, 3).join(', ')
  return names.length > 3 ? `${shown} and ${names.length - 3} more` : shown
}
