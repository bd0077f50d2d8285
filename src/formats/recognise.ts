/**
 * What a file is: a format, plain lines, or something else with the reason. First each file is
 * judged by itself (`recogniseFile`), then all files of a folder or zip together
 * (`recogniseProject`), because a folder is one project of one platform.
 *
 * A file is judged in this order, and the first that is sure decides:
 *   1. its name, where that alone tells (`NAMED_SHAPES`: code, README, …)
 *   2. a format that is sure of it (`Format.sniff` of at least `SURE`)
 *   3. a shape that is no training data (`SHAPES`: Rasa stories, settings, code, …)
 *   4. a format that may fit, whose extensions allow it
 *   5. any other structure (`LEFTOVER_SHAPES`: JSON, YAML)
 *   6. plain lines, if nothing spoke against them
 */
import { readableFormats } from './all-formats'
import { type ForeignShape, LEFTOVER_SHAPES, NAMED_SHAPES, SHAPES } from './foreign-shapes'
import type { FormatId, ReadableFormat, SourceFile } from './format'
import { firstJsonLines, jsonProblem } from './json-access'
import { otherLanguages } from './language-variants'

export type Recognition =
  | { kind: 'format'; format: ReadableFormat; confidence: number }
  /** Lines of text without any mark; read only when they stand alone. */
  | { kind: 'plain'; format: ReadableFormat }
  /** No training data. `platform` is whose project it belongs to, if that is known. */
  | {
      kind: 'other'
      reason: string
      remedy: string
      platform?: string | undefined
      isBroken?: boolean
    }

/** From here on a format is sure of a file. */
const SURE = 0.8
/** Below this a format only guesses, and text with such a guess is plain lines. */
const LIKELY = 0.3

/** Formats that any tool writes: beside the files of a platform they are something else. */
const EXCHANGE: ReadonlySet<FormatId> = new Set<FormatId>([
  'bracket',
  'csv',
  'tagged-jsonl',
  'conll',
  'massive',
  'doccano',
  'label-studio',
])

/** Formats whose readers tell the languages of their files themselves. */
const KNOWS_LANGUAGES: ReadonlySet<FormatId> = new Set<FormatId>([
  'dialogflow',
  'dialogflow-cx',
  'lex',
  'home-assistant',
  'ovos',
])

/** What one file is, by its name and its content. */
export function recogniseFile(file: SourceFile): Recognition {
  const named = NAMED_SHAPES.find((shape) => shape.is(file))
  if (named) return otherOf(named)
  const guesses = readableFormats
    .map((format) => ({ format, confidence: format.sniff(file) }))
    .filter((guess) => guess.confidence > 0)
    .sort((a, b) => b.confidence - a.confidence)
  const [sure] = guesses
  if (sure && sure.confidence >= SURE) return { kind: 'format', ...sure }
  const shape = SHAPES.find((one) => one.is(file))
  if (shape) return otherOf(shape)
  const likely = guesses.find((guess) => mayBeCalled(file.name, guess.format))
  if (likely && likely.confidence >= LIKELY) return { kind: 'format', ...likely }
  const broken = brokenJson(file)
  if (broken) return broken
  const leftover = LEFTOVER_SHAPES.find((one) => one.is(file))
  if (leftover) return otherOf(leftover)
  if (likely) return { kind: 'plain', format: likely.format }
  const ending = endingOf(file.name)
  return {
    kind: 'other',
    reason: `It is called ${ending || 'so'}, but holds nothing that Skillet reads from such a file.`,
    remedy: 'Choose its format if you know it.',
  }
}

