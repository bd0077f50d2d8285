import { placesOf, type Rule } from './finding'
import { removeUtterances } from './fixes'

/** What a person says in one breath; longer ones are usually stories or paste accidents. */
export const LONGEST_CHARACTERS = 200
export const LONGEST_TOKENS = 40

/** Utterances that nobody says. */
export const longTexts: Rule = {
  id: 'long-texts',
  label: 'Too long',
  why: `Beyond ${LONGEST_CHARACTERS} characters or ${LONGEST_TOKENS} words the intent drowns, and every batch with it is slow.`,
  check: (index) => {
    const long = index.labelled.filter(
      ({ utterance, facts }) =>
        utterance.text.length > LONGEST_CHARACTERS || facts.tokens.length > LONGEST_TOKENS,
    )
    if (long.length === 0) return []
    return [
      {
        severity: 'warning' as const,
        message: `${long.length} ${long.length === 1 ? 'utterance is' : 'utterances are'} longer than ${LONGEST_CHARACTERS} characters or ${LONGEST_TOKENS} words.`,
        places: placesOf(long),
        fix: removeUtterances(
          'Remove them',
          long.map(({ utterance }) => utterance.id),
        ),
      },
    ]
  },
}
