import { describe, expect, it } from 'vitest'
import { countIntent, createGuesser, guessIntent, learnIntents, rankIntents } from './intent-guess'
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

describe('what a guesser counts', () => {
  const say = (id: string, text: string, intent: string | null = null) =>
    createUtterance({ id, text, intent })
  const skillOf = (...utterances: ReturnType<typeof say>[]) => ({ ...project, utterances })

  it('is how often intents and their words come, each once more than it was seen', () => {
    const guesser = learnIntents(skillOf(say('1', 'a b', 'A'), say('2', 'c', 'B')))
    const [first, second] = rankIntents(say('x', 'a'), guesser)
    // A: ½ · 2/6; B: ½ · 1/5.
    expect(first).toEqual({ intent: 'A', probability: expect.closeTo(0.625, 9) })
    expect(second).toEqual({ intent: 'B', probability: expect.closeTo(0.375, 9) })
    expect(guessIntent(say('x', 'a'), guesser)).toBeNull()
    expect(guessIntent(say('x', 'a b'), guesser)).toBe('A')
    const more = learnIntents(skillOf(say('1', 'a', 'A'), say('2', 'a', 'A'), say('3', 'a', 'B')))
    // A: ⅔ · 3/4; B: ⅓ · 2/3.
    expect(rankIntents(say('x', 'a'), more)[0]?.probability).toBeCloseTo(9 / 13, 9)
  })

  it('is forgotten with the utterance, and never of one without an intent', () => {
    const [one, two] = [say('1', 'turn it on', 'A'), say('2', 'turn it off', 'B')]
    const guesser = learnIntents(skillOf(one, two, say('3', 'turn around')))
    expect(guesser.texts).toBe(2)
    expect(guesser.vocabulary.get('turn')).toBe(2)
    countIntent(guesser, two, -1)
    expect([...guesser.intents.keys()]).toEqual(['A'])
    expect([...guesser.vocabulary.keys()]).toEqual(['turn', 'it', 'on'])
    expect(guessIntent(one, guesser)).toBeNull()
    countIntent(guesser, one, -1)
    expect(guesser).toEqual(createGuesser())
  })

  it('is a slot in the place of its words, and each word once, without marks', () => {
    const spans = [{ start: 5, end: 14, slot: 'genre' }]
    const guesser = learnIntents(
      skillOf({ ...say('1', 'Play cool jazz, play!', 'A'), spans }, say('2', 'b', 'B')),
    )
    expect([...(guesser.intents.get('A')?.words ?? [])]).toEqual([
      ['play', 1],
      ['{genre}', 1],
    ])
  })
})
