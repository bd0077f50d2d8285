import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { diffProjects, redoChange, undoChange } from './change'
import { editText, setIntent, setSplit } from './edits'
import { expandTemplates } from './expansion'
import { deleteSlot, renameIntent, renameSlot } from './intent-edits'
import {
  createProject,
  createUtterance,
  type Project,
  type Template,
  type Utterance,
} from './project'
import {
  addTemplateFrom,
  boundedCount,
  canBeTemplate,
  deleteTemplate,
  expandAgain,
  isAsMade,
  MOST_OF_ONE,
  saveTemplate,
  templateShares,
} from './template-edits'
import { validateProject } from './validation'

const PLAY: Template = { id: 't1', intent: 'Play', text: 'play some {genre}' }
const GENRES = ['jazz', 'blues', 'ska', 'folk', 'techno', 'house', 'soul', 'funk']

function skill(): Project {
  const empty: Project = {
    ...createProject({ id: 'p', name: 'Music' }),
    intents: [
      { name: 'Play', kind: 'custom', note: '', slots: [{ name: 'genre', type: 'Genre' }] },
      { name: 'Stop', kind: 'custom', note: '', slots: [] },
    ],
    slotTypes: [
      {
        name: 'Genre',
        isExtensible: true,
        values: GENRES.map((value) => ({ value, synonyms: [] })),
      },
    ],
    utterances: [createUtterance({ id: 'own', text: 'stop it', intent: 'Stop', status: 'done' })],
  }
  return saveTemplate(empty, PLAY, { count: 5, seed: 1 })
}

const ofTemplate = (project: Project, id = 't1') =>
  project.utterances.filter(({ templateId }) => templateId === id)

