import { expect, it } from 'vitest'
import { createTrainingLocks } from './training-locks'

/** A lock manager that holds what it is told, and keeps its requests until they are granted. */
function locksOf(held: LockInfo[]) {
  const granted: (() => void)[] = []
  const manager = {
    query: async () => ({ held, pending: [] }),
    request: (_name: string, _options: LockOptions, callback: () => unknown) =>
      new Promise<void>((resolve) => {
        granted.push(() => {
          callback()
          resolve()
        })
      }),
  } as unknown as LockManager
  return { locks: createTrainingLocks(manager), grant: () => granted.shift()?.() }
}

const lock = (mode: LockMode): LockInfo => ({ name: 'skillet-training/p1', mode, clientId: 'tab' })

it('takes a tab that waits for none that trains', async () => {
  expect(await locksOf([lock('exclusive')]).locks.isTaken('p1')).toBe(true)
  expect(await locksOf([lock('shared')]).locks.isTaken('p1')).toBe(false)
  expect(await locksOf([lock('exclusive')]).locks.isTaken('p2')).toBe(false)
})

it('tells that a skill is free when its own wait holds nothing any more', async () => {
  const { locks, grant } = locksOf([])
  const told: string[] = []
  locks.whenFree('p1', () => told.push('free'))
  grant()
  expect(told).toEqual([])
  await Promise.resolve()
  expect(told).toEqual(['free'])
})
