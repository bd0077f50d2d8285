/** The oldest Alexa form: one `IntentName words {Slot}` a line, with `{value|Slot}` for literals. */
import { expandAlternatives } from '@/project/expansion-template'
import type { SourceFile } from './format'
import type { ProjectBuilder } from './project-builder'
import type { Place, SourceSpan } from './source-utterance'

const LINE = /^([A-Za-z][\w.]*)[ \t]+(\S.*)$/u

/** Judges by the first lines: few names that look like intents, each in front of many texts. */
export function sniffSampleUtterances(text: string): number {
  const lines = text
    .slice(0, 20_000)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .slice(0, 200)
  if (lines.length === 0 || text.slice(0, 20_000).includes('](')) return 0
  const names = lines.flatMap((line) => LINE.exec(line)?.[1] ?? [])
  const likely = names.filter((name) => /^[A-Z]|Intent$|[a-z][A-Z]|_/u.test(name))
  if (likely.length < lines.length * 0.8) return 0
  const isNamed = likely.every((name) => /Intent$|^AMAZON\.|[a-z][A-Z]/u.test(name))
  if (lines.some((line) => line.includes('\t'))) return isNamed ? 0.5 : 0
  const repeated = new Set(likely).size < likely.length * 0.7
  if (isNamed) return 0.8
  return repeated && lines.some((line) => /\{[^}]+\}/u.test(line)) ? 0.6 : 0
}

/** Reads the file; intents and slots that no schema declared are declared by their use. */
export function readSampleUtterances(file: SourceFile, builder: ProjectBuilder): void {
  for (const [index, raw] of file.text.split('\n').entries()) {
    const line = raw.trim()
    if (line === '' || line.startsWith('//')) continue
    const at = { file: file.name, place: String(index + 1) }
    const match = LINE.exec(line)
    if (!match) {
      builder.skip(
        at,
        line,
        'The line has no intent name and text.',
        'Write: IntentName what people say.',
      )
      continue
    }
    readSample(match[1]!, match[2]!, at, builder)
  }
}

function readSample(intent: string, text: string, at: Place, builder: ProjectBuilder): void {
  builder.addIntent(intent)
  const readings =
    text.length < 2000 && text.includes('|')
      ? expandAlternatives(text)
      : [text.replace(/\s+/gu, ' ')]
  for (const reading of readings) addLiteralSample({ intent, text: reading, at }, builder)
}

/** Adds a sample that may hold `{Slot}` and, from the time of literals, `{value|Slot}`. */
export function addLiteralSample(
  sample: { intent: string; text: string; at: Place },
  builder: ProjectBuilder,
): void {
  const { intent, text, at } = sample
  const { plain, literals, hasPlaceholder } = readLiterals(text, builder.slotsOf(intent))
  for (const { slot, others } of literals) {
    const type = builder.slotsOf(intent).get(slot) ?? slot
    for (const other of others) builder.addValue(type, other, [])
  }
  const doubts = literals.flatMap(({ doubt }) => doubt ?? [])
  if (!hasPlaceholder) {
    const spans = literals.map(({ start, end, slot }): SourceSpan => ({ start, end, slot }))
    builder.addUtterance({ at, intent, text: plain, spans, doubts })
    return
  }
  // A line that mixes values and placeholders becomes a pattern; its values join the types.
  let pattern = ''
  let end = 0
  for (const literal of literals) {
    builder.addSlot(intent, literal.slot, literal.slot)
    const type = builder.slotsOf(intent).get(literal.slot) ?? literal.slot
    builder.addValue(type, plain.slice(literal.start, literal.end), [])
    pattern += `${plain.slice(end, literal.start)}{${literal.slot}}`
    end = literal.end
  }
  const repair = doubts.join(' ')
  const template = { at, intent, text: pattern + plain.slice(end) }
  builder.addTemplate(repair ? { ...template, repair } : template)
}

type Literal = {
  start: number
  end: number
  slot: string
  /** Further ways to say it. */
  others: string[]
  doubt?: string
}

/** Takes `{value|Slot}` apart; the last part is the slot, earlier ones are ways to say it. */
function readLiterals(
  text: string,
  declared: ReadonlyMap<string, string>,
): { plain: string; literals: Literal[]; hasPlaceholder: boolean } {
  const literals: Literal[] = []
  let plain = ''
  let end = 0
  let hasPlaceholder = false
  for (const match of text.matchAll(/\{([^{}]*)\}/gu)) {
    plain += text.slice(end, match.index)
    end = match.index + match[0].length
    const parts = match[1]!.split('|').map((part) => part.trim())
    const said = parts.pop()!
    const slot = declaredName(said, declared)
    const [value, ...others] = parts.filter((part) => part !== '')
    if (value === undefined) {
      hasPlaceholder ||= said !== ''
      plain += said === '' ? '' : `{${said}}`
    } else if (parts.length > 1 && !declared.has(slot)) plain += value
    else {
      const doubt = slot === said ? {} : { doubt: `{${said}} is declared as {${slot}}.` }
      literals.push({
        start: plain.length,
        end: plain.length + value.length,
        slot,
        others,
        ...doubt,
      })
      plain += value
    }
  }
  return { plain: (plain + text.slice(end)).trimEnd(), literals, hasPlaceholder }
}

/** A slot that is declared in other letters is that slot. */
function declaredName(slot: string, declared: ReadonlyMap<string, string>): string {
  if (declared.has(slot)) return slot
  const other = [...declared.keys()].find((name) => name.toLowerCase() === slot.toLowerCase())
  return other ?? slot
}