describe('templates in a skill', () => {
  it('make as many utterances as asked, each with a value of the type', () => {
    const made = ofTemplate(skill())
    expect(made).toHaveLength(5)
    for (const { text, spans, intent } of made) {
      expect(intent).toBe('Play')
      expect(GENRES).toContain(text.slice(spans[0]!.start, spans[0]!.end))
    }
    expect(ofTemplate(saveTemplate(skill(), PLAY, { count: 99, seed: 1 }))).toHaveLength(
      GENRES.length,
    )
    const open = { ...PLAY, id: 't9', text: 'wake me at {time}' }
    expect(
      ofTemplate(saveTemplate(skill(), open, { count: 1e6, seed: 1 }), 't9').length,
    ).toBeLessThanOrEqual(MOST_OF_ONE)
  })

  it('say the same for one seed, and something else for another', () => {
    const texts = (seed: number) =>
      ofTemplate(saveTemplate(skill(), PLAY, { count: 4, seed })).map(({ text }) => text)
    expect(texts(3)).toEqual(texts(3))
    expect(texts(3)).not.toEqual(texts(4))
  })

  it('keep what a hand has changed, whatever it was', () => {
    const project = skill()
    const [a, b, c, d, e] = ofTemplate(project).map(({ id }) => id)
    let edited = editText(project, a!, 'play some hot jazz please')
    edited = setIntent(edited, new Set([b!]), 'Stop')
    edited = setSplit(edited, new Set([c!]), 'test')
    edited = {
      ...edited,
      utterances: edited.utterances.map((one) => (one.id === d ? { ...one, spans: [] } : one)),
    }
    expect(templateShares(edited).get('t1')).toEqual({ made: 1, edited: 4 })
    const next = saveTemplate(edited, { ...PLAY, text: 'put on {genre}' }, { count: 3, seed: 2 })
    const ids = new Set(next.utterances.map(({ id }) => id))
    expect([a, b, c, d].every((id) => ids.has(id!))).toBe(true)
    expect(ids.has(e!)).toBe(false)
    expect(templateShares(next).get('t1')?.made).toBe(3)
    expect(next.utterances.find(({ id }) => id === a)?.text).toBe('play some hot jazz please')
    const again = expandAgain(next, { seed: 7 })
    expect([a, b, c, d].every((id) => again.utterances.some((one) => one.id === id))).toBe(true)
  })

  it('still know what they made after slots and intents were renamed', () => {
    const renamed = renameIntent(renameSlot(skill(), 'genre', 'style'), 'Play', 'PlayMusic')
    expect(templateShares(renamed).get('t1')).toEqual({ made: 5, edited: 0 })
  })

  it('are filled anew as often as somebody wanted', () => {
    const artists = Array.from({ length: 400 }, (_, index) => `Artist ${index}`)
    const wide = {
      ...skill(),
      slotTypes: [
        ...skill().slotTypes,
        {
          name: 'artist',
          isExtensible: true,
          values: artists.map((value) => ({ value, synonyms: [] })),
        },
      ],
    }
    const wanted = { id: 't2', intent: 'Play', text: 'play {artist}' }
    const saved = saveTemplate(wide, wanted, { count: 20, seed: 1 })
    const anew = templateShares(expandAgain(saved, { seed: 9 }))
    expect(anew.get('t2')?.made).toBe(20)
    expect(anew.get('t1')?.made).toBe(5)
    // Templates of before the number was kept make as many as there are.
    const older = {
      ...saved,
      templates: saved.templates.map(({ id, intent, text }) => ({ id, intent, text })),
    }
    expect(templateShares(expandAgain(older, { seed: 9 })).get('t2')?.made).toBe(20)
  })

  it('go with the slot that they are filled with, and bring back nothing undeclared', () => {
    const without = deleteSlot(skill(), 'genre', null)
    expect(without.templates).toEqual([])
    expect(without.utterances.filter(({ templateId }) => templateId !== null)).toEqual([])
    expect(without.utterances).toHaveLength(skill().utterances.length)
    const again = expandAgain(without, { seed: 3 })
    expect(again.utterances.flatMap(({ spans }) => spans)).toEqual([])
    expect(validateProject(again)).toEqual([])
    expect(deleteSlot(skill(), 'genre', 'Stop').templates).toHaveLength(1)
  })

  it('declare what a new pattern needs, and put its utterances beside their own', () => {
    const project = saveTemplate(
      skill(),
      { id: 't2', intent: 'Play', text: ' play {artist}  in the {room} ' },
      { count: 3, seed: 1 },
    )
    expect(project.templates[1]?.text).toBe('play {artist} in the {room}')
    expect(project.intents[0]?.slots.map(({ name }) => name)).toEqual(['genre', 'artist', 'room'])
    expect(project.utterances.map(({ intent }) => intent)).toEqual([
      'Stop',
      ...Array(8).fill('Play'),
    ])
    expect(validateProject(project)).toEqual([])
  })

  it('leave with what they made, or leave it behind; edited ones always stay', () => {
    const [first] = ofTemplate(skill())
    const edited = editText(skill(), first!.id, 'play anything')
    const bare = deleteTemplate(edited, 't1', { withUtterances: true })
    expect(bare.utterances.map(({ text }) => text)).toEqual(['stop it', 'play anything'])
    expect(bare.utterances.every(({ templateId }) => templateId === null)).toBe(true)
    const full = deleteTemplate(edited, 't1', { withUtterances: false })
    expect(full.utterances).toHaveLength(6)
    expect(full.templates).toEqual([])
  })

  it('come from utterances too', () => {
    const own = createUtterance({
      id: 'x',
      text: 'some ska now',
      intent: 'Play',
      spans: [{ start: 5, end: 8, slot: 'genre' }],
    })
    const project = { ...skill(), utterances: [...skill().utterances, own] }
    const next = addTemplateFrom(project, 'x', 't5')
    expect(next.templates[1]).toEqual({ id: 't5', intent: 'Play', text: 'some {genre} now' })
    expect(next.utterances.find(({ id }) => id === 'x')?.templateId).toBe('t5')
    expect(canBeTemplate({ ...own, text: 'some ska {now}' })).toBe(false)
    expect(addTemplateFrom(project, 'own', 't6')).toBe(project)
  })

  it('can be taken back and done again, exactly', () => {
    const templates = fc.constantFrom('play {genre}', 'a {genre} song', 'hush', '{genre} by {band}')
    fc.assert(
      fc.property(templates, fc.nat(30), fc.nat(1000), (text, count, seed) => {
        const before = skill()
        for (const after of [
          saveTemplate(before, { ...PLAY, text }, { count, seed }),
          expandAgain(before, { seed }),
          deleteTemplate(before, 't1', { withUtterances: true }),
        ]) {
          const change = diffProjects(before, after, 'x')
          if (!change) continue
          expect(undoChange(after, change)).toEqual(before)
          expect(redoChange(before, change)).toEqual(after)
          const ids = after.utterances.map(({ id }) => id)
          expect(new Set(ids).size).toBe(ids.length)
        }
      }),
      { numRuns: 60, seed: 5 },
    )
  })

  it('are told from edits after an import as well', () => {
    const project = skill()
    const { utterances } = expandTemplates(project, [PLAY], { seed: 4, idPrefix: 'u-abc-t' })
    expect(utterances.length).toBeGreaterThan(3)
    expect(utterances.every((utterance) => isAsMade(utterance, PLAY))).toBe(true)
  })
})

