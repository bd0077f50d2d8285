import { describe, expect, it } from 'vitest'
import { createStoragePromise } from './keep-storage'
import { createCurveBoard } from './live-curves'
import { createTrainingMeter } from './training-meter'

describe('the speed of a training', () => {
  it('is that of the last five seconds, and the mean of all', () => {
    const meter = createTrainingMeter()
    expect([meter.recentRate(), meter.meanRate(), meter.elapsedMs()]).toEqual([null, 0, 0])
    meter.start({ isAnother: false })
    meter.add(0, 0)
    meter.add(1, 200)
    expect(meter.recentRate()).toBeNull()
    meter.add(2, 250)
    expect(meter.recentRate()).toBe(8)
    // Ten a second for six seconds, then twenty for five.
    for (let tenth = 3; tenth <= 60; tenth += 1) meter.add(tenth, 100 * tenth)
    for (let tenth = 1; tenth <= 50; tenth += 1) meter.add(60 + 2 * tenth, 6000 + 100 * tenth)
    expect(meter.recentRate()).toBeCloseTo(20, 6)
    expect(meter.meanRate()).toBeCloseTo(160 / 11, 6)
    expect(meter.elapsedMs()).toBe(11_000)
  })

  it('adds up the time of several trainings, and counts one that goes on once', () => {
    const meter = createTrainingMeter()
    meter.start({ isAnother: false })
    meter.add(5, 1000)
    meter.start({ isAnother: true })
    meter.add(1, 300)
    expect(meter.elapsedMs()).toBe(1300)
    expect(meter.recentRate()).toBeNull()
    meter.start({ isAnother: false })
    meter.add(4, 900)
    expect(meter.elapsedMs()).toBe(1900)
  })

  it('keeps two marks however far apart they are', () => {
    const meter = createTrainingMeter()
    meter.start({ isAnother: false })
    meter.add(0, 0)
    meter.add(1, 60_000)
    expect(meter.recentRate()).toBeCloseTo(1 / 60, 9)
  })
})

it('tells charts of more to draw until they have gone, and begins anew', () => {
  const board = createCurveBoard()
  let drawn = 0
  const stop = board.subscribe(() => {
    drawn += 1
  })
  const first = board.curves()
  board.touch()
  board.reset()
  expect([drawn, board.curves() === first]).toEqual([2, false])
  board.reset(first)
  expect(board.curves()).toBe(first)
  stop()
  board.touch()
  expect(drawn).toBe(3)
})

describe('the promise to keep what is stored', () => {
  const browser = (persisted: boolean, persist: boolean) => {
    const asked: string[] = []
    return {
      asked,
      persisted: async () => asked.push('persisted') > 0 && persisted,
      persist: async () => asked.push('persist') > 0 && persist,
    }
  }

  it('is asked for once, and only where it is not given yet', async () => {
    const given = browser(true, false)
    const promise = createStoragePromise(given)
    expect([await promise.ask(), await promise.ask(), given.asked]).toEqual([
      true,
      true,
      ['persisted'],
    ])
    const willing = browser(false, true)
    expect([await createStoragePromise(willing).ask(), willing.asked]).toEqual([
      true,
      ['persisted', 'persist'],
    ])
    expect(await createStoragePromise(browser(false, false)).ask()).toBe(false)
  })

  it('is none where the browser knows of no such thing, or refuses', async () => {
    expect(await createStoragePromise(undefined).ask()).toBe(false)
    expect(await createStoragePromise({}).ask()).toBe(false)
    const angry = { persisted: async () => Promise.reject(new Error('no')) }
    expect(await createStoragePromise(angry).ask()).toBe(false)
  })
})
