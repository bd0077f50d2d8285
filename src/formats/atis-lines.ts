/** ATIS as one line an utterance: `BOS words … EOS`, a tab, a tag for each and the intent last. */
import { spansOfTags } from './bio-tags'
import type { SourceFile } from './format'
import { placeTokens } from './place-tokens'
import type { ProjectBuilder } from './project-builder'

const TAG = /^(O|[BIELSU][-_]\S+)$/u

type AtisLine = { tokens: string[]; tags: string[]; intent: string }

/** Whether nearly all of the first lines have that form. */
export function areAtisLines(text: string): boolean {
  const lines = text
    .slice(0, 20_000)
    .split('\n')
    .slice(0, 50)
    .filter((line) => line.trim() !== '')
  if (text.length > 20_000) lines.pop()
  const fitting = lines.filter((line) => parseLine(line) !== null).length
  return fitting > 0 && fitting >= lines.length * 0.9
}

/** Reads the file; a line of another form is reported. */
export function readAtisLines(file: SourceFile, builder: ProjectBuilder): void {
  for (const [index, line] of file.text.split('\n').entries()) {
    if (line.trim() === '') continue
    const at = { file: file.name, place: String(index + 1) }
    const parsed = parseLine(line)
    if (!parsed) {
      builder.skip(
        at,
        line.trim().slice(0, 200),
        'The line does not have one tag for each word and an intent behind them.',
        'Give one tag for each word.',
      )
      continue
    }
    const { text, places } = placeTokens(parsed.tokens)
    const spans = spansOfTags(parsed.tags).map(({ first, last, slot }) => ({
      start: places[first]?.start ?? -1,
      end: places[last]?.end ?? -1,
      slot,
    }))
    builder.addUtterance({ at, text, intent: parsed.intent, spans })
  }
}

/** The intent stands in the place of the tag of `EOS`; the marks at both ends are no words. */
function parseLine(line: string): AtisLine | null {
  const tab = line.indexOf('\t')
  if (tab < 0) return null
  const words = line.slice(0, tab).trim().split(/\s+/u)
  const labels = line
    .slice(tab + 1)
    .trim()
    .split(/\s+/u)
  const intent = labels.pop() ?? ''
  const hasMarks = words[0] === 'BOS' && words.at(-1) === 'EOS'
  const tokens = hasMarks ? words.slice(1, -1) : words
  const tags = hasMarks ? labels.slice(1) : labels
  const fits = tokens.length === tags.length && tags.every((tag) => TAG.test(tag))
  return fits && tokens.length > 0 && !TAG.test(intent) ? { tokens, tags, intent } : null
}
