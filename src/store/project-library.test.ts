import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { addUtterances, setStatus } from '@/project/edits'
import { createProject, createUtterance } from '@/project/project'
import { pageDatabase, pageTrash } from './page'
import {
  addSkill,
  createSkill,
  deleteSkill,
  dismissLost,
  dismissNotice,
  duplicateSkill,
  fetchProject,
  forgetSkill,
  keepAsCopy,
  keepDeletedSkill,
  letGoOfSkill,
  openProject,
  renameSkill,
  retrySave,
  startProjectStore,
  takeOtherVersion,
} from './project-library'
import { editProject, pageProjects, useProjectStore } from './project-store'
import { readSkill } from './skill-records'
import { useTrainingStore } from './training-store'

const state = useProjectStore.getState
const nameOf = async (id: string) => (await fetchProject(id))?.name ?? null
const names = () => state().skills?.map(({ name }) => name) ?? []

async function statusInDatabase(id: string) {
  const stored = await readSkill(pageDatabase, id)
  return stored.kind === 'read' ? stored.timeline.project.utterances[0]?.status : stored.kind
}

/** The page and its document, as far as the library listens to them. */
let page: EventTarget
let sheet: EventTarget & { visibilityState: string }
let stop: () => void

beforeEach(async () => {
  page = new EventTarget()
  sheet = Object.assign(new EventTarget(), { visibilityState: 'visible' })
  vi.stubGlobal('document', sheet)
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page))
  vi.stubGlobal('removeEventListener', page.removeEventListener.bind(page))
  useProjectStore.setState({ storage: null, skills: null })
  stop = startProjectStore()
  await vi.waitFor(() => expect([state().skills, state().storage]).not.toContain(null))
  // What lives in memory only is always in danger; here it is the edits that count.
  useProjectStore.setState({ storage: { kind: 'kept' } })
  useTrainingStore.setState({ unkept: null })
  // What others have left unsaved is saved by this.
  await vi.waitFor(() => expect(leave()).toEqual({ isHeld: false }))
})

afterEach(async () => {
  stop()
  await pageTrash.empty()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

/** Opens a new skill with one utterance, and an edit of it that is not saved yet. */
async function openEdited(): Promise<string> {
  const project = addUtterances(createProject({ id: '', name: 'Music' }), [
    createUtterance({ id: 'a', text: 'play jazz' }),
  ])
  const id = await addSkill(project)
  await openProject(id)
  await vi.waitFor(() => expect(state().save.kind).toBe('saved'))
  editProject('Mark', (now) => setStatus(now, new Set(['a']), 'done'))
  expect(await statusInDatabase(id)).toBe('todo')
  return id
}

function leave(): { isHeld: boolean } {
  const event = new Event('beforeunload', { cancelable: true })
  page.dispatchEvent(event)
  return { isHeld: event.defaultPrevented }
}

describe('the end of the page', () => {
  it('saves when the page is hidden, and not when it is shown', async () => {
    const id = await openEdited()
    sheet.dispatchEvent(new Event('visibilitychange'))
    expect(state().save.kind).toBe('pending')
    sheet.visibilityState = 'hidden'
    sheet.dispatchEvent(new Event('visibilitychange'))
    await vi.waitFor(async () => expect(await statusInDatabase(id)).toBe('done'))
  })

  it('holds who leaves unsaved work, and saves it meanwhile', async () => {
    const id = await openEdited()
    expect(leave()).toEqual({ isHeld: true })
    await vi.waitFor(async () => expect(await statusInDatabase(id)).toBe('done'))
    await vi.waitFor(() => expect(leave()).toEqual({ isHeld: false }))
  })

  it('holds who leaves a run that the browser would not keep', () => {
    expect(leave()).toEqual({ isHeld: false })
    useTrainingStore.setState({ unkept: { runs: [], remedy: '' } })
    expect(leave()).toEqual({ isHeld: true })
    useTrainingStore.setState({ unkept: null })
  })

  it('saves and forgets what was deleted when the page goes', async () => {
    const gone = await createSkill('Gone')
    await deleteSkill(gone)
    const id = await openEdited()
    page.dispatchEvent(new Event('pagehide'))
    await vi.waitFor(async () => expect(await statusInDatabase(id)).toBe('done'))
    await vi.waitFor(async () => expect(await statusInDatabase(gone)).toBe('missing'))
  })

  it('is no longer listened to once that is stopped', async () => {
    const id = await openEdited()
    stop()
    sheet.visibilityState = 'hidden'
    sheet.dispatchEvent(new Event('visibilitychange'))
    page.dispatchEvent(new Event('pagehide'))
    expect(leave()).toEqual({ isHeld: false })
    expect(await statusInDatabase(id)).toBe('todo')
  })
})

describe('the skills of the page', () => {
  it('are made, copied, named and found', async () => {
    const id = await createSkill('Lamps')
    const copy = await duplicateSkill(id)
    await renameSkill(id, 'Lights')
    expect([await nameOf(id), await nameOf(copy!)]).toEqual(['Lights', 'Lamps (copy)'])
    expect(names()).toEqual(expect.arrayContaining(['Lights', 'Lamps (copy)']))
    expect(await duplicateSkill('nobody')).toBeNull()
    expect(await fetchProject('nobody')).toBeNull()
  })

  it('are deleted for a while, or at once', async () => {
    const id = await createSkill('Lamps')
    const deleted = await deleteSkill(id)
    expect(names()).not.toContain('Lamps')
    expect(deleted.bringBack()).toBe(true)
    await vi.waitFor(() => expect(names()).toContain('Lamps'))
    await forgetSkill(id)
    expect(await nameOf(id)).toBeNull()
  })

  it('leave the screen when somebody lets go of them', async () => {
    const id = await openEdited()
    letGoOfSkill(id)
    expect(state().project).toBeNull()
    // Where none is open there is nothing to decide.
    expect(await keepAsCopy()).toBeNull()
    await Promise.all([takeOtherVersion(), keepDeletedSkill(), dismissLost(), retrySave()])
    expect(state().project).toBeNull()
  })

  it('can be kept as a copy', async () => {
    const id = await openEdited()
    const copy = await keepAsCopy()
    expect(copy).not.toBe(id)
    expect((await fetchProject(copy!))?.utterances[0]?.status).toBe('done')
  })

  it('say something that stands until it is taken away', () => {
    pageProjects.say('Title', 'Text')
    const { id } = state().notices.at(-1)!
    dismissNotice(id)
    expect(state().notices.map((one) => one.id)).not.toContain(id)
  })
})
