/** Adds what a sentence template can say to a project: few readings of it, never all. */
import { createRandom } from '@/project/random'
import { inlineRange, numbersOf } from './home-assistant-list'
import type { ProjectBuilder } from './project-builder'
import type { SentencePart } from './sentence-grammar'
import {
  countReadings,
  findRuleProblem,
  type ReadingPiece,
  type RuleProblem,
  sampleReadings,
} from './sentence-readings'
import type { Place, SourceSpan } from './source-utterance'

/** So many readings are taken of a template that has more. */
export const READINGS_EACH = 16

type Context = {
  intent: string
  at: Place
  /** The template as it stands in the file. */
  text: string
  rules: ReadonlyMap<string, SentencePart>
  builder: ProjectBuilder
  seed: number
  /** The words of a list, none of a wildcard; null where nothing says what fills it. */
  wordsOf: (list: string) => readonly string[] | null
  /** The slot type behind `{list:slot}`. */
  typeOf: (list: string, slot: string) => string
}

/** Adds the readings of a template, and gives them as they were added: as patterns or plain texts. */
export function addReadings(sentence: SentencePart, context: Context): string[] {
  const { intent, at, text, rules, builder, seed } = context
  const problem = findRuleProblem(sentence, rules)
  if (problem) {
    builder.skip(at, text, problemWords(problem), 'Give the file that defines it, too.')
    return []
  }
  const count = countReadings(sentence, rules)
  const readings = sampleReadings(sentence, rules, {
    limit: READINGS_EACH,
    seed: `${seed}/${intent}/${text}`,
  })
  if (readings.length === 0) {
    builder.skip(at, text, 'It says nothing, or more than any utterance.')
    return []
  }
  if (count > READINGS_EACH) {
    const words = count < 1e15 ? count.toLocaleString('en-US') : 'countless'
    const reason = `${readings.length} of its ${words} readings were taken; the whole template is written back on export.`
    builder.keep(at, text, reason)
  }
  return readings.map((pieces) => addReading(pieces, context))
}

function problemWords({ kind, rule }: RuleProblem): string {
  if (kind === 'missing') return `<${rule}> is defined nowhere here.`
  return kind === 'cyclic'
    ? `<${rule}> leads back to itself.`
    : `<${rule}> is nested deeper than any sentence.`
}

function addReading(pieces: readonly ReadingPiece[], context: Context): string {
  const { intent, at, builder, wordsOf, typeOf } = context
  const doubts = new Set<string>()
  let text = ''
  let hasOtherList = false
  for (const piece of pieces) {
    if ('text' in piece) {
      text += piece.text
      continue
    }
    const type = typeOf(piece.list, piece.slot)
    builder.addSlot(intent, piece.slot, type)
    text += `{${piece.slot}}`
    const own = builder.slotsOf(intent).get(piece.slot)
    if (own !== type) {
      hasOtherList = true
      doubts.add(`{${piece.list}} fills the slot ${piece.slot} here, elsewhere {${own}} does.`)
    }
    const range = inlineRange(piece.list)
    if (range) for (const number of numbersOf(range)) builder.addValue(type, String(number), [])
    else if (wordsOf(piece.list) === null) {
      doubts.add(`The list {${piece.list}} is defined nowhere here; it takes any words.`)
    }
  }
  if (pieces.every((piece) => 'text' in piece)) {
    builder.addUtterance({ at, intent, text })
    return text
  }
  const filled = hasOtherList ? fillReading(pieces, context) : null
  // A slot has one type: what another list fills is filled here, or it would get the wrong words.
  if (filled) builder.addUtterance({ at, intent, ...filled })
  else {
    const repair = [...doubts].join(' ')
    builder.addTemplate({ at, intent, text, ...(repair ? { repair } : {}) })
  }
  return text
}

/** A reading with a word for each of its lists; null where one has none. */
function fillReading(
  pieces: readonly ReadingPiece[],
  { seed, text: template, wordsOf }: Context,
): { text: string; spans: SourceSpan[] } | null {
  const random = createRandom(`${seed}/${template}/${JSON.stringify(pieces)}`)
  const spans: SourceSpan[] = []
  let text = ''
  for (const piece of pieces) {
    if ('text' in piece) {
      text += piece.text
      continue
    }
    const range = inlineRange(piece.list)
    const words = range ? numbersOf(range).map(String) : wordsOf(piece.list)
    const word = random.pick(words ?? [])
    if (word === undefined) return null
    spans.push({ start: text.length, end: text.length + word.length, slot: piece.slot })
    text += word
  }
  return { text, spans }
}
