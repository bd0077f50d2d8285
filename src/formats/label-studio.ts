/** Label Studio's JSON export: tasks with annotations of labels and choices. */
import type { Format } from './format'
import { asArray, asOffset, asRecord, asText, asTexts, entriesOf, get } from './json-access'
import { lossesIn } from './losses'
import type { SourceSpan } from './project-builder'
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
    if (get(get(first, 'data'), 'text') !== undefined || Array.isArray(get(first, 'annotations')))
      return 0.95
    const isMin = get(first, 'annotator') !== undefined || get(first, 'lead_time') !== undefined
    return isMin || get(first, 'annotation_id') !== undefined ? 0.8 : 0
  },
  read: (files, builder) => {
    for (const file of files) {
      for (const [index, task] of asArray(file.json()).entries()) {
        const at = { file: file.name, place: `[${index}]` }
        const fields = asRecord(get(task, 'data')) ?? asRecord(task)
        const text =
          asText(get(fields, 'text')) ??
          asText(entriesOf(fields).find(([, value]) => typeof value === 'string')?.[1]) ??
          ''
        const all = asArray(get(task, 'annotations') ?? get(task, 'completions'))
        const valid = all.filter((one) => get(one, 'was_cancelled') !== true)
        if (all.length > 0 && valid.length === 0) {
          builder.skip(at, text, 'Its annotation was cancelled.')
          continue
        }
        const results = get(task, 'data') ? asArray(get(valid[0], 'result')) : minimalResults(task)
        const intents = results.flatMap((one) => asTexts(get(get(one, 'value'), 'choices')))
        const spans = results.flatMap((one): SourceSpan[] => {
          const value = get(one, 'value')
          return asTexts(get(value, 'labels')).map((slot) => ({
            start: asOffset(get(value, 'start')),
            end: asOffset(get(value, 'end')),
            slot,
          }))
        })
        builder.addUtterance({ at, text, intent: intents[0] ?? null, spans })
        for (const [number, name] of intents.slice(1).entries()) {
          const place = `${at.place}.choices[${number + 1}]`
          builder.skip(
            { ...at, place },
            name,
            'An utterance has one intent; the first choice counts.',
          )
        }
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

/** JSON_MIN puts spans and choices beside the text. */
function minimalResults(task: unknown): unknown[] {
  return entriesOf(task).flatMap(([key, value]): unknown[] => {
    if (Array.isArray(value))
      return value.filter((one) => get(one, 'labels')).map((one) => ({ value: one }))
    const isChoice = typeof value === 'string' && /^(intent|choice|sentiment|class)/iu.test(key)
    return isChoice ? [{ value: { choices: [value] } }] : []
  })
}
