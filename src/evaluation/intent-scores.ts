import { createScore, type Score } from './scores'

/** How one intent did: of the utterances given to it, and of those that belong to it. */
export type IntentScoreRow = Score & { intent: string }

/** One pair of intents with the utterances behind it, so that a cell can be opened. */
export type ConfusionCell = { gold: string; predicted: string; utteranceIds: string[] }

/** Which intent was taken for which. Only cells that hold something are listed. */
export type ConfusionMatrix = { intents: string[]; cells: ConfusionCell[] }

/** An utterance with the intent that it has and the one that it was given. */
export type JudgedIntent = { utteranceId: string; gold: string; predicted: string }

/**
 * Precision, recall and F1 of each intent that occurs on either side, in the order of `intents`
 * (those that it does not name follow, in order of appearance).
 */
export function scoreIntents(
  judged: readonly JudgedIntent[],
  intents: readonly string[],
): IntentScoreRow[] {
  return occurringIntents(judged, intents).map((intent) => ({
    intent,
    ...createScore({
      correct: judged.filter((one) => one.gold === intent && one.predicted === intent).length,
      predicted: judged.filter((one) => one.predicted === intent).length,
      gold: judged.filter((one) => one.gold === intent).length,
    }),
  }))
}

/** The unweighted mean F1 of the intents that occur in the reference. */
export function macroF1(rows: readonly IntentScoreRow[]): number {
  const present = rows.filter((row) => row.gold > 0)
  return present.length === 0 ? 0 : present.reduce((sum, row) => sum + row.f1, 0) / present.length
}

/** Counts gold against predicted intents and keeps the ids, row by row. */
export function createConfusionMatrix(
  judged: readonly JudgedIntent[],
  intents: readonly string[],
): ConfusionMatrix {
  const cells = new Map<string, ConfusionCell>()
  for (const { utteranceId, gold, predicted } of judged) {
    const key = JSON.stringify([gold, predicted])
    const cell = cells.get(key)
    if (cell) cell.utteranceIds.push(utteranceId)
    else cells.set(key, { gold, predicted, utteranceIds: [utteranceId] })
  }
  return { intents: occurringIntents(judged, intents), cells: [...cells.values()] }
}

/** The pairs of intents that are mixed up most, both directions together, worst first. */
export function confusedPairs(
  matrix: ConfusionMatrix,
): { intents: [string, string]; utteranceIds: string[] }[] {
  const pairs = new Map<string, { intents: [string, string]; utteranceIds: string[] }>()
  for (const { gold, predicted, utteranceIds } of matrix.cells) {
    if (gold === predicted) continue
    const names: [string, string] = gold < predicted ? [gold, predicted] : [predicted, gold]
    const key = JSON.stringify(names)
    const pair = pairs.get(key) ?? { intents: names, utteranceIds: [] }
    pair.utteranceIds.push(...utteranceIds)
    pairs.set(key, pair)
  }
  return [...pairs.values()].sort((a, b) => b.utteranceIds.length - a.utteranceIds.length)
}

function occurringIntents(judged: readonly JudgedIntent[], intents: readonly string[]): string[] {
  const occurring = new Set(judged.flatMap(({ gold, predicted }) => [gold, predicted]))
  const known = new Set(intents)
  return [
    ...intents.filter((intent) => occurring.has(intent)),
    ...[...occurring].filter((intent) => !known.has(intent)),
  ]
}
