import { describe, expect, it } from 'vitest'
import { createReport } from '@/evaluation/report'
import { DEFAULT_SETTINGS } from '@/jobs/job'
import { diffProjects } from '@/project/change'
import { addUtterances, setNote } from '@/project/edits'
import { addIntent } from '@/project/intent-edits'
import { createProject, createUtterance } from '@/project/project'
import { bundleRecord } from './bundle'
import { checkpointRecord } from './checkpoint'
import { historyRecord } from './history'
import { journalRecord } from './journal'
import { learningCurveRecord } from './learning-curve'
import { readProjectRecord } from './project'
import type { ReadRecord } from './record'
import { runRecord } from './run'
import { summaryRecord } from './summary'

const project = addUtterances(addIntent(createProject({ id: 'p', name: 'Music' }), 'Play'), [
  createUtterance({ id: 'a', text: 'play jazz', intent: 'Play' }),
  createUtterance({ id: 'b', text: 'play rock', intent: 'Play' }),
])
const change = diffProjects(project, setNote(project, 'a', 'x'), 'Note')

const report = createReport({
  method: 'heldOut',
  judged: [
    {
      utteranceId: 'a',
      text: 'play jazz',
      intent: 'Play',
      spans: [],
      prediction: {
        text: 'play jazz',
        intents: [{ intent: 'Play', probability: 1 }],
        spans: [],
        tokens: [],
      },
    },
  ],
  learned: [{ id: 'b', text: 'play rock', intent: 'Play', spans: [] }],
  probes: [],
  intents: ['Play'],
  outOfScopeIntents: [],
  temperature: 1,
  seed: 1,
})

const curves = {
  steps: { step: [1], loss: [1], intentLoss: [1], slotLoss: [0] },
  epochs: {
    step: [1],
    trainLoss: [1],
    trainIntentLoss: [1],
    trainSlotLoss: [0],
    loss: [null],
    intentLoss: [null],
    slotLoss: [null],
    intentAccuracy: [null],
    slotF1: [null],
    frameAccuracy: [null],
    isBest: [true],
  },
}
const run = {
  schemaVersion: 1,
  id: 'r',
  projectId: 'p',
  kind: 'train',
  number: 1,
  startedAt: 1,
  elapsedMs: 1,
  settings: DEFAULT_SETTINGS,
  startedFrom: null,
  backend: { backend: 'wasm', adapter: null, reasons: [] },
  fingerprint: '00000000',
  utterances: 2,
  isStopped: false,
  bestEpoch: 1,
  epochs: 1,
  steps: 1,
  stepsPerSecond: 1,
  curves,
  split: { train: ['b'], validation: [], test: ['a'] },
  report,
  scratch: null,
  hasModel: true,
}
const weights = { w: { shape: [1], values: new Float32Array(1) } }
const bundle = {
  format: 'skillet-model',
  version: 1,
  labels: { intents: ['Play'], slots: [] },
  network: { wordDimensions: 4, subwordBuckets: 4, subwordDimensions: 4, units: 4 },
  vocabularyId: 'v',
  temperature: 1,
  adjacency: 0,
  weights,
  lexical: null,
}
const checkpoint = {
  schemaVersion: 1,
  id: 'p',
  projectId: 'p',
  runId: 'r',
  startedAt: 1,
  skill: { utterances: [], intents: ['Play'], outOfScopeIntents: [], slotValues: {} },
  settings: DEFAULT_SETTINGS,
  startedFrom: null,
  alsoFromScratch: false,
  checkpoint: {
    pretrainedId: 'base',
    arm: 'pretrained',
    training: {
      epoch: 1,
      step: 1,
      elapsedMs: 1,
      weights,
      adam: { step: 1, moments: {} },
      best: null,
      average: null,
    },
    finished: null,
  },
  curves: { pretrained: curves, scratch: curves },
}
const curve = {
  schemaVersion: 1,
  id: 'p/learning-curve',
  projectId: 'p',
  kind: 'learningCurve',
  startedAt: 1,
  fingerprint: '00000000',
  points: [],
  scratchPoints: [],
  isWhole: true,
}
const history = { id: 'p', revision: 1, past: [change], future: [] }
const journal = {
  id: 'p/000000002',
  projectId: 'p',
  revision: 2,
  steps: [{ kind: 'edit', change }, { kind: 'undo' }],
}
const summary = {
  id: 'p',
  name: 'Music',
  locale: 'en-US',
  intents: 1,
  slots: 0,
  utterances: 2,
  done: 0,
  savedAt: 1,
}

const KINDS: [string, (raw: unknown) => ReadRecord<unknown>, unknown][] = [
  ['skill', readProjectRecord, { id: 'p', revision: 1, project }],
  ['run', runRecord.read, run],
  ['learning curve', learningCurveRecord.read, curve],
  ['interrupted training', checkpointRecord.read, checkpoint],
  ['model', bundleRecord.read, { id: 'r', projectId: 'p', bundle }],
  ['history', historyRecord.read, history],
  ['journal', journalRecord.read, journal],
  ['summary', summaryRecord.read, summary],
]

/** A copy in which one place holds something else; undefined takes it away. */
function damage(value: unknown, path: string, instead: unknown): unknown {
  const copy = structuredClone(value)
  const keys = path.split('.')
  const last = keys.pop() ?? ''
  let at = copy as Record<string, unknown>
  for (const key of keys) at = at[key] as Record<string, unknown>
  if (instead === undefined) delete at[last]
  else at[last] = instead
  return copy
}

