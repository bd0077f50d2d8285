import type { Filler } from './builtin-generators'
import { anyFiller, builtInFiller } from './builtin-values'
import { parseTemplate, type TemplatePart } from './expansion-template'
import { createUtterance, type Project, type Span, type Template, type Utterance } from './project'
import { createRandom, hashText, type Random } from './random'
import { snapToTokens, tokenize } from './tokenizer'
import { fitSpan } from './whole-characters'

export type ExpansionOptions = {
  /** Decides the values; each template has its own stream, so editing one leaves the others alone. */
  seed: number
  /** Soft bound: every template still gives one utterance, up to `HARD_LIMIT`. Default 5,000. */
  maxUtterances?: number
  /**
   * How many utterances each template with slots makes, where there are that many different ones.
   * By default as many as a skill of good size and the use of every value need.
   */
  each?: number
  /** The same for single templates, by id; counts before `each` and before the use of every value. */
  counts?: ReadonlyMap<string, number>
  /** Ids are this, a number and a fingerprint of what was made (see `madeFingerprint`). */
  idPrefix: string
  /** What exists already: no text is made twice for one intent. */
  taken?: readonly Pick<Utterance, 'text' | 'intent'>[]
}

export type Expansion = {
  utterances: Utterance[]
  /** How many utterances each template gave, by its id. */
  made: Map<string, number>
  /** Listed values and synonyms that no utterance holds, because the bound was reached. */
  uncoveredValues: number
}

/** No expansion makes more than this, whatever the file asks for. */
export const HARD_LIMIT = 50_000

/** What a template with slots gives at least and at most before values that nobody has used count. */
const FEWEST_EACH = 1
const MOST_EACH = 8
/** Pieces of text and values that all utterances of one template come to, at most. */
const MOST_PARTS = 10_000
/** How many utterances a skill of templates should come to: enough to learn from, quick to train. */
const GOOD_TOTAL = 1500

/**
 * Makes annotated utterances from templates.
 *
 * Every template gives at least one; those with slots give more, with other values each time, until
 * the skill has a good size. Then templates take turns until every listed value and synonym has
 * been used, or the bound is reached. Slots without listed values get values by the name of their
 * type (dates, cities, …).
 */
export function expandTemplates(
  project: Pick<Project, 'intents' | 'slotTypes'>,
  templates: readonly Template[],
  options: ExpansionOptions,
): Expansion {
  const limit = Math.min(HARD_LIMIT, Math.max(options.maxUtterances ?? 5000, templates.length))
  const decks = createDecks(project, options.seed)
  const taken = new Set((options.taken ?? []).map((one) => textKey(one.intent, one.text)))
  const sources = templates.map((template) => {
    const parts = parseTemplate(template.text)
    return {
      template,
      parts,
      slots: [...new Set(parts.flatMap((part) => (part.kind === 'slot' ? [part.slot] : [])))],
      // What no person says is not said many times over.
      most: Math.max(1, Math.floor(MOST_PARTS / parts.length)),
      hands: null as Hands | null,
      utterances: [] as Utterance[],
      isExhausted: false,
    }
  })
  let total = 0

  function makeOne(source: (typeof sources)[number]): void {
    // Most templates of a large skill use fresh values only, and need none of this.
    const hands = () => {
      source.hands ??= {
        random: createRandom(`${options.seed}/${source.template.intent}/${source.template.text}`),
        left: new Map(),
      }
      return source.hands
    }
    const attempts =
      source.slots.length > 0
        ? Math.min(source.most, decks.attempts(source.template.intent, source.slots))
        : 1
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const filled = fill(source.parts, (slot, used) =>
        decks.draw(source.template.intent, slot, hands, used),
      )
      if (filled.text === '') break
      const key = textKey(source.template.intent, filled.text)
      if (taken.has(key)) continue
      taken.add(key)
      source.utterances.push(
        createUtterance({
          id: '',
          text: filled.text,
          intent: source.template.intent,
          spans: filled.spans,
          status: 'done',
          templateId: source.template.id,
        }),
      )
      total += 1
      source.isExhausted = source.utterances.length >= source.most
      return
    }
    source.isExhausted = true
  }

  for (const source of sources) if (total < limit) makeOne(source)
  const open = sources.filter((source) => source.slots.length > 0)
  const goodShare = Math.floor((GOOD_TOTAL - total) / Math.max(1, open.length))
  const each = options.each ?? Math.min(MOST_EACH, Math.max(FEWEST_EACH, goodShare))
  const countOf = ({ template }: (typeof sources)[number]) => options.counts?.get(template.id)
  const mostRounds = Math.max(each, ...open.map((source) => countOf(source) ?? 0))
  for (let round = 1; round < mostRounds; round += 1) {
    for (const source of open) {
      if (round >= (countOf(source) ?? each)) continue
      if (total < limit && !source.isExhausted) makeOne(source)
    }
  }
  let hasMore = options.each === undefined
  while (hasMore && total < limit) {
    hasMore = false
    for (const source of open) {
      if (countOf(source) !== undefined) continue
      if (total >= limit) break
      if (source.isExhausted || !decks.hasUnused(source.template.intent, source.slots)) continue
      makeOne(source)
      hasMore = true
    }
  }
  const made = sources.flatMap((source) => source.utterances)
  for (const [index, utterance] of made.entries()) {
    utterance.id = `${options.idPrefix}${index + 1}-${madeFingerprint(utterance)}`
  }
  return {
    utterances: made,
    made: new Map(sources.map((source) => [source.template.id, source.utterances.length])),
    uncoveredValues: decks.countUnused(),
  }
}

