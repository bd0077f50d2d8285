/** Amazon Lex V2: the zip of a bot, a folder for each locale, intent, slot and slot type. */
import { chooseLanguage } from './choose-language'
import type { Format, SourceFile } from './format'
import { asArray, asRecord, asText, get, isDeeperThan, textOf } from './json-access'
import { LOSES_STRANGERS } from './leave-out-strangers'
import { fitLex, writeBot } from './lex-writer'
import type { ProjectBuilder } from './project-builder'
import { reportUnused, shorten } from './unused-parts'
import { holdsAllBut } from './writing'

export const lex: Format = {
  id: 'lex',
  label: 'Amazon Lex V2',
  extensions: ['.zip', '.json'],
  about: 'The exported zip of a bot or of one of its locales, or the files inside it.',
  holds: holdsAllBut('utterances', 'unlabelled', 'split', 'spacing', 'review'),
  keeps: ['lex'],
  alsoLost: [LOSES_STRANGERS],
  sniff: (file) => (partOf(file) === null ? 0 : 1),
  read: (files, builder) => readBot(files, builder),
  fit: fitLex,
  write: (project) => writeBot(project, lex),
}

type Part = 'manifest' | 'bot' | 'locale' | 'intent' | 'slot' | 'type' | 'vocabulary'

/** What a file of a bot is, by its shape; every export writes these keys, be they null. */
function partOf(file: SourceFile): Part | null {
  const record = asRecord(file.json())
  if (!record) return null
  const has = (...keys: string[]) => keys.every((key) => Object.hasOwn(record, key))
  const manifest = get(record, 'metaData') ?? get(record, 'metadata')
  if (get(manifest, 'fileFormat') === 'LexJson') return 'manifest'
  if (has('dataPrivacy', 'idleSessionTTLInSeconds')) return 'bot'
  if (has('nluConfidenceThreshold')) return 'locale'
  if (has('customVocabularyItems')) return 'vocabulary'
  if (has('slotTypeName') && (has('valueElicitationSetting') || has('slotConstraint')))
    return 'slot'
  if (has('slotTypeName', 'slotValueElicitationSetting')) return 'slot'
  if (has('slotTypeValues') && (has('valueSelectionSetting') || has('parentSlotTypeSignature')))
    return 'type'
  return has('sampleUtterances', 'parentIntentSignature') ? 'intent' : null
}

/** `Bot/BotLocales/en_US/Intents/Order/Slots/size/Slot.json`, taken apart. */
type Located = { file: SourceFile; part: Part; locale: string; intent: string; name: string }

function locate(file: SourceFile): Located {
  const path = file.name.split(/[/\\]/u)
  const after = (folder: string) => {
    const index = path.lastIndexOf(folder)
    return index >= 0 && index + 2 < path.length ? path[index + 1]! : ''
  }
  const folder = path.findIndex((one) => one === 'Intents' || one === 'SlotTypes')
  const locale = after('BotLocales') || (path[(folder > 0 ? folder : path.length - 1) - 1] ?? '')
  const name = textOf(get(file.json(), 'name'))
  const part = partOf(file) ?? 'vocabulary'
  return { file, part, locale, intent: after('Intents'), name }
}

/** What goes back as it came. */
type LexExtras = Record<'bot' | 'locale' | 'intents' | 'slots' | 'types' | 'others', unknown[]>

function readBot(files: readonly SourceFile[], builder: ProjectBuilder): void {
  const located = files.flatMap((file): Located[] => {
    if (!isDeeperThan(file.json(), 100)) return [locate(file)]
    builder.skip({ file: file.name, place: '' }, '', 'It is nested deeper than any bot.')
    return []
  })
  const extras: LexExtras = {
    bot: [],
    locale: [],
    intents: [],
    slots: [],
    types: [],
    others: [],
  }
  const samples = new Map<string, number>()
  for (const { part, locale, file } of located) {
    if (part !== 'intent') continue
    const count = asArray(get(file.json(), 'sampleUtterances')).length
    samples.set(locale, (samples.get(locale) ?? 0) + count)
  }
  const chosen = chooseLanguage(samples)
  const isOwn = ({ part, locale }: Located) =>
    part === 'bot' || part === 'manifest' || chosen === null || locale === chosen
  for (const one of located) {
    if (!isOwn(one)) {
      const what = `It belongs to another locale (${one.locale}); the skill is read in ${chosen}`
      keepWhole(one, { extras, builder, what })
    } else if (one.part === 'vocabulary') {
      keepWhole(one, { extras, builder, what: 'A vocabulary for speech is not used here' })
    }
  }
  const own = located.filter(isOwn)
  const of = (part: Part) => own.filter((one) => one.part === part)
  for (const { file, name } of of('bot')) {
    builder.setName(name)
    extras.bot.push(file.json())
  }
  for (const { file, locale } of of('locale')) {
    builder.setLocale(asText(get(file.json(), 'identifier')) ?? locale)
    extras.locale.push(file.json())
  }
  if (of('locale').length === 0 && chosen && /^[a-z]{2,3}_[A-Z0-9]+$/u.test(chosen))
    builder.setLocale(chosen)
  const composites = new Map<string, unknown>()
  for (const one of of('type')) readType(one, { composites, extras, builder })
  const intentNames = new Map<string, string>()
  for (const one of of('intent')) intentNames.set(one.intent, one.name || one.intent)
  for (const one of of('slot')) readSlot(one, { intentNames, composites, extras, builder })
  for (const one of of('intent')) readIntent(one, extras, builder)
  builder.addExtra('lex', extras)
}

