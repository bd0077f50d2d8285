import { expect, test } from 'vitest'
import type { BenchRow } from '../transfer/summary'
import { type PublicRow, readRowsOf } from './public-row'
import { publicMarkdown, publicWorthMarkdown, skillsMarkdown } from './public-tables'

function row(benchmark: PublicRow['benchmark'], size: number, seed: number, share: number) {
  const isSlots = benchmark === 'snips2017'
  return {
    benchmark,
    size,
    seed,
    intentAccuracy: share,
    macroSlotF1: isSlots ? share - 0.1 : null,
    slotF1: isSlots ? share - 0.05 : null,
    frameAccuracy: isSlots ? share - 0.3 : null,
    seconds: 1,
    network: 'tiny 0123',
  } satisfies PublicRow
}

const ROWS = [
  row('hwu64', 5, 1, 0.7),
  row('hwu64', 5, 2, 0.72),
  row('hwu64', 10, 1, 0.8),
  row('snips2017', 70, 1, 0.95),
]

test('ours is the mean of its trainings, the others stand as published with their year', () => {
  const text = publicMarkdown(ROWS)
  expect(text).toContain(
    '| **Skillet**, mean of 2 trainings | a browser | 2026 | **.710** | **.800** |',
  )
  expect(text).toMatch(/\| CPFT \| .* \| 2021 \| \.820 \| \.871 \|/)
  expect(text).toContain(
    '| **Skillet**, mean of one training | a browser | 2026 | **–** | **–** | **–** | **.850** |',
  )
  expect(text).toContain('| Alexa | a server | 2017 | – | – | – | .546 |')
  expect(text).toContain('| intent and all slots right | – | – | – | .650 |')
  expect(publicMarkdown([])).toBe('')
})

test('rows of another network, left by a run that was cut short, do not count', () => {
  const mixed = [...ROWS, { ...row('hwu64', 10, 2, 0.1), network: 'older 4567' }]
  expect(publicMarkdown(mixed)).toBe(publicMarkdown(ROWS))
  expect(publicWorthMarkdown(mixed)).toBe(publicWorthMarkdown(ROWS))
  expect(publicMarkdown(ROWS)).toMatch(/^Network tiny 0123\.\n/)
})

test('the short table names the best of the others, also where it is better than ours', () => {
  const text = publicWorthMarkdown(ROWS)
  expect(text).toContain('5 utterances an intent: intents | **.710** | .820 (CPFT, 2021) |')
  expect(text).toContain('70 utterances an intent: slot F1 | **.850** | .768 (Snips, 2017) |')
})

test('the 17 skills beside MiniLM are those of the first sample', () => {
  const one = (size: number, seed: number, share: number): BenchRow => ({
    skill: 'music',
    size,
    seed,
    arm: 'pretrained',
    intentAccuracy: share,
    slotF1: share,
    frameAccuracy: share,
    semanticErrorRate: null,
    stepsToScratchBest: null,
    seconds: 1,
  })
  const text = skillsMarkdown([one(100, 1, 0.5), one(100, 2, 0.9), one(300, 1, 0.75)])
  expect(text).toContain('**.500 / .500 / .500** | **.750 / .750 / .750** |')
  expect(text).toMatch(/MiniLM-L6, fine-tuned.*\.919 \/ \.653 \/ \.636/)
})

test('rows are read back as they were written; another text gives none', () => {
  expect(readRowsOf(JSON.stringify(ROWS))).toEqual(ROWS)
  expect(readRowsOf('{"rows": []}')).toEqual([])
  expect(readRowsOf('[{"benchmark":')).toEqual([])
})
