/** The list of formats, in the order in which people are likely to need them. */
import { alexa } from './alexa'
import { bracketText } from './bracket-text'
import { clu } from './clu'
import { conll } from './conll'
import { csv } from './csv'
import { dialogflow } from './dialogflow'
import { dialogflowCx } from './dialogflow-cx'
import { doccano } from './doccano'
import type { Format, FormatId, ReadableFormat } from './format'
import { homeAssistant } from './home-assistant'
import { jovo } from './jovo'
import { labelStudio } from './label-studio'
import { lex } from './lex'
import { lossWords } from './losses'
import { luisJson } from './luis-json'
import { luisLu } from './luis-lu'
import { massive } from './massive'
import { nlpjs } from './nlpjs'
import { ovos } from './ovos'
import { rasaJson } from './rasa-json'
import { rasaMarkdown } from './rasa-markdown'
import { rasaYaml } from './rasa-yaml'
import { skilletJson } from './skillet-json'
import { snipsJson, snipsYaml } from './snips'
import { taggedJsonl } from './tagged-jsonl'
import { unsureLines } from './unsure-lines'
import { watson } from './watson'
import { wit } from './wit'

export const formats: readonly Format[] = [
  skilletJson,
  alexa,
  bracketText,
  csv,
  rasaYaml,
  rasaMarkdown,
  rasaJson,
  dialogflow,
  dialogflowCx,
  snipsYaml,
  snipsJson,
  luisJson,
  luisLu,
  clu,
  wit,
  jovo,
  nlpjs,
  lex,
  watson,
  homeAssistant,
  ovos,
  taggedJsonl,
  conll,
  massive,
  doccano,
  labelStudio,
]

/** All that is read: those that are written, too, and those that are not. */
export const readableFormats: readonly ReadableFormat[] = [...formats, unsureLines]

/** The format to read by of an id. */
export function readableFormatById(id: FormatId): ReadableFormat {
  const format = readableFormats.find((one) => one.id === id)
  if (!format) throw new Error(`There is no format ${id}.`)
  return format
}

/** The format to write in of an id. */
export function formatById(id: FormatId): Format {
  const format = formats.find((one) => one.id === id)
  if (!format) throw new Error(`There is no format ${id}.`)
  return format
}

/** The table in docs/formats.md: what each format is read and written as, and what it cannot hold. */
export function formatTable(): string {
  const rows = formats.map((format) => {
    const lost = lossWords(format) || 'nothing'
    return `| ${format.label} | \`${format.id}\` | ✓ | ✓ | ${lost} |`
  })
  const read = readableFormats
    .slice(formats.length)
    .map(({ id, label }) => `| ${label} | \`${id}\` | ✓ | – | it is read only |`)
  return [
    '| Format | `--to` | read | write | What is lost |',
    '|---|---|:-:|:-:|---|',
    ...rows,
    ...read,
  ].join('\n')
}
