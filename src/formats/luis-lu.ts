/** LUIS .lu text: `# Intent`, `- text {@entity=value}`, `@ list`, `$entity:` and comments with `>`. */
import type { Project, Utterance } from '@/project/project'
import type { Format } from './format'
import { LOSES_IDLE_TYPES, lossesIn } from './losses'
import { parseLuLine, writeLuLine } from './lu-line'
import { readLuFiles } from './lu-reader'
import { fitLuis, luisModel } from './luis-model'
import { writeLuisPattern } from './luis-pattern'
import {
  holdsAllBut,
  isSameAnnotation,
  slotTypeLookup,
  textFile,
  utterancesByIntent,
  writableUtterances,
} from './writing'

export const luisLu: Format = {
  id: 'luis-lu',
  label: 'LUIS .lu',
  extensions: ['.lu'],
  about: 'The text form of Bot Framework tools.',
  holds: holdsAllBut(
    'outOfScope',
    'unlabelled',
    'unusedSlots',
    'isExtensible',
    'split',
    'spacing',
    'review',
  ),
  alsoLost: [LOSES_IDLE_TYPES],
  sniff: ({ name, text }) => {
    const sample = text.slice(0, 20_000)
    const hasHeading = /^ *# ?\S/mu.test(sample)
    const hasLabel = /^[ \t]*[-*+] .*\{@?[^{}=\n]+=[^\n]*\}/mu.test(sample)
    const hasEntity =
      /^ *(\$[\w ]+:|@ *(ml|list|prebuilt|regex|composite|phraselist|patternany|intent) )/mu.test(
        sample,
      )
    if (/\.lu$/iu.test(name) && (hasHeading || hasEntity)) return 0.95
    if (/^> *!#/mu.test(sample) && (hasHeading || hasEntity)) return 0.95
    // References to other files and questions with answers are said by nothing else.
    const hasOther = /^[ \t]*[-*+] *\[[^\]\n]*\]\([^)\n]*\.(lu|qna)[^)\n]*\)|^#+ *\? *\S/mu.test(
      sample,
    )
    if (hasHeading && hasOther) return 0.85
    return hasHeading && (hasLabel || hasEntity) ? 0.9 : hasEntity ? 0.5 : 0
  },
  read: (files, builder) => readLuFiles(files, builder),
  fit: fitLuis,
  write: (project) => writeLu(project),
}

function writeLu(project: Project) {
  const typeOf = slotTypeLookup(project)
  const dropped: Utterance[] = []
  const lines = [
    `> !# @app.name = ${project.name}`,
    `> !# @app.culture = ${project.locale.toLowerCase()}`,
    '',
  ]
  const groups = utterancesByIntent(project, writableUtterances(project, luisLu.holds))
  for (const [intent, utterances] of groups) {
    lines.push(`# ${intent}`)
    for (const utterance of utterances) {
      const line = writeLuLine(utterance, (slot) => typeOf(intent, slot))
      const back = parseLuLine(line)
      if (back.isPattern || !isSameAnnotation(back, utterance) || isReference(line)) {
        dropped.push(utterance)
      } else lines.push(`- ${line}`)
    }
    for (const template of project.templates) {
      if (template.intent !== intent) continue
      lines.push(`- ${writeLuisPattern(template.text, (slot) => typeOf(intent, slot))}`)
    }
    lines.push('')
  }
  const model = luisModel(project)
  for (const { name, roles } of model.prebuilt) {
    lines.push(`@ prebuilt ${quoted(name)}${rolesAs(' hasRoles ', roles)}`, '')
  }
  for (const { name, roles, list } of model.ml) {
    const feature = list === null ? '' : ` usesFeature ${quoted(list)}`
    lines.push(`@ ml ${quoted(name)}${rolesAs(' hasRoles ', roles)}${feature}`, '')
  }
  for (const { name, roles, values } of model.lists) {
    lines.push(...listLines(name, roles, values), '')
  }
  return {
    files: [textFile(project, '.lu', `${lines.join('\n').trimEnd()}\n`)],
    losses: lossesIn(project, luisLu, dropped),
  }
}

/** Commas and semicolons part synonyms in the newer form, and nothing escapes them; the older has a line each. */
function listLines(
  name: string,
  roles: readonly string[],
  values: Project['slotTypes'][number]['values'],
): string[] {
  const isOld = values.some(({ synonyms }) =>
    synonyms.some((one) => /[,;]|:$/u.test(one) || /^["']/u.test(one)),
  )
  if (!isOld) {
    return [
      `@ list ${quoted(name)}${rolesAs(' hasRoles ', roles)} =`,
      ...values.flatMap(({ value, synonyms }) => [
        `\t- ${value} :`,
        ...synonyms.map((one) => `\t\t- ${one}`),
      ]),
    ]
  }
  return values.flatMap(({ value, synonyms }, index) => [
    `$${name}:${value}=${index === 0 ? rolesAs(' Roles=', roles) : ''}`,
    ...synonyms.map((one) => `- ${one}`),
  ])
}

const rolesAs = (lead: string, roles: readonly string[]) =>
  roles.length === 0 ? '' : `${lead}${roles.join(',')}`

const quoted = (name: string) => (/^[\p{L}\p{N}_.-]+$/u.test(name) ? name : `"${name}"`)

/** A line that is one link would be read as a reference to another file. */
function isReference(line: string): boolean {
  return /^\[[^[]+\](\([^|]+\)|\[[^[]+\])$/u.test(line)
}
