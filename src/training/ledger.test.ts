import { expect, test } from 'vitest'
import { createLedger } from './ledger'

function later<Value>() {
  let resolve: (value: Value) => void = () => {}
  let reject: (reason: Error) => void = () => {}
  const promise = new Promise<Value>((yes, no) => {
    resolve = yes
    reject = no
  })
  return { promise, resolve, reject }
}

async function collect<Result>(results: AsyncGenerator<Result>): Promise<Result[]> {
  const seen: Result[] = []
  for await (const result of results) seen.push(result)
  return seen
}

const turn = () => new Promise((resolve) => setTimeout(resolve))

test('work is done in the order of its recording, whichever numbers come first', async () => {
  const ledger = createLedger<string>()
  const [first, second] = [later<() => string[]>(), later<() => string[]>()]
  ledger.add(first.promise)
  ledger.add(second.promise)
  second.resolve(() => ['second'])
  await turn()
  expect(await collect(ledger.settle(2))).toEqual([])
  first.resolve(() => ['first', 'of two'])
  await turn()
  expect(await collect(ledger.settle(2))).toEqual(['first', 'of two', 'second'])
})

test('it waits for no more than it must', async () => {
  const ledger = createLedger<string>()
  const [first, second] = [later<() => string[]>(), later<() => string[]>()]
  ledger.add(first.promise)
  ledger.add(second.promise)
  const settled = collect(ledger.settle(1))
  first.resolve(() => ['first'])
  expect(await settled).toEqual(['first'])
  const all = collect(ledger.settle(0))
  second.resolve(() => ['second'])
  expect(await all).toEqual(['second'])
})

test('a failure is heard by who settles, and by nobody before', async () => {
  const ledger = createLedger<string>()
  const broken = later<() => string[]>()
  ledger.add(broken.promise)
  broken.reject(new Error('the GPU was lost'))
  await turn()
  await expect(collect(ledger.settle(1))).rejects.toThrow('the GPU was lost')
})
