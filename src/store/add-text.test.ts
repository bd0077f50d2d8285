import { beforeEach, describe, expect, it, vi } from 'vitest'
import { createProject, createUtterance, type Project } from '@/project/project'
import { addReading as addText, readText } from './add-text'
import { fileNameOf } from './backup'
import { addFromFiles } from './import-more'
import { useProjectStore } from './project-store'
import { addOutOfScopeExamples, addReading, replaceLabels } from './run-actions'
import { sizeOf, weighSkills } from './storage-usage'

const read = vi.hoisted(() => ({ asked: [] as unknown[][], outcome: null as unknown }))
vi.mock('./import-skill', () => ({
  importFiles: async (...args: unknown[]) => {
    read.asked.push(args)
    return typeof read.outcome === 'function' ? read.outcome() : read.outcome
  },
}))

const genre = { start: 5, end: 9, slot: 'genre' }
const skill: Project = {
  ...createProject({ id: 'p', name: 'Music' }),
  intents: [{ name: 'Play', kind: 'custom', note: '', slots: [{ name: 'genre', type: 'Genre' }] }],
  slotTypes: [{ name: 'Genre', isExtensible: true, values: [] }],
  utterances: [createUtterance({ id: 'a', text: 'play jazz', intent: 'Play', spans: [genre] })],
}
const more: Project = {
  ...skill,
  id: 'q',
  utterances: [
    createUtterance({ id: 'b', text: 'Play Jazz', intent: 'Play', status: 'done' }),
    createUtterance({ id: 'c', text: 'play soul', intent: 'Play', spans: [genre], status: 'done' }),
    createUtterance({ id: 'd', text: 'go on', intent: 'Play', status: 'done', split: 'train' }),
  ],
}
const failed = { kind: 'failed', message: 'No.', remedy: 'Try.' }
const now = () => useProjectStore.getState().project!
const label = () => useProjectStore.getState().past.at(-1)?.label

beforeEach(() => {
  useProjectStore.setState({ project: skill, past: [], future: [] })
  read.asked.length = 0
  read.outcome = { kind: 'read', project: more, report: { files: [], entries: [] } }
})

describe('a pasted text', () => {
  it('is read with what the skill knows and the intent that is meant; notes are what gave way', async () => {
    const entries = ['changed', 'skipped', 'kept', 'noted'].map((kind) => ({ kind }))
    const files = [{ label: 'Lines' }, { label: 'CSV' }, { label: 'Lines' }]
    read.outcome = { kind: 'read', project: more, report: { files, entries } }
    const reading = await readText('play', 'Play')
    expect(reading).toMatchObject({ kind: 'read', project: more, label: 'Lines, CSV' })
    expect(reading.kind === 'read' && reading.notes.map(({ kind }) => kind)).toEqual([
      'changed',
      'skipped',
    ])
    expect(read.asked[0]).toEqual([
      [{ name: '', content: 'play' }],
      { intent: 'Play', known: { intents: skill.intents, slotTypes: skill.slotTypes } },
    ])
    useProjectStore.setState({ project: null })
    await readText('play', null)
    expect(read.asked[1]?.[1]).toEqual({})
    read.outcome = failed
    expect(await readText('x', null)).toBe(failed)
  })

  it('adds what the intent does not have yet, to do where nothing is labelled', () => {
    expect(addText(more)).toMatchObject({ added: 2, repeated: 1 })
    expect(label()).toBe('Add 2 utterances')
    const [, soul, go] = now().utterances
    expect(soul).toMatchObject({ text: 'play soul', status: 'done', split: 'auto' })
    expect(go).toMatchObject({ text: 'go on', status: 'todo', split: 'train' })
    useProjectStore.setState({ project: skill })
    const { firstId } = addText(more, 'test')
    expect(
      now()
        .utterances.slice(1)
        .map(({ split }) => split),
    ).toEqual(['test', 'test'])
    expect(now().utterances[1]?.id).toBe(firstId)
    useProjectStore.setState({ project: null })
    expect(addText(more)).toEqual({ added: 0, repeated: 0, firstId: null })
  })
})

