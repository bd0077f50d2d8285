/**
 * What platforms take: names, lengths, numbers. Writers rename by it and the checks warn by it, so
 * that they cannot disagree.
 */

/** How a platform wants things to be called. */
export type NameRule = {
  /** A whole name that is fine. */
  fits: RegExp
  /** Each character, or place, that is replaced by an underscore. */
  unfit: RegExp
  /** What a name may not begin with. */
  badStart?: RegExp
  longest: number
  /** The rule in words, after “may hold only”. */
  words: string
}

export type PlatformLimits = {
  label: string
  intentName: NameRule
  slotName: NameRule
  typeName: NameRule
  /** Longest text, in UTF-16 units. */
  longest: { utterance: number; value: number }
  most: {
    intents: number
    utterances: number
    utterancesOfIntent: number
    slotsOfIntent: number
    types: number
    /** Values and synonyms together. */
    valuesOfType: number
  }
}

export type PlatformId = 'watson' | 'lex' | 'dialogflow-cx' | 'home-assistant' | 'ovos'

const ANY_NUMBER = Number.POSITIVE_INFINITY

const lexName: NameRule = {
  fits: /^(?:[0-9A-Za-z][_-]?){1,100}$/u,
  unfit: /[^0-9A-Za-z_-]/gu,
  badStart: /^[_-]+/u,
  longest: 100,
  words: 'letters A to Z, digits, and single hyphens and underscores between them',
}

const ovosName: NameRule = {
  fits: /^[a-z][a-z0-9_]*$/u,
  unfit: /[^a-z0-9_]/gu,
  badStart: /^[^a-z]+/u,
  longest: 100,
  words: 'small letters a to z, digits and underscores, a letter first',
}

