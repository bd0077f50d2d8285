/** Rasa's old JSON: `rasa_nlu_data.common_examples`, offsets in code points, ends exclusive. */
import type { Format } from './format'
import { asArray, asOffset, asText, asTexts, get } from './json-access'
import { lossesIn } from './losses'
import { spanOf, unusedOf } from './rasa-annotation'
import { createRasaCorpus, rasaAlsoLost, rasaHolds } from './rasa-corpus'
import type { SourceSpan } from './source-utterance'
import { fromCodePoints, toCodePoints } from './text-offsets'
import { reportUnused, shorten } from './unused-parts'
import { jsonFile, slotTypeLookup, writableUtterances } from './writing'

const READ = [
  'common_examples',
  'intent_examples',
  'entity_examples',
  'lookup_tables',
  'entity_synonyms',
  'regex_features',
]

export const rasaJson: Format = {
  id: 'rasa-json',
  label: 'Rasa JSON',
  extensions: ['.json'],
  about: 'rasa_nlu_data of Rasa 0 and 1.',
  holds: { ...rasaHolds, unlabelled: true },
  alsoLost: rasaAlsoLost,
  sniff: (file) => (get(file.json(), 'rasa_nlu_data') === undefined ? 0 : 1),
  read: (files, builder, reading) => {
    const corpus = createRasaCorpus(builder, reading)
    for (const file of files) {
      const root = get(file.json(), 'rasa_nlu_data')
      for (const key of ['common_examples', 'intent_examples', 'entity_examples']) {
        for (const [index, example] of asArray(get(root, key)).entries()) {
          const at = { file: file.name, place: `rasa_nlu_data.${key}[${index}]` }
          const text = asText(get(example, 'text')) ?? ''
          const entities = asArray(get(example, 'entities'))
          const spans = entities.map((entity): SourceSpan => {
            const start = fromCodePoints(text, asOffset(get(entity, 'start')))
            const end = fromCodePoints(text, asOffset(get(entity, 'end')))
            return { ...spanOf(entity, start, ''), end }
          })
          const unused = entities.flatMap((entity) => unusedOf(entity, spanOf(entity, 0, '').slot))
          corpus.parsed({ at, intent: asText(get(example, 'intent')) || null, text, spans, unused })
        }
      }
      for (const [index, table] of asArray(get(root, 'lookup_tables')).entries()) {
        const name = asText(get(table, 'name')) ?? ''
        const elements = get(table, 'elements')
        const at = { file: file.name, place: `rasa_nlu_data.lookup_tables[${index}]` }
        if (!name) builder.skip(at, shorten(table), 'The lookup table has no name.')
        else if (typeof elements === 'string') corpus.lookupFile(name, elements.trim(), at)
        else for (const value of asTexts(elements)) corpus.lookup(name, value)
      }
      for (const [index, entry] of asArray(get(root, 'entity_synonyms')).entries()) {
        const value = asText(get(entry, 'value')) ?? ''
        const at = { file: file.name, place: `rasa_nlu_data.entity_synonyms[${index}]` }
        if (!value) builder.skip(at, shorten(entry), 'The synonyms have no value.')
        for (const synonym of asTexts(get(entry, 'synonyms')))
          if (value) corpus.synonym(value, synonym, at)
      }
      for (const [index, regex] of asArray(get(root, 'regex_features')).entries()) {
        const at = { file: file.name, place: `rasa_nlu_data.regex_features[${index}]` }
        builder.skip(at, shorten(regex), 'Regular expressions are not used.')
      }
      reportUnused(root, { at: { file: file.name, place: 'rasa_nlu_data' }, read: READ, builder })
    }
    corpus.finish()
  },
  write: (project) => {
    const typeOf = slotTypeLookup(project)
    const examples = writableUtterances(project, rasaJson.holds).map((utterance) => ({
      text: utterance.text,
      ...(utterance.intent === null ? {} : { intent: utterance.intent }),
      entities: utterance.spans.map((span) => {
        const type = typeOf(utterance.intent, span.slot)
        return {
          start: toCodePoints(utterance.text, span.start),
          end: toCodePoints(utterance.text, span.end),
          value: utterance.text.slice(span.start, span.end),
          entity: type,
          ...(type === span.slot ? {} : { role: span.slot }),
        }
      }),
    }))
    const values = project.slotTypes.flatMap((type) => type.values)
    const root = {
      common_examples: examples,
      lookup_tables: project.slotTypes
        .filter((type) => type.values.length > 0)
        .map((type) => ({ name: type.name, elements: type.values.map(({ value }) => value) })),
      entity_synonyms: values.filter(({ synonyms }) => synonyms.length > 0),
      regex_features: [],
    }
    return {
      files: [jsonFile(project, '.rasa.json', { rasa_nlu_data: root })],
      losses: lossesIn(project, rasaJson),
    }
  },
}
