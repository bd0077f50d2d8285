import { expect, test } from 'vitest'
import {
  figuresMarkdown,
  figuresPicture,
  perturbedMarkdown,
  replaceBetween,
  worthMarkdown,
} from './figures'
import type { BenchRow } from './summary'

function row(skill: string, arm: string, frameAccuracy: number, steps: number | null): BenchRow {
  return {
    skill,
    size: 100,
    seed: 1,
    arm,
    intentAccuracy: 0.8,
    slotF1: 0.5,
    frameAccuracy,
    semanticErrorRate: 0.3,
    stepsToScratchBest: steps,
    seconds: 1,
  }
}

const ROWS = [
  row('taxi & bus', 'scratch', 0.5, 100),
  row('taxi & bus', 'pretrained', 0.6, 10),
  row('weather', 'scratch', 0.6, 100),
  row('weather', 'pretrained', 0.72, 20),
  row('weather', 'pretrained+typos', 0.66, null),
]

test('the tables say means and reductions', () => {
  const text = figuresMarkdown(ROWS)
  expect(text).toContain('2 skills')
  expect(text).toContain(
    '| 100 | from scratch, same word vectors | 0.800 | 0.500 | 0.550 | 0.300 |',
  )
  expect(text).toContain('**0.660**')
  // Frame errors fall from .5 to .4 and from .4 to .28: a fifth and three tenths.
  expect(text).toContain('−25.0%')
  expect(text).toContain('7.5× fewer (2 of 2 get there)')
  expect(perturbedMarkdown(ROWS)).toContain('| 100 | **Skillet** | 0.800 | 0.500 | 0.660 | 0.300 |')
})

test('the short table says shares, ours first', () => {
  const text = worthMarkdown(ROWS)
  expect(text).toContain('| learned from | **Skillet** | from scratch, same word vectors |')
  expect(text).toContain('| 100 utterances: intent and all slots right | **66.0%** | 55.0% |')
})

test('the picture has each skill once, its name escaped', () => {
  const svg = figuresPicture(ROWS)
  expect(svg.match(/taxi &amp; bus/g)).toHaveLength(1)
  expect(svg.match(/class="pretrained"/g)).toHaveLength(3)
})

test('text between markers is replaced, and a missing marker is noticed', () => {
  const text = 'a\n<!-- x -->\nold\n<!-- /x -->\nb'
  expect(replaceBetween(text, 'x', 'new')).toBe('a\n<!-- x -->\nnew\n<!-- /x -->\nb')
  expect(() => replaceBetween(text, 'y', 'new')).toThrow('there is no <!-- y -->')
})
