import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createTabChannel, type TabMessage } from './tab-channel'

/** The channels of a browser that are open, each with what was posted on it. */
let open: { name: string; posted: unknown[]; onmessage: (event: { data: unknown }) => void }[]

beforeEach(() => {
  open = []
  vi.stubGlobal(
    'BroadcastChannel',
    class {
      posted: unknown[] = []
      onmessage = () => {}
      name: string
      constructor(name: string) {
        this.name = name
        open.push(this)
      }
      postMessage(message: unknown) {
        this.posted.push(message)
      }
      close() {
        open = open.filter((one) => one !== (this as unknown))
      }
    },
  )
})

afterEach(() => {
  vi.unstubAllGlobals()
})

const deleted: TabMessage = { kind: 'deleted', projectId: 'p' }

it('opens when somebody listens, and closes when nobody does any more', () => {
  const channel = createTabChannel('skillet')
  channel.post(deleted)
  expect(open).toEqual([])
  const stops = [channel.listen(() => {}), channel.listen(() => {})]
  expect(open.map(({ name }) => name)).toEqual(['skillet'])
  channel.post(deleted)
  expect(open[0]?.posted).toEqual([deleted])
  stops[0]!()
  expect(open).toHaveLength(1)
  stops[1]!()
  expect(open).toEqual([])
  channel.post(deleted)
  channel.listen(() => {})
  expect(open).toHaveLength(1)
  expect(open[0]?.posted).toEqual([])
})

it('tells what other tabs say to all who listen, and nothing that makes no sense', () => {
  const channel = createTabChannel('skillet')
  const heard: string[] = []
  channel.listen(({ kind }) => heard.push(`one ${kind}`))
  const stop = channel.listen(({ kind }) => heard.push(`other ${kind}`))
  const say = (data: unknown) => open[0]!.onmessage({ data })
  for (const message of [
    ...[null, 'saved', { kind: 'saved', projectId: 'p' }, { kind: 'new', projectId: 'p' }],
    ...[{ kind: 'deleted', projectId: 1 }, { kind: 'trained' }],
  ]) {
    say(message)
  }
  expect(heard).toEqual([])
  say({ kind: 'saved', projectId: 'p', revision: 2 })
  stop()
  say(deleted)
  say({ kind: 'trained', projectId: 'p' })
  expect(heard).toEqual(['one saved', 'other saved', 'one deleted', 'one trained'])
})

it('is silence where the browser has none', () => {
  vi.stubGlobal('BroadcastChannel', undefined)
  const channel = createTabChannel('skillet')
  const stop = channel.listen(() => {})
  channel.post(deleted)
  expect(stop).not.toThrow()
})
