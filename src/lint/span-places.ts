import type { Project, Span } from '@/project/project'
import { snapToTokens, tokenize } from '@/project/tokenizer'
import { append } from './append'
import { type IndexedUtterance, placesOf, type Rule } from './finding'
import { changeIntent, changeUtterances } from './fixes'
import { perGroup } from './lint-index'

const raggedOf = perGroup((group) =>
  group.filter(({ utterance, facts }) =>
    utterance.spans.some((span) => !isSame(span, cleanSpan(utterance.text, facts.tokens, span))),
  ),
)

const bareOf = perGroup((group) =>
  group.filter(
    ({ facts }) => facts.pattern.length > 0 && facts.pattern.every((word) => word.startsWith('{')),
  ),
)

/** Spans that start or end with white space or punctuation, or inside a word. */
export const spanEdges: Rule = {
  id: 'span-edges',
  label: 'Slot with ragged edges',
  why: 'A stray comma or half a word inside the slot is learned and comes out again.',
  check: (index) => {
    const ragged = [...index.byIntent.values()].flatMap(raggedOf)
    if (ragged.length === 0) return []
    const first = ragged[0]!
    const bad = first.utterance.spans.find(
      (span) => !isSame(span, cleanSpan(first.utterance.text, first.facts.tokens, span)),
    )!
    return [
      {
        severity: 'warning' as const,
        message: `${ragged.length} ${ragged.length === 1 ? 'utterance has a slot' : 'utterances have slots'} with edges that are no words, such as “${first.utterance.text.slice(bad.start, bad.end)}”.`,
        places: placesOf(ragged, { slot: bad.slot }),
        fix: changeUtterances(
          'Move the edges to whole words',
          ragged.map(({ utterance }) => utterance.id),
          (utterance) => {
            const tokens = tokenize(utterance.text)
            const spans = utterance.spans.flatMap(
              (span) => cleanSpan(utterance.text, tokens, span) ?? [],
            )
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

function isSame(span: Span, other: Span | null): boolean {
  return other?.start === span.start && other.end === span.end
}

/** The span on whole tokens, without punctuation at its edges; null when nothing is left. */
function cleanSpan(
  text: string,
  tokens: readonly { start: number; end: number }[],
  span: Span,
): Span | null {
  const snapped = snapToTokens(tokens, span)
  if (!snapped) return null
  const inside = tokens.filter((token) => token.start >= snapped.start && token.end <= snapped.end)
  const isMark = (token: { start: number; end: number } | undefined) =>
    token !== undefined && /^[.,;:!?…"“”()]+$/u.test(text.slice(token.start, token.end))
  while (inside.length > 1 && isMark(inside[0])) inside.shift()
  while (inside.length > 1 && isMark(inside[inside.length - 1])) inside.pop()
  const first = inside[0]
  const last = inside[inside.length - 1]
  return first && last ? { ...span, start: first.start, end: last.end } : null
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
