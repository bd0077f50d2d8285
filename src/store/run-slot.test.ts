import { expect, it } from 'vitest'
import type { Job } from '@/jobs/job'
import type { RunOptions } from '@/worker/client'
import { createRunSlot } from './run-slot'
import { settle } from './testing'
import type { TrainingLocks } from './training-locks'

const unlocked: TrainingLocks = {
  take: async () => async () => {},
  isTaken: async () => false,
  whenFree: () => () => {},
}

/** A client whose jobs end at once; `said` tells what it was asked. */
function createClient() {
  const said: string[] = []
  const signals: AbortSignal[] = []
  return {
    said,
    signals,
    run: async (_: unknown, { signal }: RunOptions = {}) => {
      said.push('run')
      if (signal) signals.push(signal)
      return { kind: 'predicted' } as never
    },
    pause: () => void said.push('pause'),
    resume: () => void said.push('resume'),
  }
}

const predict: Job = { kind: 'predict', modelId: 'a', texts: [] }

it('is taken from the click on: two quick clicks start one', async () => {
  const slot = createRunSlot(createClient(), unlocked)
  let started = 0
  const wanted = {
    projectId: 'p',
    onTaken: () => {
      started += 1
      expect(slot.isTaken()).toBe(true)
    },
    work: async () => {
      await settle()
      return 'trained'
    },
  }
  const [first, second] = await Promise.all([slot.take(wanted), slot.take(wanted)])
  expect(started).toBe(1)
  expect([first, second]).toEqual([{ kind: 'done', value: 'trained' }, { kind: 'taken' }])
  expect(slot.isTaken()).toBe(false)
  expect((await slot.take(wanted)).kind).toBe('done')
})

it('does not begin where another tab trains, and is free after a failure', async () => {
  const slot = createRunSlot(createClient(), { ...unlocked, take: async () => null })
  const work = async () => 'trained'
  expect(await slot.take({ projectId: 'p', onTaken() {}, work })).toEqual({ kind: 'elsewhere' })
  expect(slot.isTaken()).toBe(false)
  const failing = createRunSlot(createClient(), unlocked)
  const broken = async () => Promise.reject(new Error('no'))
  await expect(failing.take({ projectId: 'p', onTaken() {}, work: broken })).rejects.toThrow('no')
  expect(failing.isTaken()).toBe(false)
})

it('gives the right to train a skill back before it is free', async () => {
  const told: string[] = []
  const slot = createRunSlot(createClient(), {
    ...unlocked,
    take: async (projectId) => {
      told.push(`take ${projectId}`)
      return async () => {
        told.push(`back, taken ${slot.isTaken()}`)
      }
    },
  })
  await slot.take({ projectId: 'p', onTaken() {}, work: async () => {} })
  expect(told).toEqual(['take p', 'back, taken true'])
})

it('holds, lets go on and stops what runs in it, and nothing else', async () => {
  const client = createClient()
  const slot = createRunSlot(client, unlocked)
  slot.setPaused(true)
  slot.setPaused(false)
  slot.stop()
  await slot.take({
    projectId: 'p',
    onTaken() {},
    async work(run) {
      await run(predict, () => {})
      expect(client.signals[0]?.aborted).toBe(false)
      slot.setPaused(true)
      slot.setPaused(false)
      slot.stop()
      expect(client.signals[0]?.aborted).toBe(true)
    },
  })
  expect(client.said).toEqual(['run', 'pause', 'resume'])
})
