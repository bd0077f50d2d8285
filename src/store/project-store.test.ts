import { describe, expect, it } from 'vitest'
import { setNote } from '@/project/edits'
import { createProject, createUtterance, type Project } from '@/project/project'
import { forwardChangeOf, type ProjectStep, stepsSize, type Timeline } from './project-steps'
import { createProjectStore, type ProjectStore } from './project-store'
import { parseRoute, screenHref, skillsHref } from './route'
import { createStepClock } from './testing'
import { createTrash, UNDO_MS } from './trash'

const skill: Project = {
  ...createProject({ id: 'p', name: 'Skill' }),
  utterances: ['a', 'b'].map((id) => createUtterance({ id, text: `text ${id}` })),
}
const open = () => {
  const store = createProjectStore()
  store.state.setState({ project: skill })
  return store
}
const note = (store: ProjectStore, id: string, text: string) =>
  store.edit(`Note ${text}`, (project) => setNote(project, id, text))
const notes = (store: ProjectStore) =>
  store.state.getState().project?.utterances.map((one) => one.note)

describe('steps of a skill', () => {
  it('can be taken back and made again, until something else is done', () => {
    const store = open()
    note(store, 'a', '1')
    note(store, 'b', '2')
    expect(store.undo()?.label).toBe('Note 2')
    expect(notes(store)).toEqual(['1', ''])
    expect(store.redo()?.label).toBe('Note 2')
    expect(notes(store)).toEqual(['1', '2'])
    store.undo()
    store.undo()
    expect(store.undo()).toBeNull()
    expect(notes(store)).toEqual(['', ''])
    note(store, 'a', '3')
    expect(store.redo()).toBeNull()
    expect(store.state.getState().past).toHaveLength(1)
  })

  it('are none where nothing changed or nothing is open', () => {
    const store = open()
    expect(note(store, 'a', '')).toBe(false)
    expect(store.edit('Same', (project) => ({ ...project }))).toBe(false)
    expect(store.lastEdit()).toBeNull()
    const empty = createProjectStore()
    expect([note(empty, 'a', '1'), empty.undo(), empty.redo()]).toEqual([false, null, null])
  })

  it('are kept two hundred deep', () => {
    const store = open()
    for (let round = 1; round <= 203; round += 1) note(store, 'a', String(round))
    expect(store.state.getState().past).toHaveLength(200)
    while (store.undo());
    expect(notes(store)).toEqual(['3', ''])
  })

  it('are heard of with what was before, until somebody has heard enough', () => {
    const store = open()
    const heard: [Timeline, ProjectStep][] = []
    const stop = store.listen((before, step) => heard.push([before, step]))
    note(store, 'a', '1')
    store.undo()
    expect(heard.map(([, { kind }]) => kind)).toEqual(['edit', 'undo'])
    expect(heard[0]![0].project).toBe(skill)
    const [edit, back] = heard.map(([before, step]) => forwardChangeOf(before, step)!)
    expect(edit!.utterances).toMatchObject({ places: [{ after: { note: '1' } }] })
    expect(back!.utterances).toMatchObject({ places: [{ after: { note: '' } }] })
    expect(stepsSize(heard.map(([, step]) => step))).toBe(1)
    stop()
    note(store, 'a', '2')
    expect(heard).toHaveLength(2)
  })
})

describe('one edit', () => {
  it('is taken back by itself, whatever was done since', () => {
    const store = open()
    note(store, 'a', '1')
    const edit = store.lastEdit()!
    expect(edit).toMatchObject({ projectId: 'p', change: { label: 'Note 1' } })
    note(store, 'b', '2')
    expect(store.takeBack(edit)).toMatchObject({ kind: 'undone' })
    expect(notes(store)).toEqual(['', '2'])
    expect(store.state.getState().past.at(-1)?.label).toBe('Take back: Note 1')
    expect(store.takeBack(edit).kind).toBe('nothing-left')
  })

  it('is taken back by undo where it was the last', () => {
    const store = open()
    note(store, 'a', '1')
    const edit = store.lastEdit()!
    expect(store.takeBack(edit).kind).toBe('undone')
    expect(store.state.getState()).toMatchObject({ past: [], future: [edit.change] })
    expect(store.takeBack(edit).kind).toBe('nothing-left')
  })

  it('stays where something stands on it, or another skill is open', () => {
    const store = open()
    note(store, 'a', '1')
    const edit = store.lastEdit()!
    note(store, 'a', '2')
    expect(store.takeBack(edit).kind).toBe('built-upon')
    expect(notes(store)).toEqual(['2', ''])
    store.state.setState({ project: { ...skill, id: 'q' } })
    expect(store.takeBack(edit).kind).toBe('not-open')
  })
})