describe('a template and what a hand has edited of it', () => {
  const skill = saveTemplate(
    {
      ...createProject({ id: 'p', name: 'Skill' }),
      intents: [
        { name: 'Play', kind: 'custom', note: '', slots: [{ name: 'genre', type: 'Genre' }] },
        { name: 'Stop', kind: 'custom', note: '', slots: [] },
      ],
      slotTypes: [
        {
          name: 'Genre',
          isExtensible: false,
          values: ['jazz', 'soul', 'rock'].map((value) => ({ value, synonyms: [] })),
        },
      ],
    },
    { id: 't', intent: 'Play', text: 'play {genre}' },
    { count: 3, seed: 1 },
  )
  const edited = {
    ...skill,
    utterances: [
      { ...skill.utterances[0]!, note: 'mine' },
      ...skill.utterances.slice(1),
      createUtterance({ id: 'own', text: 'go', intent: 'Play' }),
    ],
  }

  it('goes along to another intent, and nothing else does', () => {
    const next = saveTemplate(
      edited,
      { id: 't', intent: 'Start', text: 'play {genre}' },
      { count: 3, seed: 1 },
    )
    const intentOf = (id: string) => next.utterances.find((one) => one.id === id)?.intent
    expect(intentOf(edited.utterances[0]!.id)).toBe('Start')
    expect(intentOf('own')).toBe('Play')
    expect(next.intents.map(({ name }) => name)).toEqual(['Play', 'Stop', 'Start'])
  })

  it('stays where its intent was changed by hand', () => {
    const stopped = {
      ...edited,
      utterances: edited.utterances.with(0, { ...edited.utterances[0]!, intent: 'Stop' }),
    }
    const next = saveTemplate(
      stopped,
      { id: 't', intent: 'Start', text: 'play {genre}' },
      { count: 3, seed: 1 },
    )
    expect(next.utterances.find(({ id }) => id === edited.utterances[0]!.id)?.intent).toBe('Stop')
  })

  it.each([
    { id: 't', intent: 'Play', text: ' \t' },
    { id: 't', intent: ' ', text: 'play {genre}' },
  ])('is not saved without words or without an intent', (template) => {
    expect(saveTemplate(edited, template, { count: 3, seed: 1 })).toBe(edited)
  })
})

describe('what tells an utterance that a template has made', () => {
  const [made] = ofTemplate(skill())
  it.each<[string, Partial<Utterance>]>([
    ['its text', { text: 'play some music' }],
    ['its intent', { intent: 'Stop' }],
    ['its status', { status: 'check' }],
    ['its side', { split: 'train' }],
    ['its note', { note: 'why' }],
    ['the edges of its slot', { spans: [{ start: 0, end: 4, slot: 'genre' }] }],
    ['the name of its slot', { spans: made!.spans.map((span) => ({ ...span, slot: 'mood' })) }],
    ['its template', { templateId: null }],
  ])('is gone with %s changed', (_, change) => {
    expect(isAsMade(made!, PLAY)).toBe(true)
    expect(isAsMade({ ...made!, ...change }, PLAY)).toBe(false)
  })

  it('is counted once for each version, and anew with other templates', () => {
    const project = skill()
    expect(templateShares(project)).toBe(templateShares({ ...project }))
    expect(templateShares({ ...project, templates: [] }).size).toBe(0)
    const other = { ...PLAY, text: 'some {mood}' }
    const shares = templateShares({ ...project, templates: [other, { ...PLAY, id: 'new' }] })
    expect([shares.get('t1'), shares.get('new')]).toEqual([
      { made: 0, edited: 5 },
      { made: 0, edited: 0 },
    ])
  })
})

