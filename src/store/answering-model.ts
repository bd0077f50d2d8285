import type { RunRecord } from './run-record'

/** Which model of a run answers, and which one its figures are of, in words. */
export function describeAnsweringModel({
  final,
  isStopped,
  report,
}: Pick<RunRecord, 'final' | 'isStopped' | 'report'>): string {
  const learned = utterances(report.learned.count)
  const tested = report.summary.count
  if (final) {
    const twin = `a twin that learned from ${report.learned.count} of them${tested === 0 ? '' : ` and was tested on ${tested} others`}`
    return `The model that answers has learned from all ${utterances(final.utterances)}; the figures are of ${twin}.`
  }
  const why = isStopped ? ' It was stopped, so none has learned from all utterances.' : ''
  return `The model that answers is the one that the figures are of: it has learned from ${learned}.${why}`
}

function utterances(count: number): string {
  return `${count} utterance${count === 1 ? '' : 's'}`
}
