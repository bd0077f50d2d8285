/** MASSIVE's JSON lines: `annot_utt` with `[slot : words]`. */
import type { Project, Utterance } from '@/project/project'
import type { Fitted, Format } from './format'
import { asText, firstJsonLines, get } from './json-access'
import { eachJsonLine } from './json-lines'
import { lossesIn } from './losses'
import type { SourceSpan } from './source-utterance'
import { readSplit } from './split-names'
import { holdsTextsBut, textFile, writableUtterances } from './writing'

export const massive: Format = {
  id: 'massive',
  label: 'MASSIVE JSON lines',
  extensions: ['.jsonl'],
  about: 'Lines with utt, annot_utt, intent and partition.',
  holds: holdsTextsBut('spacing'),
  sniff: ({ text }) => (firstJsonLines(text, 2)?.every((line) => 'annot_utt' in line) ? 1 : 0),
  read: (files, builder) => {
    for (const file of files) {
      eachJsonLine(file, builder, (record, at) => {
        const line = asText(get(record, 'annot_utt')) ?? asText(get(record, 'utt')) ?? ''
        builder.setLocale(asText(get(record, 'locale')) ?? '')
        builder.addUtterance({
          at,
          ...parseMassiveLine(line),
          intent: asText(get(record, 'intent')) || null,
          split: readSplit(asText(get(record, 'partition'))),
        })
      })
    }
  },
  fit: fitPartitions,
  write: (project) => {
    const dropped: Utterance[] = []
    const lines: string[] = []
    for (const utterance of writableUtterances(project, massive.holds)) {
      const annotated = writeMassiveLine(utterance)
      if (!survives(annotated, utterance)) {
        dropped.push(utterance)
        continue
      }
      lines.push(
        JSON.stringify({
          id: String(lines.length),
          locale: project.locale,
          partition: utterance.split,
          // MASSIVE names intents after their scenarios: `alarm_set`.
          ...(utterance.intent === null
            ? {}
            : { scenario: utterance.intent.split('_')[0], intent: utterance.intent }),
          utt: utterance.text,
          annot_utt: annotated,
          worker_id: '0',
        }),
      )
    }
    return {
      files: [textFile(project, '.massive.jsonl', lines.map((line) => `${line}\n`).join(''))],
      losses: lossesIn(project, massive, dropped),
    }
  },
}

/** Every line of MASSIVE is in one of its partitions. */
function fitPartitions(project: Project): Fitted {
  const open = project.utterances.filter(({ split }) => split === 'auto').length
  if (open === 0) return { project, changes: [] }
  const utterances = project.utterances.map((utterance) =>
    utterance.split === 'auto' ? { ...utterance, split: 'train' as const } : utterance,
  )
  return {
    project: { ...project, utterances },
    changes: [`${open} utterances without a choice of train or test are written as “train”.`],
  }
}

function parseMassiveLine(line: string): { text: string; spans: SourceSpan[] } {
  const spans: SourceSpan[] = []
  let text = ''
  let end = 0
  const plain = line.replace(/\s+/gu, ' ')
  for (const match of plain.matchAll(/\[ ?([^[\]:]+?) ?: ?([^[\]]*?) ?\]/gu)) {
    text += plain.slice(end, match.index)
    end = match.index + match[0].length
    const said = match[2] ?? ''
    spans.push({ start: text.length, end: text.length + said.length, slot: match[1] ?? '' })
    text += said
  }
  return { text: text + plain.slice(end), spans }
}

function writeMassiveLine(utterance: Utterance): string {
  let line = ''
  let end = 0
  for (const span of utterance.spans) {
    line += `${utterance.text.slice(end, span.start)}[${span.slot} : ${utterance.text.slice(span.start, span.end)}]`
    end = span.end
  }
  return line + utterance.text.slice(end)
}

/** Whether the line reads back as it was, white space aside. */
function survives(line: string, utterance: Utterance): boolean {
  const back = parseMassiveLine(line)
  const said = back.spans.map((span) => `${span.slot}:${back.text.slice(span.start, span.end)}`)
  return (
    back.text === utterance.text.replace(/\s+/gu, ' ') &&
    said.join('\n') ===
      utterance.spans
        .map(
          ({ start, end, slot }) =>
            `${slot}:${utterance.text.slice(start, end).replace(/\s+/gu, ' ')}`,
        )
        .join('\n')
  )
}
