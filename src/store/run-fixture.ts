import type { RunModels } from '@/records/bundle'
import { type RunRecord, runRecord } from '@/records/run'
import stored from '@/records/run-of-an-older-version.json'

/** A run of the skill `p` as it would be read from the database, with four utterances. */
export function createRun(change: Partial<RunRecord> = {}): RunRecord {
  const read = runRecord.read(structuredClone(stored))
  if (read.kind === 'damaged') throw new Error(read.reason)
  return { ...read.value, id: 'a', projectId: 'p', ...change }
}

/** The models of a run without weights, told apart by their words; the one that answers is not always another. */
export function createModels(report: string, final: string | null = null): RunModels {
  const bundleOf = (vocabularyId: string): RunModels['bundle'] => ({
    ...{ format: 'skillet-model', version: 1, tokenizer: 3, vocabularyId, weights: {} },
    ...{ labels: { intents: ['Play', 'Stop'], slots: [] }, lexical: null, declared: null },
    ...{ temperature: 1, adjacency: 0, threshold: 0, outOfScope: [] },
    network: { wordDimensions: 8, subwordBuckets: 16, subwordDimensions: 4, units: 4 },
  })
  return { bundle: bundleOf(report), final: final === null ? null : bundleOf(final) }
}
