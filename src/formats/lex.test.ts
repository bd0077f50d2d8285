import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import type { Project } from '@/project/project'
import { linesOf, readForTest } from './testing-reads'
import { writeProject } from './write-project'

const INTENT = {
  identifier: 'ABC',
  description: null,
  intentConfirmationSetting: null,
  dialogCodeHook: { enabled: false },
}

const BOT: Record<string, unknown> = {
  'Manifest.json': { metaData: { schemaVersion: '1', fileFormat: 'LexJson', resourceType: 'BOT' } },
  'Florist/Bot.json': {
    name: 'Florist',
    version: 'DRAFT',
    dataPrivacy: { childDirected: false },
    idleSessionTTLInSeconds: 600,
  },
  'Florist/BotLocales/en_GB/BotLocale.json': {
    name: 'English (GB)',
    identifier: 'en_GB',
    voiceSettings: { voiceId: 'Amy' },
    nluConfidenceThreshold: 0.6,
  },
  'Florist/BotLocales/en_GB/Intents/Order/Intent.json': {
    ...INTENT,
    name: 'Order',
    parentIntentSignature: null,
    sampleUtterances: [
      { utterance: 'send {kind} on {day} ' },
      { utterance: 'I need flowers' },
      { utterance: 'bring them to {address.street}' },
    ],
    slotPriorities: [{ priority: 1, slotName: 'kind' }],
  },
  'Florist/BotLocales/en_GB/Intents/Order/Slots/kind/Slot.json': {
    name: 'kind',
    identifier: 'X',
    slotTypeName: 'Flower',
    valueElicitationSetting: { slotConstraint: 'Required' },
  },
  'Florist/BotLocales/en_GB/Intents/Order/Slots/day/Slot.json': {
    name: 'day',
    slotTypeName: 'AMAZON.Date',
    valueElicitationSetting: { slotConstraint: 'Optional' },
  },
  'Florist/BotLocales/en_GB/Intents/Order/Slots/address/Slot.json': {
    name: 'address',
    slotTypeName: 'Place',
    valueElicitationSetting: { slotConstraint: 'Optional' },
  },
  'Florist/BotLocales/en_GB/Intents/FallbackIntent/Intent.json': {
    ...INTENT,
    name: 'FallbackIntent',
    parentIntentSignature: 'AMAZON.FallbackIntent',
    sampleUtterances: null,
    slotPriorities: [],
  },
  'Florist/BotLocales/en_GB/SlotTypes/Flower/SlotType.json': {
    name: 'Flower',
    slotTypeValues: [
      { sampleValue: { value: 'rose' }, synonyms: [{ value: 'roses' }] },
      { sampleValue: { value: 'tulip' }, synonyms: null },
    ],
    parentSlotTypeSignature: null,
    valueSelectionSetting: { resolutionStrategy: 'TOP_RESOLUTION', regexFilter: null },
  },
  'Florist/BotLocales/en_GB/SlotTypes/Place/SlotType.json': {
    name: 'Place',
    slotTypeValues: null,
    parentSlotTypeSignature: null,
    valueSelectionSetting: { resolutionStrategy: 'CONCATENATION', regexFilter: null },
    compositeSlotTypeSetting: { subSlots: [{ name: 'street', slotTypeId: 'AMAZON.StreetName' }] },
  },
  'Florist/BotLocales/de_DE/Intents/Kaufen/Intent.json': {
    ...INTENT,
    name: 'Kaufen',
    parentIntentSignature: null,
    sampleUtterances: [{ utterance: 'Blumen bitte' }],
    slotPriorities: null,
  },
}

function zip(tree: Record<string, unknown>): { name: string; content: Uint8Array }[] {
  const files = Object.entries(tree).map(([path, json]) => [path, strToU8(JSON.stringify(json))])
  return [{ name: 'Florist-DRAFT-ABC-LexJson.zip', content: zipSync(Object.fromEntries(files)) }]
}

function unzipped(project: Project): { tree: Record<string, unknown>; losses: string[] } {
  const { files, losses } = writeProject(project, 'lex')
  const entries = Object.entries(unzipSync(files[0]!.bytes))
  return {
    tree: Object.fromEntries(entries.map(([path, bytes]) => [path, JSON.parse(strFromU8(bytes))])),
    losses,
  }
}

