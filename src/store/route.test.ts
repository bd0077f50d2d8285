import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { parseRoute, replaceQuery, useRoute } from './route'

const address = { hash: '' }

beforeEach(() => {
  vi.stubGlobal('location', address)
  vi.stubGlobal('history', {
    replaceState: (_state: unknown, _title: string, href: string) => {
      address.hash = href
    },
  })
  address.hash = '#/skill/7f/annotate'
  useRoute.setState(parseRoute(address.hash), true)
})

afterEach(() => {
  vi.unstubAllGlobals()
  useRoute.setState(parseRoute(''), true)
})

it('notes what a screen shows in the address', () => {
  replaceQuery({ intent: 'Greet' })
  expect(address.hash).toBe('#/skill/7f/annotate?intent=Greet')
  expect(useRoute.getState().query).toEqual({ intent: 'Greet' })
})

it.each(['#/skills', '#/skill/7f/train', '#/skill/8a/annotate'])(
  'takes nobody back who has gone to %s, before the browser has said so',
  (elsewhere) => {
    address.hash = elsewhere
    replaceQuery({ intent: 'Greet' })
    expect(address.hash).toBe(elsewhere)
  },
)
