/** Annotated rows in files, as skills that utterances can be sampled from. */
import { existsSync, statSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { type PoolRow, readRows } from '@/cli/pretraining-pool'
import type { Span } from '@/project/project'
import { snapToTokens, tokenize } from '@/project/tokenizer'
import type { LabelledUtterance } from '@/training/skill-examples'

/** One task to learn: what a developer would build as one skill. */
export type Skill = {
  /** The domain's name; of a file that is one skill as a whole, the file's. */
  name: string
  /** Distinct by their text in lower case, in the order of the file. */
  utterances: LabelledUtterance[]
  /** How a sample of it is divided; a plain draw when it is left out. */
  division?: Division
  /** Which collection it is from, where several are compared. */
  group?: string
}

/**
 * `draw`: any utterance may be on either side. `patterns`: utterances that differ in their slot values
 * alone stay on one side. `own`: the source says which side each is on.
 */
export type Division = 'draw' | 'patterns' | 'own'

/** What makes a domain a skill, and how it is sampled. */
export type SkillRule = { fewestRows: number; division: Division }

export type SkillsOutcome =
  | { kind: 'read'; skills: Skill[]; unalignedRows: number }
  | { kind: 'failed'; reason: string; remedy: string }

/** A domain is a skill from so many intents and rows on (see the definition of a new skill). */
const FEWEST_INTENTS = 2
const USUAL_RULE: SkillRule = { fewestRows: 250, division: 'draw' }
/** Stands for the intent in a file that names none, so that its slots can still be compared. */
const NO_INTENT = 'any'

/**
 * Reads one `.jsonl` or `.jsonl.gz` file, or all in a folder. Each domain with enough intents and rows is a
 * skill; a file in which no domain qualifies is one skill as a whole.
 */
export async function readSkills(
  path: string,
  rule: SkillRule = USUAL_RULE,
): Promise<SkillsOutcome> {
  if (!existsSync(path)) {
    return failed(`There is no file or folder ${path}.`, 'Check the path given to --data.')
  }
  const files = statSync(path).isDirectory()
    ? (await readdir(path))
        .filter((name) => /\.jsonl(\.gz)?$/.test(name))
        .sort()
        .map((name) => join(path, name))
    : [path]
  if (files.length === 0) {
    return failed(`${path} holds no .jsonl or .jsonl.gz file.`, 'Name a folder that holds some.')
  }
  const skills: Skill[] = []
  let unalignedRows = 0
  for (const file of files) {
    const rows: PoolRow[] = []
    try {
      for await (const row of readRows(file)) rows.push(row)
    } catch (error) {
      return failed(
        `${file} can't be read: ${error instanceof Error ? error.message : String(error)}.`,
        'Each line must hold { text, tokens, tags, intent, domain, split }.',
      )
    }
    const read = skillsOfRows(rows, basename(file).replace(/\.jsonl(\.gz)?$/, ''), rule)
    unalignedRows += read.unalignedRows
    for (const skill of read.skills) {
      const isTaken = skills.some((other) => other.name === skill.name)
      skills.push(isTaken ? { ...skill, name: `${basename(file)}:${skill.name}` } : skill)
    }
  }
  return { kind: 'read', skills, unalignedRows }
}

/** The skills in the rows of one file. Rows whose tokens are not in their text are counted and left out. */
export function skillsOfRows(
  rows: readonly PoolRow[],
  fileName: string,
  { fewestRows, division }: SkillRule = USUAL_RULE,
): { skills: Skill[]; unalignedRows: number } {
  const namesIntents = rows.some((row) => row.intent !== null)
  const domains = new Map<string, Map<string, LabelledUtterance>>()
  let unalignedRows = 0
  const add = (skill: string, utterance: LabelledUtterance) => {
    const known = domains.get(skill) ?? new Map<string, LabelledUtterance>()
    domains.set(skill, known)
    const key = utterance.text.toLowerCase()
    if (!known.has(key)) known.set(key, utterance)
  }
  const whole = new Map<string, LabelledUtterance>()
  rows.forEach((row, index) => {
    const intent = namesIntents ? row.intent : NO_INTENT
    if (intent === null) return
    const spans = alignSpans(row)
    if (!spans) {
      unalignedRows += 1
      return
    }
    const utterance: LabelledUtterance = {
      id: `${fileName}-${index + 1}`,
      text: row.text,
      intent,
      spans,
      split: division === 'own' ? (row.split === 'test' ? 'test' : 'train') : 'auto',
      templateId: null,
    }
    add(row.domain, utterance)
    const key = row.text.toLowerCase()
    if (!whole.has(key)) whole.set(key, utterance)
  })
  const skills = [...domains]
    .map(([name, utterances]): Skill => skillOf(name, utterances))
    .filter(
      ({ utterances }) =>
        utterances.length >= fewestRows &&
        new Set(utterances.map(({ intent }) => intent)).size >= FEWEST_INTENTS,
    )
  if (skills.length > 0 || whole.size === 0) return { skills, unalignedRows }
  return { skills: [skillOf(fileName, whole)], unalignedRows }

  function skillOf(name: string, utterances: ReadonlyMap<string, LabelledUtterance>): Skill {
    return {
      name,
      utterances: [...utterances.values()],
      ...(division === 'draw' ? {} : { division }),
    }
  }
}

/**
 * The spans of a row's BIO tags in its text, widened to the tokens that every arm sees. An `I-` without
 * its `B-` opens a span. Null when a token can't be found in the text.
 */
export function alignSpans(row: Pick<PoolRow, 'text' | 'tokens' | 'tags'>): Span[] | null {
  const spans: Span[] = []
  let open: Span | null = null
  let at = 0
  for (const [index, token] of row.tokens.entries()) {
    const start = row.text.indexOf(token, at)
    if (start < 0) return null
    at = start + token.length
    const tag = row.tags?.[index] ?? 'O'
    const slot = tag.slice(2)
    if (tag === 'O') open = null
    else if (open && tag.startsWith('I-') && open.slot === slot) open.end = at
    else {
      open = { start, end: at, slot }
      spans.push(open)
    }
  }
  const tokens = tokenize(row.text)
  const snapped: Span[] = []
  for (const span of spans) {
    const range = snapToTokens(tokens, span)
    const before = snapped.at(-1)
    if (range && range.start >= (before?.end ?? 0)) snapped.push({ ...range, slot: span.slot })
  }
  return snapped
}

function failed(reason: string, remedy: string): Extract<SkillsOutcome, { kind: 'failed' }> {
  return { kind: 'failed', reason, remedy }
}
