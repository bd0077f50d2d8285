/** Label Studio's JSON export: tasks with annotations of labels and choices. */
import type { Format } from './format'
import { asArray, asRecord, get } from './json-access'
import { readTask } from './label-studio-task'
import { lossesIn } from './losses'
import type { ProjectBuilder } from './project-builder'
import type { Place } from './source-utterance'
import { reportUnused, shorten } from './unused-parts'
import { holdsTextsBut, jsonFile, writableUtterances } from './writing'

export const labelStudio: Format = {
  id: 'label-studio',
  label: 'Label Studio JSON',
  extensions: ['.json'],
  about: 'Exported tasks (JSON or JSON_MIN): labels are slots, choices are intents.',
  holds: holdsTextsBut('split'),
  sniff: (file) => {
    const first = asArray(file.json())[0]
    if (asRecord(get(first, 'data')) && Array.isArray(get(first, 'annotations'))) return 0.95
    if (get(get(first, 'data'), 'text') !== undefined) return 0.95
    if (asRecord(get(first, 'data')) && Array.isArray(get(first, 'completions'))) return 0.95
    const isMin = get(first, 'annotator') !== undefined || get(first, 'lead_time') !== undefined
    return isMin || get(first, 'annotation_id') !== undefined ? 0.92 : 0
  },
  read: (files, builder) => {
    for (const file of files) {
      for (const [index, task] of asArray(file.json()).entries()) {
        addTask(task, { file: file.name, place: `[${index}]` }, builder)
      }
    }
  },
  write: (project) => ({
    files: [
      jsonFile(
        project,
        '.label-studio.json',
        writableUtterances(project, labelStudio.holds).map((utterance, index) => ({
          id: index + 1,
          data: { text: utterance.text },
          annotations: [
            {
              id: index + 1,
              was_cancelled: false,
              result: [
                ...utterance.spans.map((span, number) => ({
                  id: `${index + 1}-${number + 1}`,
                  from_name: 'label',
                  to_name: 'text',
                  type: 'labels',
                  value: {
                    start: span.start,
                    end: span.end,
                    text: utterance.text.slice(span.start, span.end),
                    labels: [span.slot],
                  },
                })),
                ...(utterance.intent === null
                  ? []
                  : [
                      {
                        id: `${index + 1}-intent`,
                        from_name: 'intent',
                        to_name: 'text',
                        type: 'choices',
                        value: { choices: [utterance.intent] },
                      },
                    ]),
              ],
            },
          ],
          predictions: [],
        })),
      ),
    ],
    losses: lossesIn(project, labelStudio),
  }),
}

function addTask(task: unknown, at: Place, builder: ProjectBuilder): void {
  const all = asArray(get(task, 'annotations') ?? get(task, 'completions'))
  const valid = all.filter((one) => get(one, 'was_cancelled') !== true)
  const read = readTask(task, valid[0])
  if (!read) {
    builder.skip(at, shorten(get(task, 'data') ?? task), 'The task has no text to read.')
    return
  }
  if (all.length > 0 && valid.length === 0) {
    builder.skip(at, read.text, 'Its annotation was cancelled.')
    return
  }
  const { text, spans, intents, unused } = read
  builder.addUtterance({ at, text, intent: intents[0] ?? null, spans })
  for (const [number, name] of intents.slice(1).entries()) {
    const place = `${at.place}.choices[${number + 1}]`
    builder.skip({ ...at, place }, name, 'An utterance has one intent; the first choice counts.')
  }
  for (const one of unused) builder.skip(at, one.text, one.reason)
  for (const [number, other] of all.entries()) {
    if (other === valid[0]) continue
    const place = `${at.place}.annotations[${number}]`
    builder.skip({ ...at, place }, shorten(other), 'Only the first valid annotation counts.')
  }
  reportUnused(
    { predictions: get(task, 'predictions'), drafts: get(task, 'drafts') },
    { at, read: [], builder },
  )
}
