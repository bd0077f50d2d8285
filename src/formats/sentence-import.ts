/** Adds what a sentence template can say to a project: few readings of it, never all. */
import { inlineRange, numbersOf } from './home-assistant-list'
import type { Place, ProjectBuilder } from './project-builder'
import type { SentencePart } from './sentence-grammar'
import {
  countReadings,
  findRuleProblem,
  type ReadingPiece,
  type RuleProblem,
  sampleReadings,
} from './sentence-readings'

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
  /** Whether something fills a list; others take any words. */
  isListed: (list: string) => boolean
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

function addReading(
  pieces: readonly ReadingPiece[],
  { intent, at, builder, isListed, typeOf }: Context,
): string {
  const unknown = new Set<string>()
  let text = ''
  for (const piece of pieces) {
    if ('text' in piece) {
      text += piece.text
      continue
    }
    const type = typeOf(piece.list, piece.slot)
    builder.addSlot(intent, piece.slot, type)
    text += `{${piece.slot}}`
    const range = inlineRange(piece.list)
    if (range) for (const number of numbersOf(range)) builder.addValue(type, String(number), [])
    else if (!isListed(piece.list)) unknown.add(piece.list)
  }
  if (pieces.every((piece) => 'text' in piece)) {
    builder.addUtterance({ at, intent, text })
    return text
  }
  const repair = `The list {${[...unknown].join('}, {')}} is defined nowhere here; it takes any words.`
  builder.addTemplate({ at, intent, text, ...(unknown.size > 0 ? { repair } : {}) })
  return text
}
