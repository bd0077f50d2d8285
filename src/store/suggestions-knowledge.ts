import { type CarrierWords, countCarrierWords, createCarrierWords } from '@/project/carrier-words'
import { countLabels, declareValues, type Gazetteer } from '@/project/gazetteer'
import { countIntent, createGuesser, type IntentGuesser } from '@/project/intent-guess'
import type { Project, Utterance } from '@/project/project'

/** What a skill teaches by itself, before any model. */
export type Knowledge = {
  gazetteer: Gazetteer
  guesser: IntentGuesser
  carrier: CarrierWords
}

/** Learns a skill and keeps up with its edits. */
export type Learner = {
  /**
   * Looks at what changed since the last call, for at most `budgetMs`; returns whether that was all.
   * Call it again with the same or a newer version until it is.
   */
  learn: (project: Project, budgetMs: number) => boolean
  /** What is known by now; a new object after each `learn` that changed anything. */
  knowledge: () => Knowledge
}

/** Utterances between two looks at the clock. */
const STRIDE = 50

/** A learner that knows nothing yet. Utterances are told apart by identity: the document is immutable. */
export function createLearner(): Learner {
  const seen = new Set<Utterance>()
  let declarations: Pick<Project, 'intents' | 'slotTypes'> = { intents: [], slotTypes: [] }
  let knowledge: Knowledge = {
    gazetteer: declareValues(declarations),
    guesser: createGuesser(),
    carrier: createCarrierWords(),
  }
  function count(utterance: Utterance, sign: 1 | -1): void {
    countLabels(knowledge.gazetteer, utterance, sign)
    countIntent(knowledge.guesser, utterance, sign)
    countCarrierWords(knowledge.carrier, utterance, sign)
    if (sign === 1) seen.add(utterance)
    else seen.delete(utterance)
  }
  return {
    knowledge: () => knowledge,
    learn(project, budgetMs) {
      const end = performance.now() + budgetMs
      const isDeclared =
        declarations.intents === project.intents && declarations.slotTypes === project.slotTypes
      const changes = changesSince(seen, project.utterances)
      if (isDeclared && changes.length === 0) return true
      declarations = project
      let done = 0
      for (const { utterance, sign } of changes) {
        count(utterance, sign)
        done++
        if (done % STRIDE === 0 && performance.now() > end) break
      }
      const { gazetteer, guesser, carrier } = knowledge
      knowledge = {
        gazetteer: isDeclared ? { ...gazetteer } : declareValues(project, gazetteer),
        guesser: { ...guesser },
        carrier,
      }
      return done === changes.length
    },
  }
}

function changesSince(
  seen: ReadonlySet<Utterance>,
  utterances: readonly Utterance[],
): { utterance: Utterance; sign: 1 | -1 }[] {
  const added = utterances.filter((utterance) => !seen.has(utterance))
  const now = seen.size + added.length === utterances.length ? seen : new Set(utterances)
  const removed = now === seen ? [] : [...seen].filter((utterance) => !now.has(utterance))
  return [
    ...removed.map((utterance) => ({ utterance, sign: -1 as const })),
    ...added.map((utterance) => ({ utterance, sign: 1 as const })),
  ]
}
