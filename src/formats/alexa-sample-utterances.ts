/** The oldest Alexa form: one `IntentName words {Slot}` a line, with `{value|Slot}` for literals. */
import { expandAlternatives } from '@/project/expansion-template'
import type { SourceFile } from './format'
import type { Place, ProjectBuilder, SourceSpan } from './project-builder'

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
  const names = lines.map((line) => LINE.exec(line)?.[1] ?? '')
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
    readSample(match[1] ?? '', match[2] ?? '', at, builder)
  }
}

function readSample(intent: string, text: string, at: Place, builder: ProjectBuilder): void {
  builder.addIntent(intent)
  const readings =
    text.length < 2000 && text.includes('|')
      ? expandAlternatives(text)
      : [text.replace(/\s+/gu, ' ')]
  for (const reading of readings) {
    const { plain, spans, hasPlaceholder } = readLiterals(reading, builder.slotsOf(intent))
    if (!hasPlaceholder) {
      builder.addUtterance({ at, intent, text: plain, spans })
      continue
    }
    // A line that mixes values and placeholders becomes a pattern; its values join the types.
    let pattern = ''
    let end = 0
    for (const span of spans) {
      builder.addSlot(intent, span.slot, span.slot)
      const type = builder.slotsOf(intent).get(span.slot) ?? span.slot
      builder.addValue(type, plain.slice(span.start, span.end), [])
      pattern += `${plain.slice(end, span.start)}{${span.slot}}`
      end = span.end
    }
    builder.addTemplate({ at, intent, text: pattern + plain.slice(end) })
  }
}

/** Takes `{value|Slot}` apart; the last part is the slot, earlier ones are ways to say it. */
function readLiterals(
  text: string,
  declared: ReadonlyMap<string, string>,
): { plain: string; spans: SourceSpan[]; hasPlaceholder: boolean } {
  const spans: SourceSpan[] = []
  let plain = ''
  let end = 0
  let hasPlaceholder = false
  for (const match of text.matchAll(/\{([^{}]*)\}/gu)) {
    plain += text.slice(end, match.index)
    end = match.index + match[0].length
    const parts = (match[1] ?? '').split('|').map((part) => part.trim())
    const slot = parts.pop() ?? ''
    const value = parts.find((part) => part !== '')
    if (value === undefined) {
      hasPlaceholder ||= slot !== ''
      plain += slot === '' ? '' : `{${slot}}`
    } else if (parts.length > 1 && !declared.has(slot)) plain += value
    else {
      spans.push({ start: plain.length, end: plain.length + value.length, slot })
      plain += value
    }
  }
  return { plain: (plain + text.slice(end)).trimEnd(), spans, hasPlaceholder }
}
