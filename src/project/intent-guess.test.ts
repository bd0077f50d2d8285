import { describe, expect, it } from 'vitest'
import { guessIntent, learnIntents, rankIntents } from './intent-guess'
import { createProject, createUtterance } from './project'

const project = {
  ...createProject({ id: 'p', name: 'Home' }),
  utterances: [
    createUtterance({ id: '1', text: 'turn the lights on', intent: 'Light' }),
    createUtterance({ id: '2', text: 'make the lights blue', intent: 'Light' }),
    createUtterance({ id: '3', text: 'set a timer for tea', intent: 'Timer' }),
    createUtterance({ id: '4', text: 'start a timer', intent: 'Timer' }),
  ],
}
const guess = (text: string) =>
  guessIntent(createUtterance({ id: 'x', text }), learnIntents(project))

describe('guessIntent', () => {
  it('goes by the words that an intent uses', () => {
    expect(guess('turn the lights off')).toBe('Light')
    expect(guess('another timer for eggs')).toBe('Timer')
  })

  it('keeps silent where nothing speaks for one', () => {
    expect(guess('hello there')).toBeNull()
    expect(
      guessIntent(
        createUtterance({ id: 'x', text: 'timer' }),
        learnIntents(createProject({ id: 'p', name: '' })),
      ),
    ).toBeNull()
  })
})

describe('rankIntents', () => {
  it('orders all intents that were seen, likely ones first', () => {
    const guesser = learnIntents(project)
    const ranks = rankIntents(createUtterance({ id: 'x', text: 'set the lights' }), guesser)
    expect(ranks.map(({ intent }) => intent)).toEqual(['Light', 'Timer'])
    expect(ranks.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1)
    expect(rankIntents(createUtterance({ id: 'x', text: 'hello there' }), guesser)).toEqual([])
  })
})
