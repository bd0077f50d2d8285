/** For tests: generated projects full of traps, and what of a project a format can hold. */
import fc from 'fast-check'
import { templateOf } from '@/project/expansion-template'
import { createProject, createUtterance, type Project } from '@/project/project'
import { tokenize } from '@/project/tokenizer'
import type { Holds } from './format'
import { writableUtterances } from './writing'

const WORDS = [
  'play',
  'Anna',
  "Anna's",
  'New York',
  'jazz',
  '☕️',
  '👩‍👩‍👧 ok',
  'شغل',
  'موسيقى',
  'größe',
  '日本語',
  'naïve',
  '3.5',
  '7:30pm',
  'a.m.',
  '-5',
  '#tag',
  '"quoted"',
  '“curly”',
  "it's",
  "don't",
  'a|b',
  '(a|b)',
  '[x]',
  '[x](y)',
  '{x}',
  '{',
  '}',
  '<b>',
  '- dash',
  '* star',
  '@home',
  '%off%',
  '50%',
  'a,b',
  'a;b',
  'a\tb',
  '\\',
  '\\n',
  'C:\\x',
  'key: value',
  '= sum',
  '> more',
  '__proto__',
  'constructor',
  'O',
  'B-x',
  'null',
  'true',
  '12',
  "'",
  '"',
  '`',
  '~',
  '|',
  ':',
  '!',
  '--',
  '---',
  '...',
  '[a:b](c)',
  '{a=b}',
  '{"entity":"x"}',
  '# heading',
  '&amp;',
  '🏳️‍🌈',
  'e\u0301',
  'x\u200By',
]
const NAMES = [
  'OrderDrink',
  'set_alarm',
  'größe',
  'date',
  'x',
  'AskHelp',
  'имя',
  'a-b',
  'fromCity',
  'constructor',
  '__proto__',
]
const TYPE_NAMES = ['Drink', 'Size', 'AMAZON.DATE', 'city_list', '种类', 'toString']

/** A word for texts, some of them nasty. */
export const wordArbitrary = fc.constantFrom(...WORDS)

/** Projects whose parts name each other correctly. */
export const projectArbitrary: fc.Arbitrary<Project> = fc
  .record({
    name: fc.constantFrom('Coffee shop', 'Müller & Söhne', 'x', '☕', 'a: b'),
    locale: fc.constantFrom('en-US', 'en', 'de-DE'),
    intents: fc.uniqueArray(
      fc.record({
        name: fc.constantFrom(...NAMES),
        slots: fc.uniqueArray(
          fc.record({ name: fc.constantFrom(...NAMES), type: fc.constantFrom(...TYPE_NAMES) }),
          { selector: (slot) => slot.name, maxLength: 3 },
        ),
      }),
      { selector: (intent) => intent.name, minLength: 1, maxLength: 4 },
    ),
    types: fc.uniqueArray(fc.constantFrom(...TYPE_NAMES), { maxLength: 4 }),
    isExtensible: fc.boolean(),
    outOfScope: fc.nat(8),
    values: fc.uniqueArray(wordArbitrary, { maxLength: 12 }),
    texts: fc.array(
      fc.record({
        words: fc.array(wordArbitrary, { minLength: 1, maxLength: 6 }),
        gap: fc.constantFrom(' ', ' ', '  '),
        intent: fc.nat(4),
        spans: fc.array(fc.tuple(fc.nat(12), fc.nat(3), fc.nat(3)), { maxLength: 3 }),
        split: fc.constantFrom('auto' as const, 'train' as const, 'test' as const),
      }),
      { maxLength: 12 },
    ),
    templates: fc.array(fc.tuple(fc.nat(3), fc.nat(2), fc.constantFrom('play', 'what is', 'go')), {
      maxLength: 3,
    }),
  })
  .map((draft) => buildProject(draft))

