import { beforeEach, describe, expect, it } from 'vitest'
import { addUtterances, editText, setIntent, setStatus } from '@/project/edits'
import { addIntent } from '@/project/intent-edits'
import { createProject, createUtterance } from '@/project/project'
import { editProject, pageProjects, redo, undo, useProjectStore } from './project-store'
import { undoOffer } from './undo-offer'

const start = addUtterances(addIntent(createProject({ id: 'p', name: 'Music' }), 'Play'), [
  createUtterance({ id: 'a', text: 'play jazz' }),
  createUtterance({ id: 'b', text: 'stop' }),
])

const project = () => useProjectStore.getState().project!
const utterance = (id: string) => project().utterances.find((one) => one.id === id)

function mark(id: string): void {
  editProject(`Mark ${id}`, (now) => setStatus(now, new Set([id]), 'done'))
}

let said: string[]
const offer = () => undoOffer({ say: (sentence) => said.push(sentence) })!

beforeEach(() => {
  said = []
  pageProjects.state.setState({ project: start, past: [], future: [] })
})

describe('an undo in a message', () => {
  it('is the undo of everybody while its edit is the last one', () => {
    mark('a')
    offer().run()
    expect(utterance('a')?.status).toBe('todo')
    expect(useProjectStore.getState().past).toEqual([])
    redo()
    expect(utterance('a')?.status).toBe('done')
  })

  it('takes back its own edit when another one came after it, and that can be undone in turn', () => {
    mark('a')
    const undoFirst = offer()
    mark('b')
    undoFirst.run()
    expect([utterance('a')?.status, utterance('b')?.status]).toEqual(['todo', 'done'])
    undo()
    expect([utterance('a')?.status, utterance('b')?.status]).toEqual(['done', 'done'])
    expect(said).toEqual([])
  })

  it('brings back what was deleted, and removes what was added, in the midst of other work', () => {
    editProject('Delete', (now) => ({
      ...now,
      utterances: now.utterances.filter(({ id }) => id !== 'a'),
    }))
    const undoDelete = offer()
    editProject('Add', (now) => addUtterances(now, [createUtterance({ id: 'c', text: 'next' })]))
    const undoAdd = offer()
    mark('b')
    undoDelete.run()
    expect(project().utterances.map(({ id }) => id)).toEqual(['a', 'b', 'c'])
    undoAdd.run()
    expect(project().utterances.map(({ id }) => id)).toEqual(['a', 'b'])
    expect(utterance('b')?.status).toBe('done')
  })

  it('does not take along what was built upon its edit, and says so', () => {
    editProject('Set', (now) => setIntent(now, new Set(['a']), 'Play'))
    const undoSet = offer()
    editProject('Edit', (now) => editText(now, 'a', 'play some jazz'))
    const before = project()
    undoSet.run()
    expect(project()).toBe(before)
    expect(said.join()).toContain('since')
  })

  it('does nothing a second time, nor after the edit was undone otherwise', () => {
    mark('a')
    const undoMark = offer()
    mark('b')
    undoMark.run()
    undoMark.run()
    expect(said).toHaveLength(1)
    pageProjects.state.setState({ project: start, past: [], future: [] })
    mark('a')
    const again = offer()
    undo()
    mark('b')
    again.run()
    expect(utterance('b')?.status).toBe('done')
    expect(said).toEqual(['That was taken back already.', 'That was taken back already.'])
  })

  it('leaves another skill alone', () => {
    mark('a')
    const undoMark = offer()
    pageProjects.state.setState({ project: { ...start, id: 'q' }, past: [], future: [] })
    mark('a')
    undoMark.run()
    expect(utterance('a')?.status).toBe('done')
    expect(said.join()).toContain('not open')
  })

  it('is not offered where nothing was changed, whatever was done before', () => {
    mark('a')
    expect(editProject('Mark again', (now) => now)).toBe(false)
    expect(offer()).toBeUndefined()
  })
})