/**
 * A short hash of a text and the edges of its spans. It ends the id of every utterance that is made
 * from a template, so that an edit by hand can be told for ever, without a mark to keep.
 */
export function madeFingerprint({ text, spans }: Pick<Utterance, 'text' | 'spans'>): string {
  const edges = spans.map(({ start, end }) => `${start}-${end}`).join(' ')
  return hashText(`${text}\n${edges}`).toString(36)
}

/** What a template has still to say of the values of each deck. */
type Hands = { random: Random; left: Map<Deck, string[]> }

type Deck = { unused: string[]; all: readonly string[]; filler: Filler | null }

/** One deck of values a type, shared by all its slots, so that coverage is counted once. */
function createDecks(project: Pick<Project, 'intents' | 'slotTypes'>, seed: number) {
  const typeOf = new Map(
    project.intents.flatMap((intent) =>
      intent.slots.map((slot) => [`${intent.name}\n${slot.name}`, slot.type] as const),
    ),
  )
  const types = new Map(project.slotTypes.map((type) => [type.name, type]))
  const decks = new Map<string, Deck>()

  function deckOf(intent: string, slot: string): Deck {
    const type = typeOf.get(`${intent}\n${slot}`) ?? slot
    const values = types.get(type)?.values ?? []
    const isClosed = types.get(type)?.isExtensible === false
    // A type without values takes its values from what its slot is called.
    const key = values.length > 0 ? type : `${type}\n${slot}`
    const known = decks.get(key)
    if (known) return known
    const random = createRandom(`${seed}/${type}`)
    const canonical = random.shuffled(distinct(values.map((value) => value.value)))
    const synonyms = random.shuffled(distinct(values.flatMap((value) => value.synonyms)))
    const all = distinct([...canonical, ...synonyms])
    const filler = builtInFiller(type, values.length > 0 ? '' : slot)
    const deck: Deck = {
      // Drawn from the end: values first, then synonyms.
      unused: [...all].reverse(),
      all,
      filler: all.length === 0 ? (filler ?? anyFiller) : isOwn(type) || isClosed ? null : filler,
    }
    decks.set(key, deck)
    return deck
  }

  return {
    /** How often to try for a new sentence: a whole hand of values, within reason. */
    attempts: (intent: string, slots: readonly string[]) =>
      Math.min(64, Math.max(8, ...slots.map((slot) => deckOf(intent, slot).all.length))),
    draw: (intent: string, slot: string, hands: () => Hands, used: ReadonlySet<string>): string => {
      const deck = deckOf(intent, slot)
      const fresh = deck.unused.pop()
      if (fresh !== undefined) return fresh
      const { random, left } = hands()
      for (let attempt = 0; attempt < 4; attempt += 1) {
        const isMade = deck.filler !== null && (deck.all.length === 0 || random.next() < 0.5)
        const value = isMade ? deck.filler!(random) : fromHand(deck, left, random)
        if (!used.has(value) || attempt === 3) return value
      }
      return ''
    },
    hasUnused: (intent: string, slots: readonly string[]) =>
      slots.some((slot) => deckOf(intent, slot).unused.length > 0),
    countUnused: () => [...decks.values()].reduce((sum, deck) => sum + deck.unused.length, 0),
  }
}

