import { describe, expect, it } from 'vitest'
import { createUtterance, type SplitChoice } from '@/project/project'
import { type KnownSides, leakedUtterances, learnedKey, placeKnown } from './known-sides'

const known: KnownSides = {
  train: ['learned'],
  validation: ['chosen'],
  test: ['tested'],
  learnedTexts: [learnedKey('play jazz')],
}

function utterance(id: string, text = id, split: SplitChoice = 'auto', templateId?: string) {
  return createUtterance({ id, text, intent: 'Play', split, templateId: templateId ?? null })
}

function sideOf(id: string, ...utterances: ReturnType<typeof utterance>[]): string | undefined {
  const placed = placeKnown(utterances, known)
  return Object.entries(placed).find(([, members]) => members.some((one) => one.id === id))?.[0]
}

describe('utterances of an earlier run', () => {
  it('stay where they were', () => {
    expect(sideOf('learned', utterance('learned'))).toBe('train')
    expect(sideOf('chosen', utterance('chosen'))).toBe('validation')
    expect(sideOf('tested', utterance('tested'))).toBe('test')
    expect(sideOf('new', utterance('new'))).toBe('fresh')
  })

  it('move when a person says so', () => {
    expect(sideOf('learned', utterance('learned', 'x', 'test'))).toBe('test')
    expect(sideOf('tested', utterance('tested', 'x', 'train'))).toBe('train')
    expect(sideOf('chosen', utterance('chosen', 'x', 'train'))).toBe('validation')
    expect(sideOf('new', utterance('new', 'x', 'train'))).toBe('fresh')
  })

  it('keep their copies and their template with them', () => {
    const [tested, copy] = [utterance('tested', 'stop it'), utterance('copy', ' Stop IT')]
    expect(sideOf('copy', copy, tested)).toBe('test')
    const [first, second] = [
      utterance('tested', 'play a', 'auto', 't'),
      utterance('new', 'play b', 'auto', 't'),
    ]
    expect(sideOf('new', first, second)).toBe('test')
  })
})

describe('a text that was learned, deleted and typed again', () => {
  it('is learned again, not tested', () => {
    expect(sideOf('again', utterance('again', 'Play jazz'))).toBe('train')
  })

  it('is a leak when somebody wants to test on it', () => {
    const asked = [
      utterance('again', 'Play jazz', 'test'),
      utterance('learned', 'reworded', 'test'),
      utterance('tested', 'stop', 'test'),
      utterance('other', 'play jazz'),
    ]
    expect(leakedUtterances(asked, known).map(({ id }) => id)).toEqual(['again', 'learned'])
  })
})
