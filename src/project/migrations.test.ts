import { describe, expect, it } from 'vitest'
import { readProject } from './migrations'
import { createProject } from './project'

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
