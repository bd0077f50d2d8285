import { append } from './append'
import { addUsualWords } from './built-in-without-samples'
import type { Rule } from './finding'
import { placesOf } from './finding'
import { perGroup } from './lint-index'

/** Fewer can't be split into training, validation and test. */
export const FEWEST_UTTERANCES = 5
/** From here on more examples help less than better ones. */
export const GOOD_UTTERANCES = 15
/** Values of a slot in training: below this the network learns the values, not the slot. */
export const FEWEST_SPANS = 5
/** How much larger than the middle intent an intent may be. */
export const MOST_IMBALANCE = 8

/** Intents with too few utterances. */
export const tooFewUtterances: Rule = {
  id: 'too-few-utterances',
  label: 'Too few utterances',
  why: `With fewer than ${FEWEST_UTTERANCES} an intent can't be learned and tested; about ${GOOD_UTTERANCES} varied ones are a fair start.`,
  check: (index) =>
    index.project.intents.flatMap((intent) => {
      const group = index.byIntent.get(intent.name) ?? []
      // Alexa brings its own words for its own intents.
      if (group.length >= GOOD_UTTERANCES || (intent.kind !== 'custom' && group.length === 0))
        return []
      const count = group.length === 0 ? 'no utterances' : `only ${group.length}`
      const isOwn = intent.kind !== 'builtIn'
      const fix = isOwn ? undefined : addUsualWords(index.project, intent.name)
      return [
        {
          // Of its own intents the platform knows more than the file says.
          severity:
            group.length >= FEWEST_UTTERANCES
              ? ('hint' as const)
              : isOwn
                ? ('error' as const)
                : ('warning' as const),
          message: `${intent.name} has ${count}.`,
          places: placesOf(group, { intent: intent.name }),
          ...(fix ? { fix } : {}),
        },
      ]
    }),
}

/** Slots that occur too rarely. */
export const rareSlots: Rule = {
  id: 'rare-slots',
  label: 'Slot with too few examples',
  why: `A slot is learned from the words around it: below ${FEWEST_SPANS} examples the network mostly misses it.`,
  check: (index) => {
    const spans = new Map<string, (typeof index.labelled)[number][]>()
    for (const entry of index.labelled) {
      for (const { slot } of entry.utterance.spans) append(spans, slot, entry)
    }
    return [...spans].flatMap(([slot, entries]) =>
      entries.length >= FEWEST_SPANS
        ? []
        : [
            {
              severity: 'warning' as const,
              message: `${slot} occurs ${entries.length === 1 ? 'once' : `${entries.length} times`}.`,
              places: placesOf(entries, { slot }),
            },
          ],
    )
  },
}

const usedSlots = perGroup((group) => {
  const used = new Set<string>()
  for (const { utterance } of group) for (const { slot } of utterance.spans) used.add(slot)
  return used
})

/** Slots that are declared and never used. */
export const unusedSlots: Rule = {
  id: 'unused-slots',
  label: 'Slot in no utterance',
  why: 'What is never shown is never learned: the slot will not be found.',
  check: (index) =>
    index.project.intents.flatMap((intent) => {
      const group = index.byIntent.get(intent.name) ?? []
      if (group.length === 0) return []
      const used = usedSlots(group)
      return intent.slots
        .filter((slot) => !used.has(slot.name))
        .map((slot) => ({
          severity: 'warning' as const,
          message: `${slot.name} is a slot of ${intent.name}, but no utterance holds it.`,
          places: { utteranceIds: [], count: 0, intent: intent.name, slot: slot.name },
          fix: {
            label: `Remove ${slot.name} from ${intent.name}`,
            apply: (project: typeof index.project) => ({
              ...project,
              intents: project.intents.map((one) =>
                one.name === intent.name
                  ? { ...one, slots: one.slots.filter(({ name }) => name !== slot.name) }
                  : one,
              ),
            }),
          },
        }))
    }),
}

/** Intents that are much larger than the others. */
export const imbalance: Rule = {
  id: 'imbalance',
  label: 'Unbalanced intents',
  why: 'A network that sees one intent most of the time guesses it when in doubt.',
  check: (index) => {
    const sizes = [...index.byIntent.values()]
      .map((group) => group.length)
      .filter((size) => size > 0)
    const middle = [...sizes].sort((a, b) => a - b)[Math.floor(sizes.length / 2)] ?? 0
    if (sizes.length < 2 || middle === 0) return []
    return [...index.byIntent].flatMap(([intent, group]) =>
      group.length < middle * MOST_IMBALANCE
        ? []
        : [
            {
              severity: 'warning' as const,
              message: `${intent} has ${group.length} utterances, the middle intent ${middle}.`,
              places: { utteranceIds: [], count: group.length, intent },
            },
          ],
    )
  },
}

/** No examples of what the skill must reject. */
export const noOutOfScope: Rule = {
  id: 'no-out-of-scope',
  label: 'Nothing out of scope',
  why: 'Without examples of what it is not for, a skill answers everything with confidence.',
  check: (index) => {
    const outside = index.project.intents.filter(({ kind }) => kind === 'outOfScope')
    const count = outside.reduce(
      (sum, { name }) => sum + (index.byIntent.get(name)?.length ?? 0),
      0,
    )
    if (count >= FEWEST_UTTERANCES || index.labelled.length === 0) return []
    const name = outside[0]?.name ?? 'OutOfScope'
    return [
      {
        severity: 'hint' as const,
        message: 'There are no examples of what the skill should turn down.',
        places: { utteranceIds: [], count: 0, intent: name },
        ...(outside.length > 0
          ? {}
          : {
              fix: {
                label: 'Add an out-of-scope intent',
                apply: (project: typeof index.project) => ({
                  ...project,
                  intents: [
                    ...project.intents,
                    { name, slots: [], kind: 'outOfScope' as const, note: '' },
                  ],
                }),
              },
            }),
      },
    ]
  },
}
