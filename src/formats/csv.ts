/** Tables: `intent<TAB>utterance`, CSV and semicolons, with quotes; texts may be annotated with brackets. */
import { parseBracketLine, writeBracketLine } from './bracket-text'
import { fitNames } from './fit-names'
import type { Format, ReadOptions, SourceFile, TableColumns } from './format'
import { hasAnnotations, strayMarks } from './line-shapes'
import { lossesIn } from './losses'
import type { ProjectBuilder } from './project-builder'
import { readSplit } from './split-names'
import { holdsTextsBut, textFile, writableUtterances } from './writing'

export const csv: Format = {
  id: 'csv',
  label: 'CSV or TSV',
  extensions: ['.csv', '.tsv', '.txt'],
  about:
    'A table with a column of texts and one of intents; a column “annotated” holds [value](slot).',
  holds: holdsTextsBut('spacing'),
  sniff: ({ name, text }) => {
    if (/^\s*(?:[{[]["{[\s]|<|#|---)/u.test(text)) return 0
    const separator = guessSeparator(text)
    if (!separator) return 0
    const rows = parseTable(text.slice(0, 20_000), separator).slice(0, 100)
    const first = rows[0]?.cells ?? []
    const width = first.length
    if (width < 2 || width > 40) return 0
    const even = rows.filter((row) => row.cells.length === width).length / rows.length
    const hasHeader = headerOf(first) !== null
    if (even < 0.9 && !hasHeader) return separator === '\t' && even > 0.6 ? 0.35 : 0
    if (hasHeader || /\.(csv|tsv)$/iu.test(name)) return 0.85
    if (separator === '\t') return 0.7
    return rows.length > 1 && !isPunctuation(text, separator) ? 0.3 : 0.01
  },
  read: (files, builder, options) => {
    for (const file of files) readTable(file, builder, options)
  },
  fit: (project) =>
    fitNames(project, { intent: (name) => name.replace(/^[=+\-@\s]+/u, '') || 'intent' }),
  write: (project) => {
    const rows = writableUtterances(project, csv.holds).map((utterance) => [
      utterance.intent ?? '',
      guarded(writeBracketLine(utterance)),
      utterance.split === 'auto' ? '' : utterance.split,
    ])
    const lines = [['intent', 'annotated', 'split'], ...rows].map((row) => row.map(quote).join(','))
    return {
      files: [textFile(project, '.csv', `${lines.join('\r\n')}\r\n`)],
      losses: lossesIn(project, csv),
    }
  },
}

/** A spreadsheet calculates cells that begin so; a backslash is no part of an annotated text. */
function guarded(line: string): string {
  return /^[=+\-@]/u.test(line) ? `\\${line}` : line
}

export type TablePreview = { columns: TableColumns; rows: string[][]; rowCount: number }

/** The first rows of a table and the columns that would be read, for the column picker. */
export function previewTable(text: string, rowCount = 8): TablePreview {
  const rows = parseTable(text, guessSeparator(text) ?? ',')
  const cells = rows.map((row) => row.cells)
  return { columns: guessColumns(cells), rows: cells.slice(0, rowCount), rowCount: rows.length }
}

/** Guesses by the header; else the column with the longest and most varied texts holds them. */
export function guessColumns(rows: readonly (readonly string[])[]): TableColumns {
  const header = headerOf(rows[0] ?? [])
  if (header) return header
  const whole = rows.slice(0, 300)
  const isAboveFigures = standsAboveFigures(whole)
  const sample = isAboveFigures ? whole.slice(1) : whole
  const width = Math.max(0, ...sample.map((row) => row.length))
  const columns = Array.from({ length: width }, (_, column) => {
    const cells = sample.map((row) => row[column] ?? '').filter(Boolean)
    return {
      column,
      words:
        cells.reduce((sum, cell) => sum + cell.split(/\s+/u).length, 0) / Math.max(1, cells.length),
      variety: new Set(cells).size / Math.max(1, cells.length),
      isNumeric: cells.every(isFigure),
      count: cells.length,
    }
  })
  const texts = [...columns].sort((a, b) => b.words * b.variety - a.words * a.variety)
  const text = texts[0]?.column ?? 0
  const intent = columns
    .filter((one) => one.column !== text && one.count > 0 && one.words < 4 && !one.isNumeric)
    .sort((a, b) => a.variety - b.variety)[0]
  // Nobody says what the column is; what it holds does.
  const said = sample.map((row) => row[text] ?? '').join('\n')
  return {
    text,
    intent: intent?.column ?? null,
    split: null,
    hasHeader: isAboveFigures || standsAboveLabels(whole, text, intent?.column),
    isAnnotated: hasAnnotations(said),
  }
}

/** Numbers and dates. */
function isFigure(cell: string): boolean {
  return /^[\d\s.,:/+-]+$/u.test(cell)
}

/** Rows that have to say the same before what the first row says counts as another thing. */
const FEWEST_ROWS = 3

/** Whether the first row has a word above a column of numbers or dates: it names the column, in any language. */
function standsAboveFigures([first = [], ...rest]: readonly (readonly string[])[]): boolean {
  return first.some((name, column) => {
    const cells = rest.map((row) => row[column] ?? '').filter(Boolean)
    return /^[\p{L} _-]+$/u.test(name) && cells.length >= FEWEST_ROWS && cells.every(isFigure)
  })
}

/** Whether the first row alone has one word for a text, and a label that no other row has, while all others recur. */
function standsAboveLabels(
  [first = [], ...rest]: readonly (readonly string[])[],
  text: number,
  intent: number | undefined,
): boolean {
  const isOneWord = (row: readonly string[]) => !/\s/u.test(row[text]?.trim() ?? '')
  if (intent === undefined || !isOneWord(first) || rest.some(isOneWord)) return false
  const counts = new Map<string, number>()
  for (const row of rest) {
    const label = row[intent]
    if (label) counts.set(label, (counts.get(label) ?? 0) + 1)
  }
  const name = first[intent] ?? ''
  const isNew = name !== '' && !counts.has(name)
  return isNew && counts.size > 1 && [...counts.values()].every((count) => count >= FEWEST_ROWS)
}

function headerOf(cells: readonly string[]): TableColumns | null {
  const find = (pattern: RegExp) => cells.findIndex((cell) => pattern.test(cell.trim()))
  const annotated = find(/^(annotated|annotated[ _]text|annotation)$/iu)
  const text =
    annotated >= 0
      ? annotated
      : find(
          /^([a-z]+[_-])?(text|utterances?|sentence|query|phrase|example|sample|message|input)$/iu,
        )
  if (text < 0) return null
  const intent = find(/^(intents?|labels?|class|category|topic|(intent|label|class)[ _-]name)$/iu)
  const split = find(/^(split|partition|dataset|set|fold)$/iu)
  return {
    text,
    intent: intent < 0 ? null : intent,
    split: split < 0 ? null : split,
    hasHeader: true,
    isAnnotated: annotated >= 0,
  }
}

function readTable(file: SourceFile, builder: ProjectBuilder, options: ReadOptions): void {
  const rows = parseTable(file.text, guessSeparator(file.text) ?? ',')
  const columns = options.columns ?? guessColumns(rows.map((row) => row.cells))
  for (const [index, row] of rows.entries()) {
    if (index === 0 && columns.hasHeader) continue
    const at = { file: file.name, place: String(row.line) }
    const text = row.cells[columns.text]?.trim() ?? ''
    const intent = columns.intent === null ? '' : (row.cells[columns.intent]?.trim() ?? '')
    if (text === '') {
      builder.skip(
        at,
        row.cells.join(' | ').slice(0, 200),
        'The row has no text.',
        'Choose another column for the texts.',
      )
      continue
    }
    const split = columns.split === null ? 'auto' : readSplit(row.cells[columns.split] ?? '')
    if (!columns.isAnnotated) {
      builder.addUtterance({ at, text, intent: intent || null, split })
      continue
    }
    const parsed = parseBracketLine(text)
    const doubts = strayMarks(text)
    if (parsed.hasPlaceholder && intent && split === 'auto') {
      const repair = doubts.join(' ')
      builder.addTemplate({ at, intent, text, ...(repair ? { repair } : {}) })
    } else builder.addUtterance({ at, ...parsed, intent: intent || null, split, doubts })
  }
}

/** Tab, comma, semicolon or bar: the one that cuts most of the first lines alike. */
export function guessSeparator(text: string): string | null {
  const lines = text
    .slice(0, 20_000)
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(0, 50)
  let best: { separator: string; score: number } | null = null
  for (const separator of ['\t', ',', ';', '|']) {
    const counts = lines.map((line) => withoutQuotes(line).split(separator).length - 1)
    const first = counts[0] ?? 0
    if (first === 0) continue
    const score =
      counts.filter((count) => count === first).length / counts.length +
      (separator === '\t' ? 0.5 : 0)
    if (score > (best?.score ?? 0.5)) best = { separator, score }
  }
  return best?.separator ?? null
}

/** Sentences put a space behind a comma; tables do not. */
function isPunctuation(text: string, separator: string): boolean {
  const plain = withoutQuotes(text.slice(0, 20_000))
  const all = plain.split(separator).length - 1
  return plain.split(`${separator} `).length - 1 > all / 2
}

function withoutQuotes(line: string): string {
  return line.replace(/"(?:[^"]|"")*"/gu, '')
}

/** Rows of a table with RFC 4180 quotes; a quote inside an unquoted cell is plain. */
export function parseTable(text: string, separator: string): { line: number; cells: string[] }[] {
  const rows: { line: number; cells: string[] }[] = []
  let cells: string[] = []
  let line = 1
  let rowLine = 1
  let index = 0
  const finishRow = () => {
    if (cells.some((cell) => cell.trim() !== '')) rows.push({ line: rowLine, cells })
    cells = []
  }
  while (index < text.length) {
    const close = text[index] === '"' ? closingQuote(text, index, separator) : -1
    if (close > 0) {
      const cell = text.slice(index + 1, close).replaceAll('""', '"')
      line += cell.split('\n').length - 1
      cells.push(cell)
      index = close + 1
    } else {
      let end = index
      while (end < text.length && text[end] !== separator && text[end] !== '\n') end += 1
      cells.push(text.slice(index, end).trim())
      index = end
    }
    if (index >= text.length) break
    if (text[index] === '\n') {
      finishRow()
      line += 1
      rowLine = line
    } else if (index === text.length - 1) cells.push('')
    index += 1
  }
  finishRow()
  return rows
}

/** Where a quoted cell ends, or -1 when the quote is just a mark in a text. */
function closingQuote(text: string, open: number, separator: string): number {
  let close = text.indexOf('"', open + 1)
  while (close >= 0 && close < open + 20_000) {
    const next = text[close + 1]
    if (next === '"') {
      close = text.indexOf('"', close + 2)
      continue
    }
    return next === undefined || next === separator || next === '\n' ? close : -1
  }
  return -1
}

function quote(cell: string): string {
  return /[",\n\r;|\t]|^\s|\s$/u.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}