it('says notices one by one, and takes away the one that was read', () => {
  const store = open()
  store.say('One', 'first')
  store.say('Two', 'second')
  const [one, two] = store.state.getState().notices
  expect([one?.title, two?.title]).toEqual(['One', 'Two'])
  store.dismissNotice(one!.id)
  expect(store.state.getState().notices).toEqual([two])
})

describe('the trash', () => {
  const filled = () => {
    const clock = createStepClock()
    const trash = createTrash(clock)
    const forgotten: string[] = []
    const heard: string[] = []
    const stop = trash.listen((id) => heard.push(id))
    const put = (id: string) => trash.put(id, async () => void forgotten.push(id))
    return { clock, trash, forgotten, heard, stop, put }
  }

  it('hides at once, and forgets when it is too late to ask', async () => {
    const { clock, trash, forgotten, heard, put } = filled()
    const one = put('a')
    expect([trash.has('a'), trash.has('b')]).toEqual([true, false])
    clock.advance(UNDO_MS - 1)
    expect(forgotten).toEqual([])
    clock.advance(1)
    await one.settled
    await Promise.resolve()
    await Promise.resolve()
    expect(forgotten).toEqual(['a'])
    expect(trash.has('a')).toBe(false)
    expect(one.bringBack()).toBe(false)
    expect(heard).toEqual(['a', 'a'])
  })

  it('gives back what is asked for in time, and then never forgets it', async () => {
    const { clock, trash, forgotten, put } = filled()
    const one = put('a')
    expect(one.bringBack()).toBe(true)
    await one.settled
    expect(one.bringBack()).toBe(false)
    expect([trash.has('a'), clock.waiting()]).toEqual([false, 0])
    clock.advance(2 * UNDO_MS)
    expect(forgotten).toEqual([])
  })

  it('is emptied at once where the room is needed, each thing once', async () => {
    const { clock, trash, forgotten, heard, stop, put } = filled()
    put('a')
    const two = put('b')
    stop()
    await trash.empty()
    expect(forgotten).toEqual(['a', 'b'])
    expect([two.bringBack(), trash.has('b'), heard]).toEqual([false, false, ['a', 'b']])
    clock.advance(2 * UNDO_MS)
    await trash.empty()
    expect(forgotten).toEqual(['a', 'b'])
  })
})

describe('an address', () => {
  it('leads to the screen of a skill, with what it says of it', () => {
    expect(parseRoute('#/skill/7f/train?run=2&x=a%20b')).toEqual({
      screen: 'train',
      projectId: '7f',
      query: { run: '2', x: 'a b' },
    })
    expect(parseRoute('#/skill/a%2Fb/')).toMatchObject({ screen: 'annotate', projectId: 'a/b' })
    expect(parseRoute('#/skill/7f/nowhere')).toMatchObject({ screen: 'annotate' })
    expect(parseRoute('#/skill/7f/try?text=what?now')).toMatchObject({
      query: { text: 'what?now' },
    })
  })

  it.each(['', '#', '#/skills', '#/skill', '#/skill/a/b/c', '#/other/7f/train'])(
    'of anything else (%s) leads to the skills',
    (hash) => expect(parseRoute(hash)).toEqual({ screen: 'skills', query: {} }),
  )

  it('is made without what is empty, and read again as it was', () => {
    expect(screenHref('a/b', 'evaluate', { run: '2', filter: '' })).toBe(
      '#/skill/a%2Fb/evaluate?run=2',
    )
    expect(screenHref('7f', 'try')).toBe('#/skill/7f/try')
    expect(skillsHref({ sort: 'name' })).toBe('#/skills?sort=name')
    expect(parseRoute(screenHref('a b', 'export', { x: '1&2' }))).toEqual({
      screen: 'export',
      projectId: 'a b',
      query: { x: '1&2' },
    })
  })
})
