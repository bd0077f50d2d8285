import { expect, test } from 'vitest'
import { losersOf, manyMarkdown, manyPicture, skillPairs } from './many-figures'
import type { BenchRow } from './summary'

function row(skill: string, group: string, arm: string, frames: number, steps: number): BenchRow {
  return {
    skill,
    group,
    size: 100,
    seed: 1,
    arm,
    intentAccuracy: frames,
    slotF1: frames,
    frameAccuracy: frames,
    semanticErrorRate: 1 - frames,
    stepsToScratchBest: steps,
    seconds: 1,
  }
}

const both = (skill: string, group: string, scratch: number, pretrained: number) => [
  row(skill, group, 'scratch', scratch, 60),
  row(skill, group, 'pretrained', pretrained, 10),
]

const ROWS = [
  ...both('music & more', 'public bots', 0.5, 0.75),
  ...both('banking', 'public bots', 0.8, 0.8),
  ...both('audiobook', 'Alexa skills', 0.9, 0.6),
  ...both('weather', 'Alexa skills', 0.6, 0.59),
  row('half done', 'Alexa skills', 'scratch', 0.5, 60),
]

test('the measures are those of skills that both arms have run on', () => {
  expect(skillPairs(ROWS).map(({ skill }) => skill)).toEqual([
    'music & more',
    'banking',
    'audiobook',
    'weather',
  ])
  const text = manyMarkdown(ROWS)
  // Errors fall by a half, not at all, quadruple, and grow by a fortieth.
  expect(text).toMatch(
    /\| \*\*all\*\* \| 4 \| 0\.700 \| 0\.685 \| \+63\.1% .* \| \+5\.0% \| 25% \| 50% \| 75% \| 6\.0× \(4 of 4\) \|/,
  )
  expect(text).toMatch(
    /\| public bots \| 2 \| 0\.650 \| 0\.775 \| −25\.0% .* \| 50% \| 100% \| 100% \|/,
  )
})

test('who loses more than two points is named', () => {
  expect(losersOf(skillPairs(ROWS)).map(({ skill }) => skill)).toEqual(['audiobook'])
  expect(manyMarkdown(ROWS)).toContain('| audiobook | 0.900 | 0.600 |')
  expect(manyMarkdown(ROWS.slice(0, 4))).toContain('No skill loses more than two points')
})

test('the picture has a mark a skill with its name, above the diagonal where pretraining helps', () => {
  const svg = manyPicture(ROWS)
  expect(svg.match(/<title>/g)).toHaveLength(4)
  expect(svg).toContain('music &amp; more: 50.0% from scratch, 75.0% with Skillet')
  expect(svg).toContain('public bots (2)')
  // Half across, three quarters up: 440 wide, from 56 and 16.
  expect(svg).toContain(`M276 ${16 + 110 - 5.5}`)
})
