/** doccano's JSON lines, of its older and newer versions; offsets in code points. */
import type { Format } from './format'
import { asArray, asOffset, asText, firstJsonLines, get } from './json-access'
import { eachJsonLine } from './json-lines'
import { lossesIn } from './losses'
import type { SourceSpan } from './project-builder'
import { fromCodePoints, toCodePoints } from './text-offsets'
import { reportUnused } from './unused-parts'
import { holdsTextsBut, textFile, writableUtterances } from './writing'

const READ = ['entities', 'label', 'labels', 'annotations', 'cats', 'meta', 'metadata']

export const doccano: Format = {
  id: 'doccano',
  label: 'doccano JSON lines',
  extensions: ['.jsonl'],
  about: 'Sequence labels, and intents as categories.',
  holds: holdsTextsBut('split'),
  sniff: ({ text }) => {
    const lines = firstJsonLines(text, 3)
    const keys = ['label', 'labels', 'entities', 'annotations', 'cats']
    return lines?.every(
      (line) =>
        (typeof line.text === 'string' || typeof line.data === 'string') &&
        keys.some((key) => Array.isArray(line[key])) &&
        !('intent' in line) &&
        !('tokens' in line),
    )
      ? 0.9
      : 0
  },
  read: (files, builder) => {
    for (const file of files) {
      eachJsonLine(file, builder, (record, at) => {
        const text = asText(get(record, 'text')) ?? asText(get(record, 'data')) ?? ''
        const marks = ['entities', 'label', 'labels', 'annotations'].flatMap((key) =>
          asArray(get(record, key)),
        )
        const spans = marks.flatMap((mark) => readSpan(text, mark) ?? [])
        const names = [...asArray(get(record, 'cats')), ...marks].flatMap(
          (mark) => asText(mark) ?? [],
        )
        builder.addUtterance({ at, text, intent: names[0] ?? null, spans })
        reportUnused(record, { at, read: READ, builder })
        for (const name of names.slice(1)) {
          builder.skip(at, name, 'An utterance has one intent; the first category counts.')
        }
      })
    }
  },
  write: (project) => {
    const lines = writableUtterances(project, doccano.holds).map((utterance, index) =>
      JSON.stringify({
        id: index + 1,
        text: utterance.text,
        entities: utterance.spans.map((span) => [
          toCodePoints(utterance.text, span.start),
          toCodePoints(utterance.text, span.end),
          span.slot,
        ]),
        cats: utterance.intent === null ? [] : [utterance.intent],
      }),
    )
    return {
      files: [textFile(project, '.doccano.jsonl', lines.map((line) => `${line}\n`).join(''))],
      losses: lossesIn(project, doccano),
    }
  },
}

function readSpan(text: string, mark: unknown): SourceSpan | null {
  if (Array.isArray(mark)) {
    return {
      start: fromCodePoints(text, asOffset(mark[0])),
      end: fromCodePoints(text, asOffset(mark[1])),
      slot: asText(mark[2]) ?? '',
    }
  }
  if (get(mark, 'start_offset') === undefined) return null
  return {
    start: fromCodePoints(text, asOffset(get(mark, 'start_offset'))),
    end: fromCodePoints(text, asOffset(get(mark, 'end_offset'))),
    slot: asText(get(mark, 'label')) ?? '',
  }
}