describe('templates, in the order of a skill', () => {
  const ids = ({ utterances }: Project) => utterances.map(({ id }) => id)
  const own = (id: string, intent: string) => createUtterance({ id, text: id, intent })

  it('make anew in the place of what they made before', () => {
    const before = { ...skill(), utterances: [...skill().utterances, own('last', 'Play')] }
    const next = saveTemplate(before, { ...PLAY, text: 'put on {genre}' }, { count: 2, seed: 3 })
    expect(ids(next).map((id) => id.slice(0, 4))).toEqual(['own', 't1-1', 't1-2', 'last'])
    expect(next.templates).toEqual([{ ...PLAY, text: 'put on {genre}', count: 2 }])
  })

  it('make for the first time behind the last of their intent', () => {
    const t2 = { id: 't2', intent: 'Stop', text: 'stop {genre}' }
    const next = saveTemplate(skill(), t2, { count: 1, seed: 1 })
    expect(ids(next).map((id) => id.slice(0, 3))).toEqual(['own', 't2-', ...Array(5).fill('t1-')])
    const fresh = saveTemplate(skill(), { ...t2, intent: 'New' }, { count: 1, seed: 1 })
    expect(ids(fresh).at(-1)).toMatch(/^t2-/)
  })

  it('give ids that nobody has', () => {
    const twice = saveTemplate(
      { ...skill(), templates: [] },
      { ...PLAY, intent: 'Stop' },
      { count: 5, seed: 1 },
    )
    const all = ids(twice)
    expect(new Set(all).size).toBe(all.length)
    const stop = twice.utterances.filter(({ id, intent }) => intent === 'Stop' && id !== 'own')
    expect(stop.every((one) => isAsMade(one, { ...PLAY, intent: 'Stop' }))).toBe(true)
  })

  it('make no text that somebody has written for the intent', () => {
    const written = GENRES.map((genre) => own(`play some ${genre}`, 'Play'))
    const project = { ...skill(), utterances: written }
    expect(ofTemplate(saveTemplate(project, PLAY, { count: 5, seed: 1 }))).toEqual([])
    const other = { ...PLAY, id: 't2', intent: 'Stop' }
    expect(ofTemplate(saveTemplate(project, other, { count: 5, seed: 1 }), 't2')).toHaveLength(5)
  })

  it.each([
    [0, 1],
    [Number.NaN, 1],
    [-3, 1],
    [1, 1],
    [2.4, 2],
    [2.6, 3],
    [MOST_OF_ONE + 1, MOST_OF_ONE],
  ])('make %d as %i', (count, bounded) => expect(boundedCount(count)).toBe(bounded))

  it('are left alone by what is about none of them', () => {
    const project = skill()
    expect(deleteTemplate(project, 'nobody', { withUtterances: true })).toBe(project)
    expect(addTemplateFrom(project, 'nobody', 't5')).toBe(project)
    const without = { ...project, templates: [] }
    expect(expandAgain(without, { seed: 1 })).toBe(without)
    const two = saveTemplate(
      project,
      { id: 't2', intent: 'Stop', text: 'no {genre}' },
      { count: 2, seed: 1 },
    )
    const one = deleteTemplate(two, 't1', { withUtterances: true })
    expect(one.templates.map(({ id }) => id)).toEqual(['t2'])
    expect(templateShares(one).get('t2')).toEqual({ made: 2, edited: 0 })
  })

  it('that say the same are one', () => {
    const again = createUtterance({
      ...{ id: 'x', text: 'play some noise', intent: 'Play' },
      spans: [{ start: 10, end: 15, slot: 'genre' }],
    })
    const project = { ...skill(), utterances: [...skill().utterances, again] }
    const next = addTemplateFrom(project, 'x', 't5')
    expect(next.templates).toBe(project.templates)
    expect(next.utterances.at(-1)?.templateId).toBe('t1')
    expect(next.utterances.slice(0, -1)).toEqual(project.utterances.slice(0, -1))
    const stop = { ...project, utterances: [{ ...again, intent: 'Stop' }] }
    expect(addTemplateFrom(stop, 'x', 't5').templates[1]?.intent).toBe('Stop')
    for (const bare of [{ spans: [] }, { intent: null }])
      expect(canBeTemplate({ ...again, ...bare })).toBe(false)
  })
})