/** What the files of one import are, decided together; in the order of the files. */
export function recogniseProject(files: readonly SourceFile[]): Map<SourceFile, Recognition> {
  const found = new Map(files.map((file) => [file, recogniseFile(file)]))
  const platforms = platformsOf(found.values())
  const isFolder =
    files.some(({ name }) => /[/\\]/u.test(name)) ||
    [...found.values()].some((one) => one.kind === 'other' && one.platform !== undefined)
  if (isFolder && platforms.length > 0) {
    for (const [file, one] of found) {
      if (one.kind !== 'other' && EXCHANGE.has(one.format.id)) {
        found.set(file, {
          kind: 'other',
          reason: `It looks like ${one.kind === 'plain' ? 'plain text' : one.format.label}, but the folder is a project of ${platforms.join(' and ')}, which reads no such file.`,
          remedy: 'Give it alone if it is to be read too.',
        })
      }
    }
  }
  for (const { file, language, chosen } of isFolder ? otherLanguages(readable(found)) : []) {
    found.set(file, {
      kind: 'other',
      reason: `It is in another language (${language}) than the files that were read (${chosen}).`,
      remedy: 'Give only the files of the language that you want.',
    })
  }
  setPlainAside(found)
  // Whoever gave the whole project need not be told to give another file of it.
  if ([...found.values()].some((one) => one.kind === 'format')) {
    for (const one of found.values()) if (one.kind === 'other' && one.platform) one.remedy = ''
  }
  return found
}

/** Plain lines are read when they are all that there is to read. */
function setPlainAside(found: Map<SourceFile, Recognition>): void {
  const plain = [...found].flatMap(([file, one]) =>
    one.kind === 'plain' ? [{ file, format: one.format }] : [],
  )
  const isAlone = plain.length === 1 && ![...found.values()].some((one) => one.kind === 'format')
  for (const { file, format } of plain) {
    found.set(
      file,
      isAlone
        ? { kind: 'format', format, confidence: LIKELY }
        : {
            kind: 'other',
            reason: 'It is plain text without intents, which is read only when given alone.',
            remedy: 'Give it alone, or put its lines under “# IntentName”.',
          },
    )
  }
}

function readable(found: ReadonlyMap<SourceFile, Recognition>): SourceFile[] {
  return [...found]
    .filter(([, one]) => one.kind === 'format' && !KNOWS_LANGUAGES.has(one.format.id))
    .map(([file]) => file)
}

/** The platforms that the files name, each once. */
function platformsOf(recognitions: Iterable<Recognition>): string[] {
  const names = new Set<string>()
  for (const one of recognitions) {
    if (one.kind === 'other' && one.platform) names.add(one.platform)
    if (one.kind === 'format' && one.confidence >= SURE && !EXCHANGE.has(one.format.id)) {
      names.add(one.format.id.startsWith('rasa-') ? 'Rasa' : one.format.label)
    }
  }
  return [...names]
}

function otherOf({ what, remedy = '', platform }: ForeignShape): Recognition {
  return { kind: 'other', reason: `It is ${what}.`, remedy, platform }
}

/** A name whose ending belongs to other formats speaks against a guess. */
function mayBeCalled(name: string, format: ReadableFormat): boolean {
  const ending = endingOf(name)
  const isKnown = readableFormats.some(({ extensions }) => extensions.includes(ending))
  return !isKnown || format.extensions.includes(ending)
}

function endingOf(name: string): string {
  return /\.[A-Za-z0-9]{1,8}$/u.exec(name)?.[0].toLowerCase() ?? ''
}

/** JSON that breaks off or holds a fault; lines of JSON are judged line by line elsewhere. */
function brokenJson(file: SourceFile): Recognition | null {
  const isJson =
    /\.json$/iu.test(file.name) ||
    (/^\s*(\{\s*("|$)|\[\s*([{"[]|$))/u.test(file.text) &&
      !/^\s*\[[^\]\n]{1,200}\]\(/u.test(file.text))
  if (!isJson || file.json() !== undefined || firstJsonLines(file.text, 1)) return null
  const problem = jsonProblem(file.text)
  if (!problem) return null
  return {
    kind: 'other',
    reason: `It is broken JSON: line ${problem.line}: ${problem.message}`,
    remedy: 'Correct the line and try again; a file cut off in the middle must be exported anew.',
    isBroken: true,
  }
}
