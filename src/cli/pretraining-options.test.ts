import { tmpdir } from 'node:os'
import { expect, test } from 'vitest'
import { PRETRAINING, PRETRAINING_OBJECTIVES, STEPS_PER_EPOCH } from '@/training/training-config'
import { PRETRAINING_HELP, readPretrainingOptions } from './pretraining-options'

const DATA = ['--data', tmpdir()]

test('a run without options has the numbers of the configuration', () => {
  const options = readPretrainingOptions(DATA)
  expect(options).toMatchObject({ config: PRETRAINING, objectives: PRETRAINING_OBJECTIVES })
  expect(PRETRAINING_HELP).toContain(`[${PRETRAINING.epochs * STEPS_PER_EPOCH}]`)
})

test('every number can be given, 0 as well', () => {
  const args = [...DATA, '--steps', '1000', '--teacher', '0', '--swap', '0.5', '--seed', '7']
  expect(readPretrainingOptions(args)).toMatchObject({
    config: { epochs: 1000 / STEPS_PER_EPOCH, slotSwap: 0.5, seed: 7 },
    objectives: { ...PRETRAINING_OBJECTIVES, teacher: 0 },
  })
})

test.each([
  [['--help'], null],
  [[], 'Name the folder of the sources'],
  [['--data', '/nowhere/at/all'], 'There is no folder'],
  [[...DATA, '--from', '/nowhere/at/all'], 'There is no file'],
  [[...DATA, '--names', 'many'], '--names must be a number'],
  [[...DATA, '--rate=-1'], '--rate must be a number'],
  [[...DATA, '--colour', 'red'], 'colour'],
])('%j', (args, problem) => {
  if (problem === null) expect(readPretrainingOptions(args)).toBeNull()
  else expect(() => readPretrainingOptions(args)).toThrow(problem)
})
