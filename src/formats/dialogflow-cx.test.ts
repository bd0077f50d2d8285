import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import type { Project } from '@/project/project'
import { linesOf, readForTest } from './testing-reads'
import { writeProject } from './write-project'

const phrase = (...parts: [string, string?][]) => ({
  parts: parts.map(([text, parameterId]) => ({ text, ...(parameterId ? { parameterId } : {}) })),
  repeatCount: 1,
  languageCode: 'pt-br',
})

const AGENT: Record<string, unknown> = {
  'agent.json': {
    displayName: 'Entregas',
    defaultLanguageCode: 'pt-br',
    timeZone: 'America/Sao_Paulo',
    startFlow: 'Default Start Flow',
  },
  'intents/order.track%21/order.track%21.json': {
    name: 'id-1',
    displayName: 'order.track!',
    priority: 500000,
    description: 'where is it',
    parameters: [
      { id: 'number', entityType: '@ordernumber', isList: true },
      { id: 'day', entityType: '@sys.date' },
    ],
    numTrainingPhrases: 2,
  },
  'intents/order.track%21/trainingPhrases/pt-br.json': {
    trainingPhrases: [
      phrase(['cadê o pedido '], ['A-17', 'number']),
      phrase(['chega '], ['amanhã', 'day'], ['?']),
    ],
  },
  'intents/order.track%21/trainingPhrases/en.json': {
    trainingPhrases: ['where is it', 'is it here', 'when', 'who has it', 'track it', 'lost'].map(
      (text) => ({ parts: [{ text }], repeatCount: 1, languageCode: 'en' }),
    ),
  },
  'intents/Default Welcome Intent/trainingPhrases/pt-br.json': {
    trainingPhrases: [phrase(['olá'])],
  },
  'intents/Default Negative Intent/Default Negative Intent.json': {
    name: '00000000-0000-0000-0000-000000000001',
    displayName: 'Default Negative Intent',
    priority: 500000,
    isFallback: true,
  },
  'intents/Default Negative Intent/trainingPhrases/pt-br.json': {
    trainingPhrases: [phrase(['que horas são'])],
  },
  'entityTypes/ordernumber/ordernumber.json': {
    name: 'id-2',
    displayName: 'ordernumber',
    kind: 'KIND_REGEXP',
  },
  'entityTypes/ordernumber/entities/pt-br.json': {
    entities: [{ value: '[A-Z]-\\d+', synonyms: ['[A-Z]-\\d+'], languageCode: 'pt-br' }],
  },
  'entityTypes/size/size.json': {
    name: 'id-3',
    displayName: 'size',
    kind: 'KIND_MAP',
    autoExpansionMode: 'AUTO_EXPANSION_MODE_DEFAULT',
    enableFuzzyExtraction: true,
  },
  'entityTypes/size/entities/pt-br.json': {
    entities: [{ value: 'pequeno', synonyms: ['pequeno', 'p'], languageCode: 'pt-br' }],
  },
  'flows/Default Start Flow/Default Start Flow.json': {
    displayName: 'Default Start Flow',
    transitionRoutes: [{ intent: 'order.track!', name: 'r' }],
  },
}

function zip(tree: Record<string, unknown>): { name: string; content: Uint8Array }[] {
  const files = Object.entries(tree).map(([path, json]) => [path, strToU8(JSON.stringify(json))])
  return [{ name: 'exported_agent_Entregas.zip', content: zipSync(Object.fromEntries(files)) }]
}

function unzipped(project: Project): { tree: Record<string, unknown>; losses: string[] } {
  const { files, losses } = writeProject(project, 'dialogflow-cx')
  const entries = Object.entries(unzipSync(files[0]!.bytes))
  return {
    tree: Object.fromEntries(entries.map(([path, bytes]) => [path, JSON.parse(strFromU8(bytes))])),
    losses,
  }
}

describe('Dialogflow CX', () => {
  it('is read as one skill, in its default language', () => {
    const { project, report } = readForTest(zip(AGENT))
    expect(new Set(report.files.map(({ format }) => format))).toEqual(new Set(['dialogflow-cx']))
    expect([project.name, project.locale]).toEqual(['Entregas', 'pt-BR'])
    expect(linesOf(project).sort()).toEqual([
      'Default Negative Intent: que horas são',
      'Default Welcome Intent: olá',
      'order.track!: cadê o pedido A-17 [number=A-17]',
      'order.track!: chega amanhã? [day=amanhã]',
    ])
    const intent = project.intents.find(({ name }) => name === 'order.track!')
    expect(intent).toMatchObject({
      note: 'where is it',
      slots: [
        { name: 'number', type: 'ordernumber' },
        { name: 'day', type: '@sys.date' },
      ],
    })
    expect(project.intents.find(({ kind }) => kind === 'outOfScope')?.name).toBe(
      'Default Negative Intent',
    )
    expect(project.slotTypes.find(({ name }) => name === 'ordernumber')?.values).toEqual([])
    expect(project.slotTypes.find(({ name }) => name === 'size')).toEqual({
      name: 'size',
      isExtensible: true,
      values: [{ value: 'pequeno', synonyms: ['p'] }],
    })
    const kept = report.entries.filter(({ kind }) => kind === 'kept').map(({ reason }) => reason)
    expect(kept.some((reason) => reason.startsWith('A pattern of characters'))).toBe(true)
    expect(kept.some((reason) => reason.startsWith('Another language'))).toBe(true)
  })

  it('goes back with what only it knows: patterns, flows, the other language', () => {
    const { project } = readForTest(zip(AGENT))
    const { tree } = unzipped(project)
    for (const path of Object.keys(AGENT).filter((one) => !one.includes('trainingPhrases/pt'))) {
      expect([path, tree[path]]).toMatchObject([path, AGENT[path]])
    }
    expect(tree['intents/order.track%21/trainingPhrases/pt-br.json']).toMatchObject(
      AGENT['intents/order.track%21/trainingPhrases/pt-br.json'] as object,
    )
  })

  it('is written with a flow that listens to each intent, and types that CX takes', () => {
    const { project } = readForTest(
      '% locale: en-US\n# Ask/Now\n@ size: Size\n@ who: Person\na [big](size) one\n# Chatter\n% kind: outOfScope\nnice day\n',
    )
    const { tree, losses } = unzipped(project)
    expect(tree['agent.json']).toMatchObject({ defaultLanguageCode: 'en' })
    expect(tree['intents/Ask%2FNow/Ask%2FNow.json']).toMatchObject({
      displayName: 'Ask/Now',
      parameters: [
        { id: 'size', entityType: '@Size' },
        { id: 'who', entityType: '@sys.any' },
      ],
    })
    expect(tree['intents/Chatter/Chatter.json']).toMatchObject({ isFallback: true })
    expect(tree['entityTypes/Size/entities/en.json']).toMatchObject({
      entities: [{ value: 'big', synonyms: ['big'] }],
    })
    expect(tree['flows/Default Start Flow/Default Start Flow.json']).toMatchObject({
      transitionRoutes: [{ intent: 'Ask/Now' }],
    })
    expect(losses.some((loss) => loss.includes('“Person” is written as “@sys.any”'))).toBe(true)
  })
})