/** A template goes through all values before it says one again. */
function fromHand(deck: Deck, left: Hands['left'], random: Random): string {
  const hand = left.get(deck)
  const value = hand?.pop()
  if (value !== undefined) return value
  const fresh = random.shuffled(deck.all)
  const first = fresh.pop() ?? ''
  left.set(deck, fresh)
  return first
}

/** A type with values of its own is closed to our lists, unless it extends a built-in one. */
function isOwn(type: string): boolean {
  return !/^(AMAZON\.|@?sys[.-]|snips\/|builtin\.|wit[/$])/iu.test(type)
}

function distinct(values: readonly string[]): string[] {
  return [...new Set(values.map((value) => value.replace(/\s+/gu, ' ').trim()).filter(Boolean))]
}

function textKey(intent: string | null, text: string): string {
  return `${intent ?? ''}\n${text.toLowerCase()}`
}

/** Fills a template; where values would share a token, white space sets them apart. */
function fill(
  parts: readonly TemplatePart[],
  draw: (slot: string, used: ReadonlySet<string>) => string,
): { text: string; spans: Span[] } {
  const used = new Set<string>()
  const drawn = parts.map((part) => {
    if (part.kind === 'text') return part.text
    const value = draw(part.slot, used)
    used.add(value)
    return value
  })
  // `{name}'s` with a value that already ends in 's says it once.
  const pieces = drawn.map((piece, index) => {
    if (parts[index]?.kind !== 'slot') return piece
    const whole = /^['’]s\b/u.test(drawn[index + 1] ?? '') ? piece.replace(/['’]s$/u, '') : piece
    // And so does `a {drink}` with “a latte”.
    const isArticled = /(?:^|\s)(?:an?|the|my|your|some)\s+$/iu.test(drawn[index - 1] ?? '')
    return isArticled ? whole.replace(/^(?:an?|the)\s+(?=\S)/iu, '') : whole
  })
  return compose(parts, pieces, '') ?? compose(parts, pieces, ' ') ?? { text: '', spans: [] }
}

function compose(
  parts: readonly TemplatePart[],
  pieces: readonly string[],
  margin: string,
): { text: string; spans: Span[] } | null {
  let text = ''
  const raw: Span[] = []
  for (const [index, part] of parts.entries()) {
    const piece = pieces[index] ?? ''
    if (part.kind === 'text') {
      // What the template and a margin say both is said once.
      text += index === 0 || (margin !== '' && text.endsWith(margin)) ? piece.trimStart() : piece
      continue
    }
    if (text !== '' && !/\s$/u.test(text)) text += margin
    raw.push({ start: text.length, end: text.length + piece.length, slot: part.slot })
    text += piece + margin
  }
  const whole = text.trimEnd()
  const tokens = tokenize(whole)
  const spans: Span[] = []
  let usedUntil = 0
  for (const span of raw) {
    const words = snapToTokens(tokens, span)
    if (margin === '' && words && words.start < usedUntil) return null
    usedUntil = words?.end ?? usedUntil
    const place = fitSpan(whole, span)
    if (place) spans.push({ ...place, slot: span.slot })
  }
  return { text: whole, spans }
}
