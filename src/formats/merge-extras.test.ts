import { describe, expect, it } from 'vitest'
import { mergeExtra } from './merge-extras'
import { readForTest } from './testing-reads'

describe('what formats keep for their export', () => {
  it('joins lists and records; of single values the first stays', () => {
    const first = { version: 1, answers: [['Greet', 'hi']], agent: { zone: 'UTC' } }
    const second = {
      version: 2,
      answers: [
        ['Greet', 'hi'],
        ['Bye', 'so long'],
      ],
      agent: { id: 7 },
    }
    expect(mergeExtra(first, second)).toEqual({
      version: 1,
      answers: [
        ['Greet', 'hi'],
        ['Bye', 'so long'],
      ],
      agent: { zone: 'UTC', id: 7 },
    })
    expect(mergeExtra(undefined, second)).toBe(second)
  })

  it('keeps what each of several files brings', () => {
    const corpus = (intent: string) =>
      JSON.stringify({
        name: 'Bot',
        locale: 'en-US',
        data: [{ intent, utterances: [`say ${intent}`], answers: [`${intent} it is`] }],
      })
    const { project } = readForTest([
      { name: 'one.json', content: corpus('greet') },
      { name: 'two.json', content: corpus('leave') },
    ])
    const kept = JSON.stringify(project.extras)
    expect(kept).toContain('greet it is')
    expect(kept).toContain('leave it is')
  })
})
