/** The same test set as people really type it: misspelt, in another case, with other numbers. */
import type { Span } from '@/project/project'
import { createRandom, type Random } from '@/project/random'
import { tokenize } from '@/project/tokenizer'
import type { LabelledUtterance } from '@/training/skill-examples'

/** Share of words that get a typing error. */
const MISSPELT = 0.1
/** Shorter words keep their letters: an error would make them other words. */
const SHORTEST_MISSPELT = 4

/**
 * Misspells about a tenth of the words (two letters swapped, one dropped or doubled), changes the
 * case of three utterances in four (lower, upper, capitalised), and replaces each digit. Labels stay,
 * and their spans move with the text.
 */
export function perturbUtterances(
  utterances: readonly LabelledUtterance[],
  seed: number,
): LabelledUtterance[] {
  return utterances.map((utterance) => {
    const random = createRandom(`${seed}/perturb/${utterance.text}`)
    return perturb(utterance, random)
  })
}

function perturb(utterance: LabelledUtterance, random: Random): LabelledUtterance {
  const recase = random.pick(CASES) ?? ((word: string) => word)
  return rewriteWords(utterance, (word) => changeDigits(recase(misspell(word, random)), random))
}

/** The utterance with each of its tokens in other words; its spans move along, and those that nothing is left of go. */
export function rewriteWords(
  utterance: LabelledUtterance,
  rewrite: (word: string) => string,
): LabelledUtterance {
  const starts = new Map<number, number>()
  const ends = new Map<number, number>()
  let text = ''
  let at = 0
  for (const token of tokenize(utterance.text)) {
    text += utterance.text.slice(at, token.start)
    starts.set(token.start, text.length)
    text += rewrite(utterance.text.slice(token.start, token.end))
    ends.set(token.end, text.length)
    at = token.end
  }
  const spans = utterance.spans.flatMap((span): Span[] => {
    const [start, end] = [starts.get(span.start), ends.get(span.end)]
    return start === undefined || end === undefined || start === end
      ? []
      : [{ start, end, slot: span.slot }]
  })
  return { ...utterance, text: text + utterance.text.slice(at), spans }
}

const CASES: readonly ((word: string) => string)[] = [
  (word) => word,
  (word) => word.toLowerCase(),
  (word) => word.toUpperCase(),
  (word) => word.slice(0, 1).toUpperCase() + word.slice(1).toLowerCase(),
]

function misspell(word: string, random: Random): string {
  if (random.next() >= MISSPELT) return word
  if (word.length < SHORTEST_MISSPELT || !/^[a-z]+$/i.test(word)) return word
  // The first letter stays: people seldom get it wrong.
  const place = 1 + random.integer(word.length - 2)
  const [before, here, next] = [word.slice(0, place), word[place], word[place + 1]]
  const errors = [
    `${before}${next}${here}${word.slice(place + 2)}`,
    `${before}${word.slice(place + 1)}`,
    `${before}${here}${word.slice(place)}`,
  ]
  return random.pick(errors) ?? word
}

function changeDigits(word: string, random: Random): string {
  // A leading zero would make another kind of number, so 1 to 9 only.
  return word.replace(/[0-9]/g, (digit) => (digit === '0' ? '0' : String(1 + random.integer(9))))
}