describe.each(KINDS)('a stored %s', (_name, read, whole) => {
  it('is read when it is whole', () => {
    expect(read(whole)).toMatchObject({ kind: 'read', losses: [] })
  })

  it.each([null, undefined, 7, 'text', [], {}, Number.NaN])(
    'that is %s is damaged, and kept as it is',
    (raw) => {
      const found = read(raw)
      expect(found).toMatchObject({ kind: 'damaged', isNewer: false, reason: expect.any(String) })
      expect(found.kind === 'damaged' && found.raw).toEqual(raw)
    },
  )

  it('of a newer version is told as such', () => {
    const newer = damage(whole, _name === 'skill' ? 'project.schemaVersion' : 'schemaVersion', 99)
    expect(read(newer)).toMatchObject({
      kind: 'damaged',
      isNewer: true,
      reason: expect.stringContaining('newer Skillet'),
    })
  })

  it('never makes the reader throw, whatever is wrong with one place of it', () => {
    const paths = pathsOf(whole).slice(0, 200)
    for (const path of paths) {
      for (const instead of [undefined, null, -1, 'text', [], {}]) {
        expect(['read', 'damaged']).toContain(read(damage(whole, path, instead)).kind)
      }
    }
  })
})

/** Where something lies within a record. */
function pathsOf(value: unknown, prefix = ''): string[] {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return []
  return Object.entries(value).flatMap(([key, inside]) => {
    const path = prefix === '' ? key : `${prefix}.${key}`
    return [path, ...pathsOf(inside, path)]
  })
}

describe('a run that a screen would stumble over', () => {
  it.each([
    ['report', null],
    ['report.summary', undefined],
    ['report.summary.intentAccuracy', 'high'],
    ['report.intervals', {}],
    ['report.intervals.slotF1', null],
    ['report.confusion.cells', 'none'],
    ['report.reliability.bins', null],
    ['report.outOfScope.threshold', null],
    ['report.outOfScope.curve', undefined],
    ['report.errors', [{ utteranceId: 'nobody' }]],
    ['report.judged', null],
    ['report.judged.0.prediction', undefined],
    ['report.judged.0.prediction.intents', null],
    ['report.learned.byIntent', undefined],
    ['curves', null],
    ['curves.steps.loss', undefined],
    ['curves.steps.loss', []],
    ['curves.epochs.isBest', [true, true]],
    ['settings', undefined],
    ['settings.epochs', '40'],
    ['backend', null],
    ['split.test', null],
    ['number', 'first'],
    ['startedAt', 'yesterday'],
    ['scratch', { report: null }],
  ])('is damaged, with the place named: %s', (path, instead) => {
    const found = runRecord.read(damage(run, path, instead))
    const last = path.split('.')[0]
    expect(found).toMatchObject({ kind: 'damaged', reason: expect.stringContaining(last ?? '') })
  })

  it('is read as far as a later version adds to it', () => {
    const later = { ...run, later: { a: 1 }, report: { ...report, later: 2 } }
    expect(runRecord.read(later)).toMatchObject({ kind: 'read', value: { later: { a: 1 } } })
  })
})

describe('a part of a later version', () => {
  const trained = {
    outcome: { kind: 'finished', bestEpoch: 1, epochs: 1, steps: 1 },
    bundle,
    report,
  }
  const scratch = { report, curves, bestEpoch: 1, epochs: 1, steps: 1 }
  const stopped = {
    ...checkpoint,
    checkpoint: { ...checkpoint.checkpoint, finished: trained, scratch: trained },
  }
  const model = { id: 'r', projectId: 'p', bundle, final: bundle }

  it.each<[string, (raw: unknown) => ReadRecord<unknown>, unknown, string, unknown]>([
    ['run', runRecord.read, { ...run, scratch }, 'report', { schemaVersion: 2 }],
    ['run', runRecord.read, { ...run, scratch }, 'scratch.report', { schemaVersion: 2 }],
    ['model', bundleRecord.read, model, 'bundle', { version: 2 }],
    ['model', bundleRecord.read, model, 'final', { version: 2, labels: [] }],
    ['model', bundleRecord.read, model, 'bundle', { ...bundle, tokenizer: 4, cuts: [] }],
    ['checkpoint', checkpointRecord.read, stopped, 'checkpoint.finished.bundle', { version: 2 }],
    [
      'checkpoint',
      checkpointRecord.read,
      stopped,
      'checkpoint.scratch.report',
      { schemaVersion: 2 },
    ],
  ])('makes a %s newer, not damaged', (_name, read, whole, path, instead) => {
    expect(read(whole)).toMatchObject({ kind: 'read' })
    expect(read(damage(whole, path, instead))).toMatchObject({ kind: 'damaged', isNewer: true })
  })
})

describe('a skill with something bad in it', () => {
  const open = (path: string, instead: unknown) =>
    readProjectRecord({ id: 'p', revision: 3, project: damage(project, path, instead) })

  it('opens without that utterance, and names it', () => {
    const read = open('utterances.0.status', 'gone')
    expect(read.kind === 'read' && read.value.project.utterances.map(({ id }) => id)).toEqual(['b'])
    expect(read.kind === 'read' && read.losses).toEqual([
      expect.stringContaining('The utterance “play jazz” (number 1) is damaged at status'),
    ])
  })

  it.each([
    ['utterances.1', null],
    ['intents', null],
    ['intents.0', 'Play'],
    ['slotTypes', undefined],
    ['templates', [{ id: 1 }]],
    ['name', 7],
    ['locale', null],
    ['extras', null],
    ['utterances.0.spans', [{ start: -4, end: 99, slot: 'genre' }]],
  ])('opens all the same: %s', (path, instead) => {
    const read = open(path, instead)
    expect(read).toMatchObject({ kind: 'read', value: { revision: 3 } })
    expect(read.kind === 'read' && read.losses.length).toBeGreaterThan(0)
  })
})