describe('files for the open skill', () => {
  it('add what it does not have, as one change', async () => {
    const utterances = [skill.utterances[0]!, ...more.utterances.slice(1)]
    const project = { ...more, utterances }
    read.outcome = { kind: 'read', project, report: { files: [], entries: [] } }
    expect(await addFromFiles([{ name: 'a', content: '' }])).toMatchObject({
      kind: 'added',
      utterances: 2,
      skipped: 1,
    })
    expect(label()).toBe('Add 2 utterances from 1 files')
    expect(now().utterances).toHaveLength(3)
  })

  it('change nothing when they can’t be read, or the skill was left meanwhile', async () => {
    read.outcome = failed
    expect(await addFromFiles([])).toBe(failed)
    read.outcome = () => {
      useProjectStore.setState({ project: { ...skill, id: 'other' } })
      return { kind: 'read', project: more, report: { files: [], entries: [] } }
    }
    expect(await addFromFiles([])).toMatchObject({
      kind: 'failed',
      remedy: expect.stringContaining('Open it'),
    })
    expect(now().utterances).toHaveLength(1)
  })
})

describe('what a run teaches the skill', () => {
  it('is strangers in an intent of their own, each once', () => {
    expect(addOutOfScopeExamples(['Hm', 'PLAY JAZZ'])).toBe(true)
    expect(now().intents[1]).toMatchObject({ name: 'OutOfScope', kind: 'outOfScope' })
    expect(now().utterances[1]).toMatchObject({ text: 'Hm', intent: 'OutOfScope', status: 'done' })
    expect(addOutOfScopeExamples(['hm'])).toBe(false)
    const named = {
      ...skill,
      intents: [
        ...skill.intents,
        { name: 'None', kind: 'outOfScope' as const, note: '', slots: [] },
      ],
    }
    useProjectStore.setState({ project: named })
    addOutOfScopeExamples(['ah', 'oh'])
    expect(label()).toBe('Add 2 out-of-scope examples')
    expect(
      now()
        .utterances.slice(1)
        .map(({ intent }) => intent),
    ).toEqual(['None', 'None'])
    expect(now().intents).toHaveLength(2)
  })

  it('is a text with its labels where nobody says the same, else other labels', () => {
    const reading = { text: 'play soul', intent: 'Play', spans: [genre] }
    expect(addReading(reading)).toBe(true)
    expect(label()).toBe('Add “play soul” to Play')
    expect(now().utterances[1]).toMatchObject({ ...reading, status: 'done' })
    expect(addReading({ ...reading, text: 'Play Soul' })).toBe(false)
    expect(replaceLabels('a', { text: 'play jazz', intent: 'Play', spans: [] })).toBe(true)
    expect([now().utterances[0]?.spans, label()]).toEqual([[], 'Label “play jazz” as Play'])
    expect(replaceLabels('nobody', reading)).toBe(false)
  })
})

describe('what is stored', () => {
  it('is weighed by skill and by kind, the largest first', async () => {
    const stores: Record<string, unknown[]> = {
      projects: [
        { id: 'p', name: 'x' },
        { id: 'q', name: 'x'.repeat(100) },
      ],
      runs: [{ id: 'r', projectId: 'p', report: 'y'.repeat(10) }],
      bundles: [{ id: 'r', projectId: 'p', weights: new Float32Array(1000) }],
      checkpoints: [{ id: 'c', projectId: 'p', weights: new Float32Array(500) }],
    }
    const read = async ([{ store }]: [{ store: string }]) => ({
      kind: 'ok',
      value: [stores[store] ?? []],
    })
    const weighed = await weighSkills({ read } as never)
    expect(weighed.kind === 'ok' && weighed.value.map(({ projectId }) => projectId)).toEqual([
      'p',
      'q',
    ])
    const [p, q] = weighed.kind === 'ok' ? weighed.value : []
    expect(p!.models).toBeGreaterThan(6000)
    expect([p!.runs > 10 && p!.runs < 100, p!.work > 0 && p!.work < 50]).toEqual([true, true])
    expect([q!.work > 100, q!.runs, q!.models]).toEqual([true, 0, 0])
    const broken = { kind: 'failed', reason: 'gone' }
    expect(await weighSkills({ read: async () => broken } as never)).toBe(broken)
  })

  it.each([
    ['abc', 7],
    [5, 8],
    [null, 8],
    [new Uint8Array(9), 9],
    [['a', 'b'], 8 + 5 + 5],
    [{ ab: 'c' }, 8 + 2 + 5],
  ])('%j takes about %i bytes', (value, bytes) => expect(sizeOf(value)).toBe(bytes))

  it.each([
    [' My skill! ', 'My-skill'],
    ['../../etc/passwd', 'etc-passwd'],
    ['Größe 2.0', 'Größe-2.0'],
    ['///', 'skill'],
    ['.hidden', 'hidden'],
    ['x'.repeat(100), 'x'.repeat(80)],
  ])('a skill called %s becomes the file %s', (name, file) => expect(fileNameOf(name)).toBe(file))
})
