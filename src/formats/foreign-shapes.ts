/**
 * What lies beside training data and must not be taken for it: one table, each row with the words
 * that a person reads. To teach Skillet another kind of file, add a row; the first that fits counts.
 */
import type { SourceFile } from './format'
import { asText, firstJsonLines, get } from './json-access'
import { hasAnnotations, hasLinks } from './line-shapes'

export type ForeignShape = {
  /** What it is, in words that follow “It is”. */
  what: string
  /** The platform whose project such a file belongs to; its presence makes a folder one. */
  platform?: 'Rasa' | 'Bot Framework'
  /** What the user can do; by default nothing is said. */
  remedy?: string
  is: (file: SourceFile) => boolean
}

const GIVE_NLU = 'Give the file whose examples stand under “nlu:”.'

/** Told by the name alone; such a file is never looked into. */
export const NAMED_SHAPES: readonly ForeignShape[] = [
  {
    what: 'program code, no training data',
    is: named(
      /\.(py|[cm]?[jt]sx?|java|kts?|swift|scala|clj|c|cc|cpp|h|hpp|cs|go|rs|rb|php|pl|lua|r|dart|sh|bash|zsh|bat|cmd|ps1|sql|ipynb|vue|svelte|gradle|proto|tf|graphql)$|(^|[/\\])(Dockerfile|Makefile|Procfile|Jenkinsfile|Vagrantfile|Gemfile)[^/\\]*$/iu,
    ),
  },
  {
    what: 'a page or a style sheet, no training data',
    is: named(/\.(html?|xhtml|css|s[ac]ss|less|svg|xml|xsl|plist|rst|adoc|tex)$/iu),
  },
  {
    what: 'a setting or a list of packages, no training data',
    is: named(
      /\.(ini\.example|cfg|conf|toml|lock|env|properties|editorconfig|gitignore|gitattributes|dockerignore|csproj|sln|iml|map|log)$|(^|[/\\])(requirements[\w.-]*\.txt|constraints\.txt|runtime\.txt|robots\.txt|\.[a-z]+rc|Pipfile|MANIFEST\.in|CMakeLists\.txt|(docker-compose|\.travis|mkdocs|environment|azure-pipelines|\.pre-commit-config)[\w.-]*\.ya?ml|package(-lock)?\.json|tsconfig[\w.-]*\.json|composer\.json)$/iu,
      isNoVersion,
    ),
  },
  {
    what: 'a text about the project, no training data',
    remedy: 'If it does hold utterances, give it alone and choose its format.',
    is: named(
      /(^|[/\\])(README|LICEN[CS]E|NOTICE|COPYING|CHANGE(LOG|S)|HISTORY|CONTRIBUTING|CONTRIBUTORS|AUTHORS|CODE_OF_CONDUCT|SECURITY|INSTALL|UPGRADING|TODO)([._-][^/\\]*)?$|PULL_REQUEST_TEMPLATE\.md$|[/\\]ISSUE_TEMPLATE[/\\]/iu,
    ),
  },
  {
    what: 'answers of a bot (.lg), no training data',
    platform: 'Bot Framework',
    is: named(/\.lg$/iu),
  },
  {
    what: 'questions with answers (.qna), no intents',
    platform: 'Bot Framework',
    is: named(/\.qna$/iu),
  },
  { what: 'a dialog, no training data', platform: 'Bot Framework', is: named(/\.dialog$/iu) },
]