function buildProject(draft: {
  name: string
  locale: string
  intents: { name: string; slots: { name: string; type: string }[] }[]
  types: string[]
  isExtensible: boolean
  /** The place of the intent that gathers what is out of scope; often there is none. */
  outOfScope: number
  values: string[]
  texts: {
    words: string[]
    gap: string
    intent: number
    spans: [number, number, number][]
    split: 'auto' | 'train' | 'test'
  }[]
  templates: [number, number, string][]
}): Project {
  // One slot name means one type, as most formats take it for granted.
  const typeOf = new Map<string, string>()
  const intents = draft.intents.map(({ name, slots }, index) => ({
    name,
    kind: index === draft.outOfScope ? ('outOfScope' as const) : ('custom' as const),
    note: '',
    slots: slots.map((slot) => {
      if (!typeOf.has(slot.name)) typeOf.set(slot.name, slot.type)
      return { name: slot.name, type: typeOf.get(slot.name) ?? slot.type }
    }),
  }))
  const typeNames = [...new Set([...typeOf.values(), ...draft.types])]
  const listed = typeNames.filter((name) => !name.startsWith('AMAZON.'))
  const values = draft.values.map((value) => value.replace(/\s+/gu, ' ').trim())
  const slotTypes = typeNames.map((name) => {
    const own = values.filter((_, index) => listed[index % Math.max(1, listed.length)] === name)
    return {
      name,
      isExtensible: draft.isExtensible,
      values: own.flatMap((value, index) =>
        index % 2 === 0 ? [{ value, synonyms: own.slice(index + 1, index + 2) }] : [],
      ),
    }
  })
  const seen = new Set<string>()
  const utterances = draft.texts.flatMap((text, index) => {
    const words = text.words.map((word) => word.replace(/\s+/gu, ' '))
    const whole = words.join(text.gap)
    const intent = intents[text.intent]
    const tokens = tokenize(whole)
    const spans: { start: number; end: number; slot: string }[] = []
    for (const [from, length, slot] of text.spans) {
      const first = tokens[from]
      const last = tokens[Math.min(from + length, tokens.length - 1)]
      const name = intent?.slots[slot % Math.max(1, intent.slots.length)]?.name
      if (!first || !last || !name) continue
      const span = { start: first.start, end: last.end, slot: name }
      if (!spans.some((one) => one.start < span.end && one.end > span.start)) spans.push(span)
    }
    const key = `${intent?.name}\n${whole.replace(/\s+/gu, ' ')}`
    if (whole.trim() !== whole || whole === '' || seen.has(key)) return []
    seen.add(key)
    return [
      createUtterance({
        id: `u${index}`,
        text: whole,
        intent: intent?.name ?? null,
        spans: spans.sort((a, b) => a.start - b.start),
        split: text.split,
        status: intent ? 'done' : 'todo',
      }),
    ]
  })
  const templates = draft.templates.flatMap(([intent, slot, words], index) => {
    const owner = intents[intent]
    const name = owner?.slots[slot]?.name
    return owner && name
      ? [{ id: `t${index}`, intent: owner.name, text: `${words} {${name}} now` }]
      : []
  })
  const distinct = templates.filter(
    (one, index) =>
      templates.findIndex((other) => other.intent === one.intent && other.text === one.text) ===
      index,
  )
  return {
    ...createProject({ id: 'p', name: draft.name, locale: draft.locale }),
    intents,
    slotTypes,
    templates: distinct,
    utterances,
  }
}

/** What of a project a format can hold, in one comparable form. `dropped` are texts left out. */
export function heldPart(project: Project, holds: Holds, dropped: ReadonlySet<string> = new Set()) {
  const written = writableUtterances(project, {
    unlabelled: holds.unlabelled,
    templates: true,
  }).filter(({ text, templateId }) => !dropped.has(text) && templateId === null)
  const spaced = (text: string) => (holds.spacing ? text : text.replace(/\s+/gu, ' '))
  const utterances = written.map((utterance) => {
    if (!holds.utterances) return `${utterance.intent}: ${spaced(templateOf(utterance))}`
    const spans = utterance.spans.map(
      (span) =>
        `${span.slot}=${spaced(utterance.text.slice(span.start, span.end))}@${spaced(utterance.text.slice(0, span.start)).length}`,
    )
    const split = holds.split ? ` ${utterance.split}` : ''
    return `${utterance.intent}: ${spaced(utterance.text)} | ${spans.join(' ')}${split}`
  })
  const patterns = project.templates.map(({ intent, text }) => `${intent}: ${text}`)
  const all = holds.utterances ? utterances : [...utterances, ...patterns]
  const used = new Set(written.map(({ intent }) => intent))
  const usedSlots = new Set(
    written.flatMap(({ intent, spans }) => spans.map(({ slot }) => `${intent}\n${slot}`)),
  )
  if (holds.templates) {
    for (const { intent, text } of project.templates) {
      used.add(intent)
      for (const slot of text.matchAll(/\{([^{}]+)\}/gu)) usedSlots.add(`${intent}\n${slot[1]}`)
    }
  }
  const intents = project.intents
    .filter(({ name }) => holds.emptyIntents || used.has(name))
    .map(({ name, slots }) => {
      const kept = slots.filter(
        (slot) => holds.unusedSlots || usedSlots.has(`${name}\n${slot.name}`),
      )
      return `${name}(${kept
        .map((slot) => (holds.slotTypes ? `${slot.name}:${slot.type}` : slot.name))
        .sort()
        .join(', ')})`
    })
  return {
    utterances: [...new Set(all)].sort(),
    templates: holds.templates && holds.utterances ? [...new Set(patterns)].sort() : [],
    intents: intents.sort(),
    identity: holds.identity ? `${project.name} ${project.locale}` : '',
    outOfScope: holds.outOfScope
      ? project.intents
          .filter(
            ({ name, kind }) => kind === 'outOfScope' && (holds.emptyIntents || used.has(name)),
          )
          .map(({ name }) => name)
          .sort()
      : [],
    closed: holds.isExtensible
      ? project.slotTypes
          .filter((type) => !type.isExtensible)
          .map(({ name }) => name)
          .sort()
      : [],
  }
}

/** Values and synonyms by type, or by slot for formats that know no types. */
export function heldValues(project: Project, holds: Holds): Map<string, Set<string>> {
  const result = new Map<string, Set<string>>()
  if (!holds.values) return result
  const names = holds.slotTypes
    ? project.slotTypes.map(({ name }) => [name, name] as const)
    : project.intents.flatMap(({ slots }) => slots.map((slot) => [slot.name, slot.type] as const))
  for (const [name, typeName] of names) {
    const type = project.slotTypes.find((one) => one.name === typeName)
    if (!type || type.values.length === 0) continue
    const words = type.values.flatMap(({ value, synonyms }) => [
      value,
      ...synonyms.map((one) => `${value} = ${one}`),
    ])
    result.set(name, new Set(words))
  }
  return result
}
