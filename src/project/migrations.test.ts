import { describe, expect, it } from 'vitest'
import { readProject } from './migrations'
import { createProject, createUtterance } from './project'

describe('readProject', () => {
  it('reads what it wrote', () => {
    const project = createProject({ id: 'p', name: 'Music' })
    expect(readProject(JSON.parse(JSON.stringify(project)))).toEqual({
      kind: 'read',
      project,
      migratedFrom: null,
    })
  })

  it('brings version 0 up to date', () => {
    const result = readProject({
      id: 'p',
      name: 'Old',
      intents: [{ name: 'Play' }],
      slotTypes: [{ name: 'Genre' }],
      utterances: [{ id: 'a', text: 'play', intent: 'Play' }],
    })
    expect(result).toMatchObject({ kind: 'read', migratedFrom: 0 })
    expect(result.kind === 'read' && result.project.utterances[0]).toMatchObject({
      split: 'auto',
      note: '',
    })
  })

  it('says why it cannot', () => {
    expect(readProject('nonsense')).toMatchObject({ kind: 'failed', reason: 'not-a-project' })
    const project = createProject({ id: 'p', name: 'Music' })
    expect(readProject({ ...project, schemaVersion: 99 })).toMatchObject({ reason: 'too-new' })
    const { utterances: _, ...otherwise } = project
    expect(readProject({ ...otherwise, schemaVersion: 99 })).toMatchObject({ reason: 'too-new' })
    for (const schemaVersion of ['1', -1, 0.5, null]) {
      const read = readProject({ ...project, schemaVersion })
      expect(read.kind === 'failed' ? read.reason : read.kind).toBe(
        schemaVersion === null ? 'read' : 'broken',
      )
    }
    expect(readProject({ ...project, utterances: [{ id: 'a', text: 7 }] })).toMatchObject({
      reason: 'broken',
      path: expect.stringContaining('utterances.0'),
    })
  })
})

describe('a project of version 0', () => {
  const old = {
    id: 'p',
    name: 'Old',
    intents: [{ name: 'Play', note: 'why' }, 7],
    slotTypes: [{ name: 'Genre', isExtensible: false }],
    utterances: [{ id: 'a', text: 'play', status: 'done' }],
  }

  it('gets what was not there yet, and keeps what was', () => {
    expect(readProject(old)).toEqual({
      kind: 'read',
      migratedFrom: 0,
      project: {
        ...createProject({ id: 'p', name: 'Old' }),
        intents: [{ name: 'Play', kind: 'custom', note: 'why', slots: [] }],
        slotTypes: [{ name: 'Genre', isExtensible: false, values: [] }],
        utterances: [createUtterance({ id: 'a', text: 'play', status: 'done' })],
      },
    })
    const own = { ...old, locale: 'de', extras: { jovo: 1 }, templates: [], schemaVersion: 0 }
    const read = readProject(own)
    expect(read).toMatchObject({ project: { locale: 'de', extras: { jovo: 1 } } })
    expect(readProject({ ...old, intents: null, slotTypes: 'x' })).toMatchObject({
      project: { intents: [], slotTypes: [] },
    })
  })

  it.each<[unknown, string, string]>([
    [{ ...old, schemaVersion: '1' }, 'broken', 'schemaVersion'],
    [{ ...old, schemaVersion: -1 }, 'broken', 'schemaVersion'],
    [{ ...old, schemaVersion: 0.5 }, 'broken', 'schemaVersion'],
    [{ ...old, schemaVersion: 2 }, 'too-new', 'schemaVersion'],
    [{ ...old, utterances: {} }, 'not-a-project', ''],
    [[old], 'not-a-project', ''],
    [null, 'not-a-project', ''],
    [{ ...old, name: 7 }, 'broken', 'name'],
  ])('is told from what is none: %j', (source, reason, path) => {
    expect(readProject(source)).toMatchObject({ kind: 'failed', reason, path })
  })
})
