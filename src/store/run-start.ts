import { type KnownSides, leakedUtterances } from '@/evaluation/known-sides'
import { BY_SIZE, learnedShareOf, resolveSettings, type TrainingSettings } from '@/jobs/job'
import { fingerprintOf } from '@/project/data-fingerprint'
import type { Utterance } from '@/project/project'
import type { RunRecord } from './run-record'

/** Where the next training begins: with the download, or with the weights of an earlier run. */
export type RunStart =
  /** `because` says why an earlier run's weights are not used; null when there are none. */
  { kind: 'download'; because: string | null } | { kind: 'earlier'; run: RunRecord; fresh: number }

/** By how much the training side may grow; grown twofold, going on with half the epochs cost 6 points. */
const MOST_GROWTH = 0.5
/** Of the labels: what is new to weights that are sure of themselves is learned slowly. */
const LEAST_SHARED = 0.8

/**
 * Where the next training should begin. It goes on from the latest run when that saves work and is
 * honest: the skill has changed, but not beyond recognition, and no utterance that the earlier
 * weights have learned is to be tested on.
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
  const before = new Set([...known.train, ...known.validation, ...known.test])
  const fresh = utterances.filter(({ id, split }) => !before.has(id) && split !== 'test').length
  if (fresh > MOST_GROWTH * known.train.length) {
    return download(`With ${fresh} new utterances it learns more from a fresh start.`)
  }
  const ids = new Set(known.train)
  const learned = labelsOf(utterances.filter(({ id }) => ids.has(id)))
  const wanted = labelsOf(utterances)
  const shared = [...wanted].filter((label) => learned.has(label)).length
  if (shared < LEAST_SHARED * wanted.size) {
    return download(`${name} knows only ${shared} of the ${wanted.size} intents and slots.`)
  }
  return { kind: 'earlier', run, fresh }
}

/**
 * The numbers of the next run: weights that know the skill need three quarters of the epochs, unless
 * somebody has asked for another number. On SNIPS, grown from 105 to 140 utterances (one seed, 400
 * tested), that gave as many whole frames as the download with all 40 epochs (36.7%), and half the
 * epochs at half the rate 33.0%; other skills were measured with 20 and 40 epochs only.
 */
export function settingsOf(
  settings: TrainingSettings,
  start: RunStart,
  utterances: number,
): TrainingSettings {
  if (start.kind === 'download' || settings.epochs !== BY_SIZE) return settings
  const { epochs } = resolveSettings(settings, learnedShareOf(settings, utterances))
  return { ...settings, epochs: Math.round(0.75 * epochs) }
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

/** Intents and slots, told apart. */
function labelsOf(utterances: readonly Utterance[]): Set<string> {
  return new Set(
    utterances.flatMap(({ intent, spans }) => [
      `intent ${intent}`,
      ...spans.map(({ slot }) => `slot ${slot}`),
    ]),
  )
}

function isSplitAlike(a: TrainingSettings, b: TrainingSettings): boolean {
  return a.seed === b.seed && a.testShare === b.testShare
}

function download(because: string): RunStart {
  return { kind: 'download', because }
}