/** Told by structure; looked at when no format is sure of the file. */
export const SHAPES: readonly ForeignShape[] = [
  {
    what: 'Rasa stories, no NLU data',
    platform: 'Rasa',
    remedy: GIVE_NLU,
    is: (file) => isYaml(file) && hasKey(file, 'stories') && !hasKey(file, 'nlu'),
  },
  {
    what: 'Rasa rules, no NLU data',
    platform: 'Rasa',
    remedy: GIVE_NLU,
    is: (file) =>
      isYaml(file) && hasKey(file, 'rules') && /^[ \t]*(?:- *)?(rule|steps):/mu.test(file.text),
  },
  {
    what: 'a Rasa domain, no NLU data',
    platform: 'Rasa',
    remedy: GIVE_NLU,
    is: (file) =>
      isYaml(file) &&
      countKeys(file, [
        'intents',
        'entities',
        'actions',
        'templates',
        'responses',
        'slots',
        'forms',
        'session_config',
        'e2e_actions',
      ]) > (hasKey(file, 'session_config') ? 0 : 1) &&
      /^ *- /mu.test(file.text) &&
      !/^ +data:\s*$/mu.test(file.text),
  },
  {
    what: 'Rasa responses, no NLU data',
    platform: 'Rasa',
    remedy: GIVE_NLU,
    is: (file) =>
      isYaml(file) &&
      countKeys(file, ['responses', 'templates']) > 0 &&
      /^ {2,}utter_/mu.test(file.text),
  },
  {
    what: 'a part of a Rasa domain, no NLU data',
    platform: 'Rasa',
    remedy: GIVE_NLU,
    is: (file) =>
      isYaml(file) &&
      /^["']?version["']?[ \t]*:[ \t]*["']?[123]\.\d/mu.test(file.text) &&
      countKeys(file, ['intents', 'entities', 'actions', 'responses', 'slots', 'forms']) > 0,
  },
  {
    what: 'a Rasa configuration, no training data',
    platform: 'Rasa',
    is: (file) =>
      isYaml(file) &&
      countKeys(file, [
        'pipeline',
        'policies',
        'action_endpoint',
        'tracker_store',
        'event_broker',
        'rest',
        'socketio',
      ]) > 0,
  },
  {
    what: 'Rasa stories, no NLU data',
    platform: 'Rasa',
    remedy: 'Give the file whose examples stand under “## intent:”.',
    is: ({ text }) =>
      /^##[^\n]*\n(?:[ \t]*\n|>[^\n]*\n)*[ \t]*\* ?[^\n]+\n(?:[ \t]*\n)?(?:[ \t]*- ?(?:utter_|action_|slot ?\{|form ?\{)|[ \t]+- ?(?:[\w-]+_form\b|[\w-]+[ \t]*$))/mu.test(
        text,
      ) && !/^##+ *(intent|synonym|lookup|regex):/mu.test(text),
  },
  {
    what: 'Rasa responses, no NLU data',
    platform: 'Rasa',
    remedy: 'Give the file whose examples stand under “## intent:”.',
    is: ({ text }) => /^## ?[^\n]*\n\* ?[^\n:/]*\/[^\n]*\n[ \t]*- ?\S/mu.test(text),
  },
  {
    what: 'a list of patterns for Home Assistant, which Skillet does not read',
    is: (file) => isYaml(file) && hasKey(file, 'intents') && /^ +-? *sentences:/mu.test(file.text),
  },
  {
    what: 'a Rhino context, which Skillet does not read',
    is: (file) => isYaml(file) && hasKey(file, 'context') && /^ +expressions:/mu.test(file.text),
  },
  {
    what: 'sentences of Rhasspy, which Skillet does not read',
    remedy: 'Write each sentence out under “# IntentName”.',
    is: ({ text }) => isIni(text) && /^(?!\[)[^=\n]+$/mu.test(withoutComments(text)),
  },
  {
    what: 'a Chatito grammar, which Skillet does not read',
    remedy: 'Generate its data set, and give that.',
    is: ({ text }) => /^%\[[^\]\n]+\]/mu.test(text) && /^[ \t]+\S/mu.test(text),
  },
  { what: 'a settings file, no training data', is: ({ text }) => isIni(text) },
  {
    what: 'a list of packages, no training data',
    is: (file) =>
      ['dependencies', 'devDependencies', 'scripts', 'compilerOptions'].some(
        (key) => get(file.json(), key) !== undefined,
      ),
  },
  {
    what: 'a notebook, no training data',
    is: (file) => Array.isArray(get(file.json(), 'cells')),
  },
  {
    what: 'a page of HTML or XML, no training data',
    is: ({ text }) => /^\s*<(!doctype|!--|\?xml|html|svg|[a-z][\w:-]*(\s[^<>]*)?>)/iu.test(text),
  },
  { what: 'program code, no training data', is: ({ text }) => isCode(text) },
  {
    what: 'a text about something, no list of utterances',
    remedy: 'If it does hold utterances, choose its format.',
    is: ({ text }) => isDocument(text),
  },
]

/** Whatever is left of a structure that is no plain text. */
export const LEFTOVER_SHAPES: readonly ForeignShape[] = [
  {
    what: 'JSON, but in no shape that Skillet reads',
    remedy: 'Export it in one of the listed formats, or give lines of text under intent headings.',
    is: (file) => file.json() !== undefined,
  },
  {
    what: 'JSON lines without a text in each line',
    remedy: 'Call the field of the texts “text”.',
    is: (file) => firstJsonLines(file.text, 1) !== null,
  },
  {
    what: 'YAML, but in no shape that Skillet reads',
    remedy: 'Skillet reads the YAML of Rasa (“nlu:”) and of Snips (“type: intent”).',
    is: isYaml,
  },
]

