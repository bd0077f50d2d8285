/** What Alexa’s console takes: spoken names, samples of letters, types with values, the intents that it requires. */
import { isBuiltInType } from '@/project/builtin-values'
import type { Project } from '@/project/project'
import { spellDigits } from '@/project/spell-digits'
import { fitBuiltInTypes } from './built-in-types'
import { fitLocale } from './fit-locale'
import { fitNames, fitOutOfScope } from './fit-names'
import { fitSamples, type SamplePiece } from './fit-samples'
import type { Fitted } from './format'
import { invocationName } from './invocation'
import { apartByLetter, latinName, letterName } from './latin-name'
import { fitAll } from './legal-names'
import { slotTypeLookup, writableUtterances } from './writing'

const LOCALES = [
  'en-US',
  'en-GB',
  'en-AU',
  'en-CA',
  'en-IN',
  'ar-SA',
  'de-DE',
  'es-ES',
  'es-MX',
  'es-US',
  'fr-FR',
  'fr-CA',
  'hi-IN',
  'it-IT',
  'ja-JP',
  'nl-NL',
  'pt-BR',
]

const REQUIRED = ['AMAZON.CancelIntent', 'AMAZON.HelpIntent', 'AMAZON.StopIntent']

/** The skill as the console accepts it. */
export function fitAlexa(project: Project): Fitted {
  return fitAll(
    project,
    (one) => fitLocale(one, LOCALES, 'Alexa'),
    fitInvocation,
    (one) => fitOutOfScope(one, 'AMAZON.FallbackIntent'),
    (one) => fitBuiltInTypes(one, 'alexa'),
    (one) =>
      fitNames(one, {
        intent: (name) => (name.startsWith('AMAZON.') ? name : letterName(name, 'Intent')),
        slot: (name) => letterName(name, 'slot'),
        type: (name) =>
          name.startsWith('AMAZON.') ? name : latinName(name, 'Type').replace(/^\d/u, 'T$&'),
        apart: apartByLetter,
      }),
    fitAlexaSamples,
    fitTypes,
    addRequired,
  )
}

/** Alexa’s invocation name; Jovo asks the same of its own. */
export function fitInvocation(project: Project): Fitted {
  const name = invocationName(project.name, project.locale)
  if (name === project.name) return { project, changes: [] }
  return {
    project: { ...project, name },
    changes: [`The invocation name “${project.name}” is written as “${name}”.`],
  }
}

function fitAlexaSamples(project: Project): Fitted {
  const typeOf = slotTypeLookup(project)
  return fitSamples(project, (pieces, intent) => {
    const fitted = spaced(
      pieces.map((piece) =>
        piece.slot === null ? { ...piece, text: spokenWords(piece.text, project.locale) } : piece,
      ),
    )
    if (fitted.some(({ slot, text }) => slot === null && /\p{N}/u.test(text))) {
      return 'Alexa takes no digits, and these can’t be spelled.'
    }
    if (fitted.length === 0) return 'no letter is left of it.'
    const slots = fitted.flatMap(({ slot }) => slot ?? [])
    const query = slots.find((slot) => typeOf(intent, slot) === 'AMAZON.SearchQuery')
    if (query === undefined) return fitted
    if (slots.length > 1)
      return `beside {${query}}, an AMAZON.SearchQuery, there may be no other slot.`
    const hasWords = fitted.some(({ slot, text }) => slot === null && /\p{L}/u.test(text))
    return hasWords
      ? fitted
      : `{${query}} needs words around it, because it is an AMAZON.SearchQuery.`
  })
}

/** Letters, spaces, apostrophes, hyphens, underscores, and periods of abbreviations. */
function spokenWords(text: string, locale: string): string {
  const isEnglish = /^en\b/iu.test(locale)
  const said = isEnglish
    ? text
        .replace(/(?<=\d) ?%/gu, ' percent')
        .replace(/&/gu, ' and ')
        .replace(/ \+ /gu, ' plus ')
    : text
  return spellDigits(said, locale)
    .replace(/[’‘ʼ]/gu, "'")
    .replace(/[–—]/gu, ' ')
    .replace(/[^\p{L}\p{M}\p{N}\s.'_-]+/gu, ' ')
    .replace(/(?<!(?:^|[\s.])\p{L})\.+(?=\s|$)/gu, ' ')
    .replace(/(?<=^|\s)[.'_-]+(?=\s|$)/gu, ' ')
    .replace(/\s+/gu, ' ')
}

/** A slot stands between spaces; only a possessive may follow it. */
function spaced(pieces: readonly SamplePiece[]): SamplePiece[] {
  const result: SamplePiece[] = []
  const put = (text: string) => {
    const last = result[result.length - 1]
    if (last?.slot === null) last.text = `${last.text}${text}`.replace(/\s+/gu, ' ')
    else if (text !== '') result.push({ text, slot: null })
  }
  for (const piece of pieces) {
    const last = result[result.length - 1]
    if (piece.slot !== null) {
      if (last) put(' ')
      result.push({ ...piece })
    } else if (last && last.slot !== null && !/^(?:\s|'s\b|$)/iu.test(piece.text)) {
      put(` ${piece.text}`)
    } else put(piece.text)
  }
  const first = result[0]
  const last = result[result.length - 1]
  if (first?.slot === null) first.text = first.text.trimStart()
  if (last?.slot === null) last.text = last.text.trimEnd()
  return result.filter(({ slot, text }) => slot !== null || text !== '')
}

/** A type without values is left out where nobody uses it; where somebody does, it takes one. */
function fitTypes(project: Project): Fitted {
  const typeOf = slotTypeLookup(project)
  const said = new Set(
    writableUtterances(project, { unlabelled: false, templates: true }).flatMap(
      ({ intent, spans }) => spans.map(({ slot }) => typeOf(intent, slot)),
    ),
  )
  const userOf = new Map(
    project.intents.flatMap(({ slots }) => slots.map(({ type, name }) => [type, name] as const)),
  )
  const changes: string[] = []
  const known = new Set(project.slotTypes.map(({ name }) => name))
  const undeclared = [...userOf.keys()]
    .filter((name) => !known.has(name) && !isBuiltInType(name))
    .map((name) => ({ name, values: [], isExtensible: true }))
  const slotTypes = [...project.slotTypes, ...undeclared].flatMap((type) => {
    if (type.values.length > 0 || said.has(type.name) || isAlexas(type.name)) return [type]
    const slot = userOf.get(type.name)
    if (slot === undefined) {
      changes.push(`The type “${type.name}” is left out: it has no values, and no slot uses it.`)
      return []
    }
    const value = slot.replace(/_+/gu, ' ').trim()
    changes.push(`The type “${type.name}” takes the value “${value}”: Alexa asks for at least one.`)
    return [{ ...type, values: [{ value, synonyms: [] }] }]
  })
  return changes.length === 0
    ? { project, changes }
    : { project: { ...project, slotTypes }, changes }
}

const isAlexas = (type: string) => type.startsWith('AMAZON.')

function addRequired(project: Project): Fitted {
  const known = new Set(project.intents.map(({ name }) => name))
  const missing = REQUIRED.filter((name) => !known.has(name))
  if (missing.length === 0) return { project, changes: [] }
  const added = missing.map((name) => ({ name, kind: 'builtIn' as const, note: '', slots: [] }))
  return {
    project: { ...project, intents: [...project.intents, ...added] },
    changes: [`${missing.join(', ')}: added, because Alexa requires them.`],
  }
}