export const platformLimits: Record<PlatformId, PlatformLimits> = {
  // IBM’s API reference of Assistant v1 (workspace, intent, example, entity, value); numbers of its plans.
  watson: {
    label: 'Watson Assistant',
    intentName: {
      fits: /^(?!sys-)[\p{L}\p{N}_.-]+$/u,
      unfit: /[^\p{L}\p{N}_.-]/gu,
      badStart: /^sys-/u,
      longest: 128,
      words: 'letters, digits, underscores, hyphens and dots',
    },
    slotName: {
      fits: /^[\p{L}\p{N}_-]+$/u,
      unfit: /[^\p{L}\p{N}_-]/gu,
      longest: 64,
      words: 'letters, digits, underscores and hyphens',
    },
    typeName: {
      fits: /^[\p{L}\p{N}_-]+$/u,
      unfit: /[^\p{L}\p{N}_-]/gu,
      longest: 64,
      words: 'letters, digits, underscores and hyphens',
    },
    longest: { utterance: 1024, value: 64 },
    most: {
      intents: 2000,
      utterances: 25_000,
      utterancesOfIntent: ANY_NUMBER,
      slotsOfIntent: ANY_NUMBER,
      types: 1000,
      valuesOfType: 100_000,
    },
  },
  // Amazon’s quotas of Lex V2 for English; names by the pattern of its API.
  lex: {
    label: 'Amazon Lex V2',
    intentName: lexName,
    slotName: lexName,
    typeName: { ...lexName, fits: /^(?:AMAZON\.[0-9A-Za-z_]+|(?:[0-9A-Za-z][_-]?){1,100})$/u },
    longest: { utterance: 500, value: 500 },
    most: {
      intents: 1000,
      utterances: ANY_NUMBER,
      utterancesOfIntent: 1500,
      slotsOfIntent: 100,
      types: 250,
      valuesOfType: 10_000,
    },
  },
  // Google’s limits of agents.
  'dialogflow-cx': {
    label: 'Dialogflow CX',
    intentName: { fits: /^[^\n]+$/u, unfit: /\n/gu, longest: 64, words: 'one line' },
    slotName: {
      fits: /^[\p{L}\p{N}_-]+$/u,
      unfit: /[^\p{L}\p{N}_-]/gu,
      longest: 64,
      words: 'letters, digits, underscores and hyphens',
    },
    typeName: {
      fits: /^(?:@?sys\.[\w.-]+|[\p{L}\p{N}_-]+)$/u,
      unfit: /[^\p{L}\p{N}_-]/gu,
      longest: 64,
      words: 'letters, digits, underscores and hyphens',
    },
    longest: { utterance: 768, value: 512 },
    most: {
      intents: 10_000,
      utterances: ANY_NUMBER,
      utterancesOfIntent: 2000,
      slotsOfIntent: 20,
      types: 250,
      valuesOfType: 30_000,
    },
  },
  // What hassil, Home Assistant’s parser, reads as one name.
  'home-assistant': {
    label: 'Home Assistant',
    intentName: { fits: /^[^\n]+$/u, unfit: /\n/gu, longest: 1000, words: 'one line' },
    slotName: {
      fits: /^[^{}<>:@\\\s]+$/u,
      unfit: /[{}<>:@\\\s]/gu,
      longest: 1000,
      words: 'no spaces, colons, braces, angle brackets, backslashes and @',
    },
    typeName: {
      fits: /^[^{}<>:@\\\s]+$/u,
      unfit: /[{}<>:@\\\s]/gu,
      longest: 1000,
      words: 'no spaces, colons, braces, angle brackets, backslashes and @',
    },
    longest: { utterance: ANY_NUMBER, value: ANY_NUMBER },
    most: {
      intents: ANY_NUMBER,
      utterances: ANY_NUMBER,
      utterancesOfIntent: ANY_NUMBER,
      slotsOfIntent: ANY_NUMBER,
      types: ANY_NUMBER,
      valuesOfType: ANY_NUMBER,
    },
  },
  // The grammar of OVOS-INTENT-1: slots and vocabularies.
  ovos: {
    label: 'OVOS',
    intentName: {
      fits: /^[\p{L}\p{N}_.-]+$/u,
      unfit: /[^\p{L}\p{N}_.-]/gu,
      badStart: /^\.+/u,
      longest: 200,
      words: 'what a file may be called: letters, digits, underscores, hyphens and dots',
    },
    slotName: ovosName,
    typeName: ovosName,
    longest: { utterance: ANY_NUMBER, value: ANY_NUMBER },
    most: {
      intents: ANY_NUMBER,
      utterances: ANY_NUMBER,
      utterancesOfIntent: ANY_NUMBER,
      slotsOfIntent: ANY_NUMBER,
      types: ANY_NUMBER,
      valuesOfType: ANY_NUMBER,
    },
  },
}

/** Whether a platform takes a name as it is. */
export function isFitName(name: string, rule: NameRule): boolean {
  return name.length <= rule.longest && rule.fits.test(name)
}

/** A name that a platform takes, as near to the given one as it goes; `fallback` where too little is left. */
export function fitName(name: string, rule: NameRule, fallback: string): string {
  if (isFitName(name, rule)) return name
  const letters = (text: string) => text.match(/[\p{L}\p{N}]/gu)?.length ?? 0
  // `größe` is better off as `groesse` than as `gr_e`, and `OrderDrink` as `orderdrink` than as `rder_rink`.
  const plain = spellOut(name).normalize('NFKD').replace(/\p{M}/gu, '')
  let best = ''
  for (const candidate of [name, plain, plain.toLowerCase()]) {
    const fit = candidate
      .replace(rule.unfit, '_')
      .replace(/([_-])[_-]+/gu, '$1')
      .replace(/^[_-]+|[_-]+$/gu, '')
      .replace(rule.badStart ?? /^$/u, '')
      .slice(0, rule.longest)
      .replace(/[_-]+$/u, '')
    if (isFitName(fit, rule) && letters(fit) > letters(best)) best = fit
  }
  return best !== '' && letters(best) * 2 >= letters(name) ? best : fallback
}

const SPELT: Record<string, string> = {
  ß: 'ss',
  ä: 'ae',
  ö: 'oe',
  ü: 'ue',
  Ä: 'Ae',
  Ö: 'Oe',
  Ü: 'Ue',
}

function spellOut(name: string): string {
  return name.normalize('NFC').replace(/[ßäöüÄÖÜ]/gu, (letter) => SPELT[letter] ?? letter)
}