function named(
  pattern: RegExp,
  also: (file: SourceFile) => boolean = () => true,
): ForeignShape['is'] {
  return (file) => pattern.test(file.name) && also(file)
}

/** A `package.json` of `{"version": …}` alone belongs to a Dialogflow agent. */
function isNoVersion(file: SourceFile): boolean {
  const json = file.json()
  return !(
    asText(get(json, 'version')) !== null &&
    Object.keys(json as Record<string, unknown>).length === 1
  )
}

/** By the name; without one when nearly every line is a key, an item, indented or a comment. */
function isYaml({ name, text }: SourceFile): boolean {
  if (/\.ya?ml$/iu.test(name)) return true
  if (/\.\w{1,5}$/u.test(name) && !/\.txt$/iu.test(name)) return false
  const lines = text
    .slice(0, 20_000)
    .split('\n')
    .filter((line) => line.trim() !== '')
  const keys = lines.filter((line) => /^["']?[A-Za-z][\w.-]*["']?:([ \t]|$)/u.test(line)).length
  const others = lines.filter((line) => /^([ \t]+\S|- |#|---|\.\.\.)/u.test(line)).length
  const isNested =
    /^["']?[A-Za-z][\w.-]*["']?:[ \t]*(#[^\n]*)?\n(?:#[^\n]*\n)*([ \t]+\S|- )/mu.test(text)
  return isNested && keys + others > lines.length * 0.9
}

function hasKey(file: SourceFile, key: string): boolean {
  return topKeys(file.text).has(key)
}

function countKeys(file: SourceFile, keys: readonly string[]): number {
  const present = topKeys(file.text)
  return keys.filter((key) => present.has(key)).length
}

/** Keys of YAML that begin a line; also of a broken file. */
function topKeys(text: string): ReadonlySet<string | undefined> {
  return new Set(
    Array.from(text.matchAll(/^["']?([A-Za-z][\w.-]*)["']?[ \t]*:/gmu), ([, key]) => key),
  )
}

function isIni(text: string): boolean {
  return /^\s*\[[A-Za-z][^\][()\n:]*\][^\S\n]*(?:\n|$)/u.test(withoutComments(text))
}

function withoutComments(text: string): string {
  return text.replace(/^[ \t]*[;#][^\n]*$/gmu, '')
}

function isCode(text: string): boolean {
  if (/^\s*[[{]/u.test(text)) return false
  const lines = linesOf(text)
  const code = lines.filter((line) =>
    /^(from [\w.]+ import |import [\w.{*]+|#include |#!\/|using [\w.]+;|package [\w.]+;?$|def \w+\(.*\)|(export |async |public |private )*(function|class|interface|struct|enum) \w+|(const|let|var) \w+ ?=|<\?php|@\w+\(|return\b.*;|\} ?else)|[;{]$|=> ?\{?$|^[)}\]];?,?$/u.test(
      line,
    ),
  ).length
  return lines.length > 2 && code / lines.length > 0.4
}

/** Links, code blocks, pictures and tables of Markdown, but no annotated words. */
function isDocument(text: string): boolean {
  if (/^% (name|type|kind|locale):/mu.test(text)) return false
  const sample = text.slice(0, 50_000)
  const signs = [
    /^ *(```|~~~)/mu.test(sample),
    /!\[[^\]\n]{0,300}\]\(/u.test(sample),
    /^\|? *:?-{3,}:? *\|/mu.test(sample),
    hasLinks(sample),
    /<(p|div|img|br|a|table|h\d|details|summary)\b[^>\n]{0,300}>/iu.test(sample),
    /^(#{1,6} )?(installation|usage|getting started|requirements|license|overview|setup)\b.{0,20}$/imu.test(
      sample,
    ),
    /^---\n(\w+:[^\n]*\n)+---/u.test(sample),
  ].filter(Boolean).length
  return signs > (hasAnnotations(sample) ? 2 : 0) || isProse(sample)
}

/** Whole paragraphs instead of what people say to a machine. */
function isProse(text: string): boolean {
  const lines = linesOf(text).filter((line) => !/^[#@%]/u.test(line))
  const long = lines.filter((line) => line.split(/\s+/u).length > 25 || /[.:] \p{Lu}/u.test(line))
  return long.length / lines.length > 0.5 && /^#{1,6} \S/mu.test(text)
}

function linesOf(text: string): string[] {
  return text
    .slice(0, 20_000)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}
