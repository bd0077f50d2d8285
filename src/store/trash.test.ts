import { expect, it } from 'vitest'
import { createStepClock, settle } from './testing'
import { createTrash, UNDO_MS } from './trash'

function createFilled() {
  const clock = createStepClock()
  const trash = createTrash(clock)
  const gone: string[] = []
  const told: string[] = []
  const put = (id: string, forget = async (): Promise<void> => void gone.push(id)) =>
    trash.put(id, forget)
  const stop = trash.listen((id) => told.push(`${id} ${trash.has(id) ? 'in' : 'out'}`))
  return { clock, trash, gone, told, put, stop }
}

it('forgets after a while, and never what was brought back', async () => {
  const { clock, trash, gone, put } = createFilled()
  const kept = put('a')
  put('b')
  expect(kept.bringBack()).toBe(true)
  expect(clock.waiting()).toBe(1)
  clock.advance(UNDO_MS - 1)
  await settle()
  expect(gone).toEqual([])
  clock.advance(1)
  await settle()
  expect(gone).toEqual(['b'])
  expect(kept.bringBack()).toBe(false)
  const late = put('c')
  await trash.empty()
  expect(late.bringBack()).toBe(false)
  expect(gone).toEqual(['b', 'c'])
  expect(trash.has('c')).toBe(false)
  expect(clock.waiting()).toBe(0)
})

it('settles at once when it is brought back, and when it is too late for that', async () => {
  const { clock, put } = createFilled()
  const settled: string[] = []
  const kept = put('a')
  const lost = put('b', () => new Promise(() => {}))
  void kept.settled.then(() => settled.push('a'))
  void lost.settled.then(() => settled.push('b'))
  await settle()
  expect(settled).toEqual([])
  kept.bringBack()
  await settle()
  expect(settled).toEqual(['a'])
  clock.advance(UNDO_MS)
  await settle()
  expect(settled).toEqual(['a', 'b'])
})

it('hides what is in it until it is gone, and tells of each change', async () => {
  const { clock, trash, told, put, stop } = createFilled()
  let forgotten = () => {}
  put('a', () => new Promise<void>((resolve) => (forgotten = resolve)))
  clock.advance(UNDO_MS)
  await settle()
  expect(trash.has('a')).toBe(true)
  forgotten()
  await settle()
  expect(told).toEqual(['a in', 'a out'])
  stop()
  put('b').bringBack()
  expect(told).toHaveLength(2)
})

it('takes what is put in twice by its second time', async () => {
  const { clock, trash, gone, put } = createFilled()
  const first = put('a')
  clock.advance(1)
  put('a')
  expect(first.bringBack()).toBe(false)
  clock.advance(UNDO_MS - 1)
  await settle()
  expect(trash.has('a')).toBe(true)
  clock.advance(1)
  await settle()
  expect([trash.has('a'), gone]).toEqual([false, ['a', 'a']])
})

it('forgets once, however often it is asked to', async () => {
  const { clock, trash, gone, put } = createFilled()
  put('a')
  const both = [trash.empty(), trash.empty()]
  clock.advance(UNDO_MS)
  await Promise.all(both)
  expect(gone).toEqual(['a'])
})
