import { beforeEach, describe, expect, it } from 'vitest'
import { createProject, createUtterance, type Project, type Utterance } from '@/project/project'
import * as act from './project-actions'
import { undo, useProjectStore } from './project-store'
import { SLOT_COLORS, slotColors } from './slot-colors'

const genre = { start: 5, end: 9, slot: 'genre' }
const skill: Project = {
  ...createProject({ id: 'p', name: 'Music' }),
  intents: [
    { name: 'Play', kind: 'custom', note: '', slots: [{ name: 'genre', type: 'Genre' }] },
    { name: 'Stop', kind: 'custom', note: '', slots: [] },
  ],
  slotTypes: [{ name: 'Genre', isExtensible: true, values: [] }],
  utterances: [
    createUtterance({ id: 'a', text: 'play jazz now', intent: 'Play', spans: [genre] }),
    createUtterance({ id: 'b', text: 'play soul', intent: null }),
    createUtterance({ id: 'c', text: 'halt', intent: 'Stop' }),
  ],
}

beforeEach(() => {
  useProjectStore.setState({ project: skill, past: [], future: [] })
})

const now = () => useProjectStore.getState().project!
const utterance = (id: string): Utterance => now().utterances.find((one) => one.id === id)!
const label = () => useProjectStore.getState().past.at(-1)?.label
const ids = (...names: string[]) => new Set(names)

