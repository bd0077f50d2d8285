import { type KnownSides, leakedUtterances } from '@/evaluation/known-sides'
import type { Utterance } from '@/project/project'
import { DEFAULT_SETTINGS, type TrainingSettings } from '@/worker/contract'
import { fingerprintOf, type RunRecord } from './run-record'

/** Where the next training begins: with the download, or with the weights of an earlier run. */
export type RunStart =
  /** `because` says why an earlier run's weights are not used; null when there are none. */
  { kind: 'download'; because: string | null } | { kind: 'earlier'; run: RunRecord; fresh: number }

const EPOCHS_GOING_ON = 16

/**
 * Where the next training should begin. It goes on from the latest run when that saves work and is
 * honest: the skill has changed, at least half of its intents are known, and no utterance that the
 * earlier weights have learned is to be tested on.
 */
export function chooseStart(options: {
  runs: readonly RunRecord[]
  /** Those with an intent. */
  utterances: readonly Utterance[]
  settings: TrainingSettings
  alsoFromScratch: boolean
}): RunStart {
  const { runs, utterances, settings, alsoFromScratch } = options
  const run = runs.findLast(({ hasModel }) => hasModel)
  if (!run) return { kind: 'download', because: null }
  const name = `Run ${run.number}`
  const known = knownSidesOf([run], settings)
  if (!known) {
    return download(`${name} kept other utterances for its report (another seed or share).`)
  }
  const leaked = leakedUtterances(utterances, known).length
  if (leaked > 0) {
    return download(
      `${name} has learned ${leaked === 1 ? 'an utterance that is' : `${leaked} utterances that are`} now for testing.`,
    )
  }
  if (run.fingerprint === fingerprintOf(utterances)) {
    return download(`Nothing has changed since run ${run.number}.`)
  }
  if (alsoFromScratch)
    return download('Against scratch, both must see the skill for the first time.')
  const intents = new Set(utterances.map(({ intent }) => intent))
  const learned = run.report.learned.byIntent.filter(({ count }) => count > 0)
  const shared = learned.filter(({ intent }) => intents.has(intent)).length
  if (2 * shared < intents.size) {
    return download(`${name} knows only ${shared} of the ${intents.size} intents.`)
  }
  const before = new Set([...known.train, ...known.validation, ...known.test])
  return { kind: 'earlier', run, fresh: utterances.filter(({ id }) => !before.has(id)).length }
}

/**
 * How many epochs the next run takes: weights that know the skill need fewer, unless somebody has
 * asked for another number.
 */
export function epochsOf(settings: TrainingSettings, start: RunStart): number {
  const isAsked = settings.epochs !== DEFAULT_SETTINGS.epochs
  return start.kind === 'earlier' && !isAsked ? EPOCHS_GOING_ON : settings.epochs
}

/**
 * The sides of the latest run that was split as these settings ask for; undefined when there is none.
 * Keeping them is what makes two runs comparable.
 */
export function knownSidesOf(
  runs: readonly RunRecord[],
  settings: TrainingSettings,
): KnownSides | undefined {
  const run = runs.findLast((one) => one.split !== null && isSplitAlike(one.settings, settings))
  return run?.split ? { ...run.split, learnedTexts: run.learnedTexts ?? [] } : undefined
}

function isSplitAlike(a: TrainingSettings, b: TrainingSettings): boolean {
  return a.seed === b.seed && a.testShare === b.testShare
}

function download(because: string): RunStart {
  return { kind: 'download', because }
}
