/** CoNLL: a token and its tag a line, a blank line between sentences, `# intent: …` where known. */
import { slotNames } from '@/project/project'
import { tokenTexts } from '@/project/tokenizer'
import { tokensOf } from '@/project/utterance-tokens'
import { areAtisLines, readAtisLines } from './atis-lines'
import { spansOfTags, tagsOfSpans } from './bio-tags'
import type { Format, SourceFile } from './format'
import { lossesIn } from './losses'
import { placeTokens } from './place-tokens'
import type { ProjectBuilder } from './project-builder'
import { locateTokens } from './tagged-jsonl'
import { holdsTextsBut, textFile, writableUtterances } from './writing'

export const conll: Format = {
  id: 'conll',
  label: 'CoNLL (BIO, BILOU)',
  extensions: ['.conll', '.iob', '.bio', '.txt'],
  about: 'A token and a tag a line, or ATIS lines with the intent behind the tags.',
  holds: holdsTextsBut('split'),
  alsoLost: [
    {
      words: 'white space in slot names',
      sentence: 'Slot names lose their white space.',
      countIn: (project) => slotNames(project).filter((name) => /\s/u.test(name)).length,
    },
  ],
  sniff: ({ text }) => {
    if (areAtisLines(text)) return 0.95
    const lines = text
      .slice(0, 20_000)
      .split('\n')
      .filter((line) => line.trim() !== '' && !line.startsWith('#'))
      .slice(0, -1)
    if (text.length < 20_000) lines.push(text.trimEnd().split('\n').pop() ?? '')
    if (lines.length < 2) return 0
    const tagged = lines.filter((line) =>
      /^\S+(?:\s+\S+)*?\s+(O|[BIELSU][-_]\S+)\s*$/u.test(line),
    ).length
    const marks = lines.filter((line) => /\s[BSUI][-_]\S+\s*$/u.test(line)).length
    const share = tagged / lines.length
    return share > 0.9 && (marks > 0 || /^-DOCSTART-|^# (text|intent)/mu.test(text)) ? 0.9 : 0
  },
  read: (files, builder) => {
    for (const file of files) {
      if (areAtisLines(file.text)) readAtisLines(file, builder)
      else readConll(file, builder)
    }
  },
  write: (project) => {
    const blocks = writableUtterances(project, conll.holds).map((utterance) => {
      const tokens = tokensOf(utterance)
      const spans = utterance.spans.map((span) => ({
        ...span,
        slot: span.slot.replace(/\s+/gu, '_'),
      }))
      const tags = tagsOfSpans(tokens, spans)
      const rows = tokenTexts(utterance.text, tokens).map(
        (token, index) => `${token}\t${tags[index]}`,
      )
      const intent = utterance.intent === null ? [] : [`# intent: ${utterance.intent}`]
      return [`# text: ${utterance.text}`, ...intent, ...rows].join('\n')
    })
    return {
      files: [textFile(project, '.conll', `${blocks.join('\n\n')}\n`)],
      losses: lossesIn(project, conll),
    }
  },
}

type Sentence = {
  line: number
  text: string | null
  intent: string | null
  tokens: string[]
  tags: string[]
}

function readConll(file: SourceFile, builder: ProjectBuilder): void {
  const lines = file.text.split('\n')
  const begin = (line: number): Sentence => ({
    line,
    text: null,
    intent: null,
    tokens: [],
    tags: [],
  })
  let sentence = begin(1)
  for (const [index, raw] of [...lines, ''].entries()) {
    const line = raw.trim()
    if (line === '') {
      if (sentence.tokens.length > 0) finish(sentence, file, builder)
      sentence = begin(index + 2)
      continue
    }
    if (line.startsWith('-DOCSTART-')) continue
    // A hash with a tag behind it is a token.
    const comment = /^#\s*(text|intent)\s*[:=]\s*(.*)/u.exec(line)
    if (comment && sentence.tokens.length === 0) {
      if (comment[1] === 'text') sentence.text = comment[2] ?? ''
      else sentence.intent = comment[2] || null
      continue
    }
    const columns = line.split(/\s+/u)
    if (line.startsWith('#') && sentence.tokens.length === 0 && !isTag(columns[columns.length - 1]))
      continue
    if (columns.length < 2) {
      const at = { file: file.name, place: String(index + 1) }
      builder.skip(
        at,
        line,
        'The line has a token but no tag.',
        'Write O behind a token outside of slots.',
      )
      continue
    }
    sentence.tokens.push(columns[0] ?? '')
    sentence.tags.push(columns[columns.length - 1] ?? 'O')
  }
}

function isTag(column: string | undefined): boolean {
  return /^(O|[BIELSU][-_]\S+)$/u.test(column ?? '')
}

function finish(sentence: Sentence, file: SourceFile, builder: ProjectBuilder): void {
  const given = sentence.text === null ? null : locateTokens(sentence.text, sentence.tokens)
  const joined = placeTokens(sentence.tokens)
  const text = given && sentence.text !== null ? sentence.text : joined.text
  const places = given ?? joined.places
  const spans = spansOfTags(sentence.tags).map((span) => ({
    start: places[span.first]?.start ?? -1,
    end: places[span.last]?.end ?? -1,
    slot: span.slot,
  }))
  const at = { file: file.name, place: String(sentence.line) }
  builder.addUtterance({ at, text, intent: sentence.intent, spans })
}