describe('an action', () => {
  it('is one step of undo with a name, and says whether anything changed', () => {
    expect(act.chooseIntent(ids('a', 'b'), 'Stop')).toBe(true)
    expect(label()).toBe('Set the intent Stop (2 utterances)')
    expect(act.chooseIntent(ids('a', 'b'), 'Stop')).toBe(false)
    expect(useProjectStore.getState().past).toHaveLength(1)
    undo()
    expect(now()).toEqual(skill)
  })

  it('labels, moves and takes labels off', () => {
    act.annotateSpan('b', { start: 5, end: 9, slot: 'genre' })
    expect(label()).toBe('Label “soul” as genre')
    expect(utterance('b').spans).toEqual([genre])
    act.changeSpanEdges('b', genre, { start: 0, end: 9 })
    expect(label()).toBe('Move genre')
    expect(utterance('b').spans).toEqual([{ ...genre, start: 0 }])
    act.removeSpan('a', genre)
    expect(label()).toBe('Remove genre from “jazz”')
    expect(utterance('a').spans).toEqual([])
    expect(act.annotateSpan('nobody', genre)).toBe(false)
  })

  it('labels the same words at many places at once', () => {
    const places = [
      { utterance: utterance('b'), span: genre },
      { utterance: utterance('b'), span: { start: 0, end: 4, slot: 'genre' } },
      { utterance: utterance('c'), span: { start: 0, end: 4, slot: 'genre' } },
    ]
    expect(act.annotatePlaces(places)).toBe(true)
    expect(label()).toBe('Label 3 more as genre')
    expect([utterance('b').spans.length, utterance('c').spans.length]).toEqual([2, 1])
    expect(act.annotatePlaces([])).toBe(false)
  })

  it('accepts what was suggested, done or not, and leaves the intent where none was', () => {
    act.acceptUtterance('b', { intent: 'Play', spans: [genre] }, { marksDone: true })
    expect(label()).toBe('Accept')
    expect(utterance('b')).toMatchObject({ intent: 'Play', spans: [genre], status: 'done' })
    act.acceptUtterance('c', { intent: null, spans: [] }, { marksDone: false })
    expect(utterance('c')).toMatchObject({ intent: 'Stop', status: 'todo' })
    act.acceptUtterance('c', { intent: 'Play', spans: [] }, { marksDone: false })
    expect(label()).toBe('Accept suggestions')
    expect(utterance('c')).toMatchObject({ intent: 'Play', status: 'todo' })
  })

  it('takes what a model says in place of what is there', () => {
    const said = { start: 0, end: 4, slot: 'genre' }
    act.takeJudgement('a', { intent: 'Stop', spans: [said] })
    expect(utterance('a')).toMatchObject({ intent: 'Stop', spans: [said] })
    act.takeJudgement('a', { intent: null, spans: [] })
    expect(utterance('a')).toMatchObject({ intent: 'Stop', spans: [] })
    expect(label()).toBe('Take the model’s labels')
  })

  it('sets intent, status, side and note', () => {
    act.chooseIntent(ids('a'), null)
    expect([utterance('a').intent, label()]).toEqual([null, 'Take the intent away'])
    act.chooseStatus(ids('a'), 'check')
    expect([utterance('a').status, label()]).toEqual(['check', 'Mark as to check'])
    act.chooseStatus(ids('a', 'b', 'c'), 'done')
    expect(label()).toBe('Mark as done (3 utterances)')
    act.chooseStatus(ids('a'), 'todo')
    expect(label()).toBe('Mark as to do')
    act.chooseSplit(ids('a'), 'test')
    expect([utterance('a').split, label()]).toEqual(['test', 'Put on the test side'])
    act.writeNote('a', 'why?')
    expect([utterance('a').note, label()]).toEqual(['why?', 'Write a note'])
  })

  it('rewrites, cuts, copies and deletes', () => {
    act.rewriteUtterance('a', 'please play jazz now')
    expect(utterance('a').spans).toEqual([{ start: 12, end: 16, slot: 'genre' }])
    const second = act.splitUtteranceAt('a', 12)!
    expect([utterance('a').text, utterance(second).text]).toEqual(['please play', 'jazz now'])
    expect(act.splitUtteranceAt('nobody', 1)).toBeNull()
    const copy = act.copyUtterance('b')!
    expect(utterance(copy)).toMatchObject({ text: 'play soul' })
    expect(act.copyUtterance('nobody')).toBeNull()
    act.deleteUtterances(ids(copy, second))
    expect(label()).toBe('Delete (2 utterances)')
    expect(now().utterances.map(({ id }) => id)).toEqual(['a', 'b', 'c'])
  })

  it('adds texts that the intent does not have yet, on the side that is asked for', () => {
    const { added, firstId } = act.addTexts(['Halt', 'stop it', 'go away'], 'Stop', 'test')
    expect(added).toBe(2)
    expect(utterance(firstId!)).toMatchObject({ text: 'stop it', intent: 'Stop', split: 'test' })
    expect(label()).toBe('Add 2 utterances')
    expect(act.addTexts(['halt'], 'Play')).toMatchObject({ added: 1 })
    expect(now().utterances.at(-1)).toMatchObject({ intent: 'Play', split: 'auto' })
    expect(act.addTexts(['HALT'], 'Stop')).toEqual({ added: 0, firstId: null })
  })

  it('gives labels of many utterances another name, or removes them', () => {
    act.annotateSpan('b', genre)
    act.relabelInBulk(ids('a', 'b'), 'genre', 'mood')
    expect(label()).toBe('Relabel genre as mood (2 utterances)')
    expect(utterance('a').spans[0]?.slot).toBe('mood')
    act.relabelInBulk(ids('a'), 'mood', null)
    expect(label()).toBe('Remove mood')
    expect([utterance('a').spans.length, utterance('b').spans.length]).toEqual([0, 1])
    expect(act.clearSpans(ids('a', 'c'))).toBe(false)
    expect(act.clearSpans(ids('a', 'b'))).toBe(true)
    expect([utterance('b').spans, label()]).toEqual([[], 'Remove labels (2 utterances)'])
  })

  it('adds a labelled text to the values of its slot', () => {
    expect(act.addSpanToValues('a', genre)).toBe('Genre')
    expect(now().slotTypes[0]?.values).toEqual([{ value: 'jazz', synonyms: [] }])
    expect(label()).toBe('Add “jazz” to Genre')
    expect(act.addSpanToValues('a', { ...genre, slot: 'nobody' })).toBeNull()
    expect(act.addSpanToValues('nobody', genre)).toBeNull()
  })
})

describe('slot colours', () => {
  it('go round, and are the same object while the slots are the same', () => {
    const slots = Array.from({ length: SLOT_COLORS + 1 }, (_, n) => ({ name: `s${n}`, type: '' }))
    const many = { ...skill, intents: [{ ...skill.intents[0]!, slots }], utterances: [] }
    const colors = slotColors(many)
    expect([colors.get('s0'), colors.get('s11'), colors.get('s12')]).toEqual([0, 11, 0])
    expect(slotColors({ ...many, name: 'Other' })).toBe(colors)
    const fewer = { ...many, intents: [{ ...skill.intents[0]!, slots: slots.slice(0, 3) }] }
    expect([...slotColors(fewer).keys()]).toEqual(['s0', 's1', 's2'])
    slotColors(many)
    const others = slots.map((slot) => ({ ...slot, name: `t${slot.name}` }))
    const renamed = { ...many, intents: [{ ...skill.intents[0]!, slots: others }] }
    expect(slotColors(renamed).has('ts0')).toBe(true)
  })
})