describe('Amazon Lex V2', () => {
  it('is read as one skill from its zip', () => {
    const { project, report } = readForTest(zip(BOT))
    expect(new Set(report.files.map(({ format }) => format))).toEqual(new Set(['lex']))
    expect([project.name, project.locale]).toEqual(['Florist', 'en-GB'])
    expect(linesOf(project)).toContain('Order: I need flowers')
    expect(project.templates.map(({ text }) => text)).toEqual([
      'send {kind} on {day}',
      'bring them to {address.street}',
    ])
    expect(project.intents).toMatchObject([
      {
        name: 'Order',
        kind: 'custom',
        slots: [
          { name: 'kind', type: 'Flower' },
          { name: 'day', type: 'AMAZON.Date' },
          { name: 'address', type: 'Place' },
          { name: 'address.street', type: 'AMAZON.StreetName' },
        ],
      },
      { name: 'FallbackIntent', kind: 'outOfScope' },
    ])
    expect(project.slotTypes.find(({ name }) => name === 'Flower')).toEqual({
      name: 'Flower',
      isExtensible: false,
      values: [
        { value: 'rose', synonyms: ['roses'] },
        { value: 'tulip', synonyms: [] },
      ],
    })
    expect(report.entries.find(({ file }) => file.includes('de_DE'))).toMatchObject({
      kind: 'kept',
      reason: expect.stringContaining('de_DE'),
    })
  })

  it('goes back with what only it knows, other locales too', () => {
    const { project } = readForTest(zip(BOT))
    const { tree } = unzipped(project)
    for (const [path, json] of Object.entries(BOT)) {
      if (path.endsWith('BotLocale.json') || path.endsWith('Intents/Order/Intent.json')) continue
      expect([path, tree[path]]).toEqual([path, expect.objectContaining(json as object)])
    }
    expect(tree['Florist/BotLocales/en_GB/BotLocale.json']).toMatchObject({
      identifier: 'en_GB',
      voiceSettings: { voiceId: 'Amy' },
    })
    expect(tree['Florist/BotLocales/en_GB/Intents/Order/Intent.json']).toMatchObject({
      identifier: 'ABC',
      sampleUtterances: expect.arrayContaining([
        { utterance: 'send {kind} on {day}' },
        { utterance: 'bring them to {address.street}' },
      ]),
    })
  })

  it('reads the files of a folder, and one locale alone', () => {
    const files = Object.entries(BOT).map(([name, json]) => ({
      name: name.replace('Florist/BotLocales/', ''),
      content: JSON.stringify(json),
    }))
    const { project } = readForTest(files)
    expect(project.intents.map(({ name }) => name)).toEqual(['Order', 'FallbackIntent'])
    expect(project.locale).toBe('en-GB')
  })

  it('is written as Lex takes it, and says what changed', () => {
    const { project } = readForTest(
      '% name: Blumen & Mehr\n% locale: en\n# Größe\n@ wann: AMAZON.DATE\n@ was: Ding\n@ rest: AMAZON.SearchQuery\n[morgen](wann) [Rosen](was)\nsuche {rest}\n# Quatsch\n% kind: outOfScope\nach so\n',
    )
    const { tree, losses } = unzipped(project)
    const root = 'Blumen_Mehr/BotLocales/en_US'
    expect(Object.keys(tree)).toEqual(
      expect.arrayContaining([
        'Manifest.json',
        'Blumen_Mehr/Bot.json',
        `${root}/BotLocale.json`,
        `${root}/Intents/Groesse/Intent.json`,
        `${root}/Intents/Groesse/Slots/was/Slot.json`,
        `${root}/Intents/FallbackIntent/Intent.json`,
        `${root}/SlotTypes/Ding/SlotType.json`,
      ]),
    )
    expect(tree[`${root}/Intents/Groesse/Slots/wann/Slot.json`]).toMatchObject({
      slotTypeName: 'AMAZON.Date',
    })
    expect(tree[`${root}/Intents/Groesse/Slots/rest/Slot.json`]).toMatchObject({
      slotTypeName: 'AMAZON.FreeFormInput',
    })
    expect(tree[`${root}/SlotTypes/Ding/SlotType.json`]).toMatchObject({
      slotTypeValues: [{ sampleValue: { value: 'Rosen' } }],
      valueSelectionSetting: { resolutionStrategy: 'ORIGINAL_VALUE' },
    })
    expect(tree[`${root}/Intents/FallbackIntent/Intent.json`]).toMatchObject({
      parentIntentSignature: 'AMAZON.FallbackIntent',
      sampleUtterances: null,
    })
    for (const part of ['Blumen_Mehr', 'en-US', 'Groesse', 'AMAZON.Date', 'out of scope']) {
      expect(losses.some((loss) => loss.includes(part))).toBe(true)
    }
  })
})
