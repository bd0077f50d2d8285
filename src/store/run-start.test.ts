import { describe, expect, it } from 'vitest'
import { learnedKey } from '@/evaluation/known-sides'
import { DEFAULT_SETTINGS } from '@/jobs/job'
import { fingerprintOf } from '@/project/data-fingerprint'
import { createUtterance, type Utterance } from '@/project/project'
import type { RunRecord } from './run-record'
import { chooseStart, knownSidesOf, settingsOf } from './run-start'

const skill = ['play jazz', 'play rock', 'stop it', 'halt now'].map((text, index) =>
  createUtterance({ id: `u${index}`, text, intent: index % 2 === 0 ? 'Play' : 'Stop' }),
)

function runOf(change: Partial<RunRecord> = {}): RunRecord {
  return {
    id: 'run',
    number: 1,
    kind: 'train',
    settings: DEFAULT_SETTINGS,
    fingerprint: fingerprintOf(skill),
    split: { train: ['u0', 'u1'], validation: ['u2'], test: ['u3'] },
    learnedTexts: ['play jazz', 'play rock'].map(learnedKey),
    hasModel: true,
    ...change,
  } as RunRecord
}

function choose(utterances: Utterance[], runs = [runOf()], change = {}) {
  const options = { runs, utterances, settings: DEFAULT_SETTINGS, alsoFromScratch: false }
  return chooseStart({ ...options, ...change })
}

const added = createUtterance({ id: 'u4', text: 'play blues', intent: 'Play' })

describe('the next run', () => {
  it('goes on after an edit, in fewer epochs', () => {
    const start = choose([...skill, added])
    expect(start).toMatchObject({ kind: 'earlier', run: { number: 1 }, fresh: 1 })
    // Four utterances have 40 epochs from the download, two thousand 28.
    expect(settingsOf(DEFAULT_SETTINGS, start, 4).epochs).toBe(30)
    expect(settingsOf(DEFAULT_SETTINGS, start, 2_000).epochs).toBe(21)
    expect(settingsOf({ ...DEFAULT_SETTINGS, epochs: 7 }, start, 4).epochs).toBe(7)
    expect(settingsOf(DEFAULT_SETTINGS, choose(skill), 4)).toEqual(DEFAULT_SETTINGS)
  })

  it('starts from the download when there is nothing to go on from, or nothing new', () => {
    expect(choose(skill, [])).toEqual({ kind: 'download', because: null })
    expect(choose(skill)).toMatchObject({ because: 'Nothing has changed since run 1.' })
    expect(choose([...skill, added], [runOf({ hasModel: false })]).kind).toBe('download')
  })

  it('never goes on where that would test on what was learned', () => {
    const [first, ...rest] = skill as [Utterance, ...Utterance[]]
    expect(choose([{ ...first, split: 'test' }, ...rest])).toMatchObject({
      because: 'Run 1 has learned an utterance that is now for testing.',
    })
    const again = createUtterance({ id: 'new', text: 'Play jazz', intent: 'Play', split: 'test' })
    expect(choose([again, ...rest]).kind).toBe('download')
    const reseeded = { ...DEFAULT_SETTINGS, seed: 2 }
    expect(choose([...skill, added], [runOf()], { settings: reseeded }).kind).toBe('download')
  })

  it('starts from the download when labels are new, or much is', () => {
    const other = createUtterance({ id: 'u5', text: 'wait', intent: 'Pause' })
    expect(choose([...skill, other])).toMatchObject({
      because: 'Run 1 knows only 2 of the 3 intents and slots.',
    })
    const more = ['a', 'b'].map((text) => createUtterance({ id: text, text, intent: 'Play' }))
    expect(choose([...skill, ...more])).toMatchObject({
      because: 'With 2 new utterances it learns more from a fresh start.',
    })
  })

  it('starts from the download when scratch is to be compared', () => {
    expect(choose([...skill, added], [runOf()], { alsoFromScratch: true }).kind).toBe('download')
  })

  it('keeps the sides of the latest run that was split alike', () => {
    const runs = [runOf(), runOf({ id: 'other', settings: { ...DEFAULT_SETTINGS, seed: 9 } })]
    expect(knownSidesOf(runs, DEFAULT_SETTINGS)?.test).toEqual(['u3'])
    expect(knownSidesOf(runs, { ...DEFAULT_SETTINGS, testShare: 0.5 })).toBeUndefined()
  })
})
