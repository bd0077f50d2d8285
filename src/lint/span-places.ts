import type { Project, Span, Utterance } from '@/project/project'
import { snapToTokens, tokenize, tokensTouching } from '@/project/tokenizer'
import { tokensOf } from '@/project/utterance-tokens'
import { append } from './append'
import { type IndexedUtterance, placesOf, type Rule } from './finding'
import { changeIntent, changeUtterances } from './fixes'
import { perGroup } from './lint-index'

const raggedOf = perGroup((group) => {
  const counts = countPieces(group)
  return group.filter(({ utterance }) => raggedSpan(utterance, counts) !== undefined)
})

const bareOf = perGroup((group) =>
  group.filter(
    ({ facts }) => facts.pattern.length > 0 && facts.pattern.every((word) => word.startsWith('{')),
  ),
)

/** Spans that start or end with white space or punctuation, or leave a stray letter of a word outside. */
export const spanEdges: Rule = {
  id: 'span-edges',
  label: 'Slot with ragged edges',
  why: 'A stray comma inside the slot, or a letter of its word outside, is learned and comes out again.',
  check: (index) => {
    const groups = [...index.byIntent.values()].filter((group) => raggedOf(group).length > 0)
    if (groups.length === 0) return []
    const ragged = groups.flatMap(raggedOf)
    const counts = countPieces(groups.flat())
    const first = ragged[0]!
    const bad = raggedSpan(first.utterance, counts) ?? first.utterance.spans[0]!
    return [
      {
        severity: 'warning' as const,
        message: `${ragged.length} ${ragged.length === 1 ? 'utterance has a slot' : 'utterances have slots'} with edges that are no words, such as “${first.utterance.text.slice(bad.start, bad.end)}”.`,
        places: placesOf(ragged, { slot: bad.slot }),
        fix: changeUtterances(
          'Move the edges to whole words',
          ragged.map(({ utterance }) => utterance.id),
          (utterance) => {
            const spans = cleanSpans(utterance, counts).filter((span) => span !== null)
            return {
              ...utterance,
              spans: spans.filter((span, place) => span.start >= (spans[place - 1]?.end ?? 0)),
            }
          },
        ),
      },
    ]
  },
}

/** Slots that the intent does not declare. */
export const undeclaredSlots: Rule = {
  id: 'undeclared-slots',
  label: 'Slot is not declared',
  why: 'A slot without a declaration has no type, and is lost in most exported files.',
  check: (index) => {
    const declared = new Map(
      index.project.intents.map((intent) => [
        intent.name,
        new Set(intent.slots.map(({ name }) => name)),
      ]),
    )
    const missing = new Map<string, IndexedUtterance[]>()
    for (const entry of index.labelled) {
      for (const { slot } of entry.utterance.spans) {
        if (declared.get(entry.intent)?.has(slot)) continue
        const key = JSON.stringify([entry.intent, slot])
        append(missing, key, entry)
      }
    }
    return [...missing].map(([key, entries]) => {
      const [intent = '', slot = ''] = JSON.parse(key) as string[]
      return {
        severity: 'warning' as const,
        message: `${slot} is used in ${intent}, but ${intent} does not declare it.`,
        places: placesOf(entries, { intent, slot }),
        fix: {
          label: `Declare ${slot} in ${intent}`,
          apply: (project: Project) => declare(project, intent, slot),
        },
      }
    })
  },
}

/** Utterances that are nothing but slots. */
export const slotOnly: Rule = {
  id: 'slot-only',
  label: 'Nothing but a slot',
  why: 'Without words around it, the intent is guessed from the value alone, and other intents suffer.',
  check: (index) =>
    [...index.byIntent].flatMap(([intent, group]) => {
      const bare = bareOf(group)
      if (bare.length === 0) return []
      return [
        {
          severity: 'hint' as const,
          message: `${bare.length} ${bare.length === 1 ? 'utterance' : 'utterances'} of ${intent} ${bare.length === 1 ? 'holds' : 'hold'} nothing but slots, such as “${bare[0]!.utterance.text}”.`,
          places: placesOf(bare, { intent }),
        },
      ]
    }),
}

function raggedSpan(utterance: Utterance, counts: ReadonlyMap<string, number>): Span | undefined {
  const clean = cleanSpans(utterance, counts)
  return utterance.spans.find((span, place) => !isSame(span, clean[place] ?? null))
}

function isSame(span: Span, other: Span | null): boolean {
  return other?.start === span.start && other.end === span.end
}

/** Longer pieces of a word are words of their own more often than slips of the hand. */
const LONGEST_SLIP = 2

/** What spans leave of words before and behind them, in lower case, and how often. */
function countPieces(group: readonly IndexedUtterance[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { utterance } of group) {
    for (const { before, behind } of piecesBeside(utterance)) {
      counts.set(before, (counts.get(before) ?? 0) + 1)
      counts.set(behind, (counts.get(behind) ?? 0) + 1)
    }
  }
  return counts
}

/** The letters of the same words that stand right before and behind each span. */
function piecesBeside({ text, spans }: Utterance): { before: string; behind: string }[] {
  const isLetter = (offset: number) => /[\p{L}\p{M}]/u.test(text[offset] ?? '')
  const isWithinWord = (offset: number) => isLetter(offset - 1) && isLetter(offset)
  const isCut = spans.some(({ start, end }) => isWithinWord(start) || isWithinWord(end))
  const words = isCut ? tokenize(text) : []
  return spans.map((span) => {
    const whole = isCut ? snapToTokens(words, span) : null
    const isBefore = whole && isWithinWord(span.start)
    const isBehind = whole && isWithinWord(span.end)
    return {
      before: isBefore ? text.slice(whole.start, span.start).toLowerCase() : '',
      behind: isBehind ? text.slice(span.end, whole.end).toLowerCase() : '',
    }
  })
}

/** The spans with what they cut off by a slip, without punctuation at their edges; null where nothing is left. */
function cleanSpans(utterance: Utterance, counts: ReadonlyMap<string, number>): (Span | null)[] {
  const { text, spans } = utterance
  if (spans.length === 0) return []
  const pieces = piecesBeside(utterance)
  const tokens = tokensOf(utterance)
  const isSlip = (piece: string) =>
    piece !== '' && piece.length <= LONGEST_SLIP && (counts.get(piece) ?? 0) <= 1
  const isMark = (token: { start: number; end: number } | undefined) =>
    token !== undefined && /^[.,;:!?…"“”()]+$/u.test(text.slice(token.start, token.end))
  return spans.map((span, place) => {
    const { before = '', behind = '' } = pieces[place] ?? {}
    let { first, last } = tokensTouching(tokens, {
      start: span.start - (isSlip(before) ? before.length : 0),
      end: span.end + (isSlip(behind) ? behind.length : 0),
    })
    while (first < last && isMark(tokens[first])) first += 1
    while (first < last && isMark(tokens[last])) last -= 1
    const [head, tail] = [tokens[first], tokens[last]]
    return first <= last && head && tail ? { ...span, start: head.start, end: tail.end } : null
  })
}

function declare(project: Project, intent: string, slot: string): Project {
  const type =
    project.intents.flatMap(({ slots }) => slots).find(({ name }) => name === slot)?.type ?? slot
  const hasType = project.slotTypes.some(({ name }) => name === type)
  const typed = hasType
    ? project
    : {
        ...project,
        slotTypes: [...project.slotTypes, { name: type, values: [], isExtensible: true }],
      }
  return changeIntent(typed, intent, (one) => ({
    ...one,
    slots: [...one.slots, { name: slot, type }],
  }))
}