/** Files of other locales, and vocabularies: nothing of them is used, all of it goes back. */
function keepWhole(
  { file }: Located,
  { extras, builder, what }: { extras: LexExtras; builder: ProjectBuilder; what: string },
): void {
  const path = /BotLocales[/\\].*$/u.exec(file.name)?.[0]
  const at = { file: file.name, place: '' }
  if (path === undefined) builder.skip(at, shorten(file.json()), `${what}.`)
  else {
    extras.others.push([path.replaceAll('\\', '/'), file.json()])
    builder.keep(at, shorten(file.json()), `${what}; it is written back on export.`)
  }
}

type Context = {
  composites: Map<string, unknown>
  extras: LexExtras
  builder: ProjectBuilder
}

function readType({ file, name }: Located, { composites, extras, builder }: Context): void {
  const json = file.json()
  const at = { file: file.name, place: '' }
  if (name.trim() === '') {
    builder.skip(at, '', 'The slot type has no name.')
    return
  }
  const { name: _, slotTypeValues, ...rest } = asRecord(json)!
  const setting = get(json, 'valueSelectionSetting')
  const strategy = asText(get(setting, 'resolutionStrategy') ?? get(json, 'valueSelectionStrategy'))
  builder.addSlotType(name, { isExtensible: !/^top_?resolution$/iu.test(String(strategy)) })
  for (const [index, row] of asArray(slotTypeValues).entries()) {
    const value = asText(get(get(row, 'sampleValue'), 'value'))
    const place = `slotTypeValues[${index}]`
    if (value === null)
      builder.skip({ file: file.name, place }, shorten(row), 'The value is no text.')
    else {
      const synonyms = asArray(get(row, 'synonyms')).flatMap(
        (one) => asText(get(one, 'value')) ?? [],
      )
      builder.addValue(name, value, synonyms)
    }
  }
  if (get(setting, 'regexFilter')) {
    const reason = 'Patterns of characters are not used here; they are written back on export.'
    builder.keep(at, shorten(get(setting, 'regexFilter')), reason)
  }
  const { valueSelectionSetting: _v, compositeSlotTypeSetting, ...others } = rest
  if (compositeSlotTypeSetting) composites.set(name, compositeSlotTypeSetting)
  reportUnused({ ...others, compositeSlotTypeSetting }, { at, read: [], builder, isKept: true })
  extras.types.push([name, rest])
}

function readSlot(
  { file, name, intent: folder }: Located,
  { intentNames, composites, extras, builder }: Context & { intentNames: Map<string, string> },
): void {
  const json = file.json()
  const at = { file: file.name, place: '' }
  const intent = intentNames.get(folder)
  if (name.trim() === '' || intent === undefined) {
    const reason = name.trim() === '' ? 'The slot has no name.' : 'Its intent is not there.'
    builder.skip(at, name, reason, 'Give the whole zip, so that folders say what belongs together.')
    return
  }
  const type = textOf(get(json, 'slotTypeName'))
  builder.addSlot(intent, name, type || name)
  // `{address.city}` names a part of a composite slot.
  for (const part of asArray(get(composites.get(type), 'subSlots'))) {
    const own = asText(get(part, 'name'))
    const ownType = asText(get(part, 'slotTypeName')) ?? asText(get(part, 'slotTypeId'))
    if (own) builder.addSlot(intent, `${name}.${own}`, ownType ?? own)
  }
  const { name: _, slotTypeName: _t, ...rest } = asRecord(json)!
  reportUnused(rest, { at, read: [], builder, isKept: true })
  extras.slots.push([intent, name, rest])
}

function readIntent(
  { file, name: given, intent: folder }: Located,
  extras: LexExtras,
  builder: ProjectBuilder,
): void {
  const json = file.json()
  const name = given || folder
  const at = { file: file.name, place: '' }
  if (name.trim() === '') {
    builder.skip(at, '', 'The intent has no name.')
    return
  }
  const signature = asText(get(json, 'parentIntentSignature'))
  const kind =
    signature === null ? null : signature === 'AMAZON.FallbackIntent' ? 'outOfScope' : 'builtIn'
  builder.addIntent(name, kind ? { kind } : {})
  const { name: _, sampleUtterances, slotPriorities: _p, ...rest } = asRecord(json)!
  reportUnused(rest, { at, read: [], builder, isKept: true })
  extras.intents.push([name, rest])
  for (const [index, sample] of asArray(sampleUtterances).entries()) {
    const here = { file: file.name, place: `sampleUtterances[${index}]` }
    const text = asText(get(sample, 'utterance')) ?? asText(sample)
    if (text === null) builder.skip(here, shorten(sample), 'The sample utterance is no text.')
    else if (/\{[^{}]*\S[^{}]*\}/u.test(text)) builder.addTemplate({ at: here, intent: name, text })
    else builder.addUtterance({ at: here, intent: name, text: text.trim().replace(/\s+/gu, ' ') })
  }
}
