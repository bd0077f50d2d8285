import { afterEach, describe, expect, it, vi } from 'vitest'
import {
  ariaKeysOf,
  type Command,
  canMeet,
  commandForKeys,
  hintOf,
  keysForPeople,
  keysOf,
  keysOfEvent,
  labelOf,
} from './command'
import { pressCommand, tabCommand } from './control-commands'
import { usePreferences } from './preferences'
import { useRoute } from './route'

const command = (id: string, keys: string[], more: Partial<Command> = {}): Command => ({
  ...{ id, keys, label: id, group: 'Any', scope: 'page', screen: 'everywhere' },
  ...{ isEnabled: () => true, run: () => {} },
  ...more,
})
const pressed = (key: string, held = '') =>
  keysOfEvent({
    key,
    ctrlKey: held.includes('ctrl'),
    metaKey: held.includes('meta'),
    altKey: held.includes('alt'),
    shiftKey: held.includes('shift'),
  })

afterEach(() => {
  vi.unstubAllGlobals()
  usePreferences.setState({ keys: {} })
  useRoute.setState({ screen: 'skills', query: {} }, true)
})

describe('shortcuts', () => {
  it.each([
    ['k', 'ctrl', 'Ctrl+k'],
    ['K', 'meta shift', 'Ctrl+Shift+k'],
    ['ArrowLeft', 'alt shift', 'Alt+Shift+ArrowLeft'],
    ['?', 'shift', '?'],
    [' ', '', 'Space'],
    ['1', '', '1'],
    ['Enter', 'ctrl alt', 'Ctrl+Alt+Enter'],
    ['é', 'shift', 'Shift+é'],
  ])('spell %s with %s as %s', (key, held, keys) => expect(pressed(key, held)).toBe(keys))

  it.each([
    ['Ctrl+k', 'Ctrl+K', '⌘+K'],
    ['Shift+ArrowLeft', 'Shift+←', '⇧+←'],
    ['Alt+ArrowRight', 'Alt+→', '⌥+→'],
    ['ArrowUp', '↑', '↑'],
    ['ArrowDown', '↓', '↓'],
    ['Enter', '⏎', '⏎'],
    ['Backspace', '⌫', '⌫'],
    ['Delete', 'Del', 'Del'],
    ['Escape', 'Esc', 'Esc'],
    ['Tab', '⇥', '⇥'],
    ['Ctrl++', 'Ctrl++', '⌘++'],
    ['Space', 'Space', 'Space'],
  ])('show %s as %s, and on a Mac as %s', (keys, shown, onMac) => {
    vi.stubGlobal('navigator', { userAgent: 'X11; Linux' })
    expect(keysForPeople(keys)).toBe(shown)
    vi.stubGlobal('navigator', { userAgent: 'Macintosh; Intel Mac OS X' })
    expect(keysForPeople(keys)).toBe(onMac)
  })

  it('are the person’s own where they were changed, or none', () => {
    const save = command('save', ['Ctrl+s', 'F2'])
    expect([keysOf(save), hintOf(save), ariaKeysOf(save)]).toEqual([
      ['Ctrl+s', 'F2'],
      keysForPeople('Ctrl+s'),
      'Control+s',
    ])
    usePreferences.setState({ keys: { save: ['Alt+s'] } })
    expect([keysOf(save), hintOf(save)]).toEqual([['Alt+s'], keysForPeople('Alt+s')])
    usePreferences.setState({ keys: { save: [] } })
    expect([hintOf(save), ariaKeysOf(save)]).toEqual([undefined, undefined])
    expect([hintOf(undefined), ariaKeysOf(undefined)]).toEqual([undefined, undefined])
  })

  it('stand for the first command that is enabled now', () => {
    const off = command('off', ['x'], { isEnabled: () => false })
    const on = command('on', ['y', 'x'], { label: () => 'Now' })
    expect(commandForKeys([off, on], 'x')).toBe(on)
    expect(commandForKeys([off, on], 'z')).toBeUndefined()
    expect([labelOf(off), labelOf(on)]).toEqual(['off', 'Now'])
  })

  it('may mean two things on two screens, and never on one', () => {
    const [everywhere, train, evaluate] = [
      command('a', []),
      command('b', [], { screen: 'train' }),
      command('c', [], { screen: 'evaluate' }),
    ]
    expect(canMeet(train, evaluate)).toBe(false)
    expect(canMeet(train, { ...train })).toBe(true)
    expect([canMeet(everywhere, train), canMeet(train, everywhere)]).toEqual([true, true])
  })
})

describe('a command of a control on the page', () => {
  type Fake = { click: () => void; focus: () => void; closest: () => unknown }
  const on = (control: Fake | null) => {
    const asked: string[] = []
    vi.stubGlobal('document', {
      querySelector: (selector: string) => {
        asked.push(selector)
        return control
      },
    })
    useRoute.setState({ screen: 'train', projectId: 'p', query: {} }, true)
    return asked
  }
  const control = (closed: unknown = null) => {
    const done: string[] = []
    const fake = {
      click: () => done.push('click'),
      focus: () => done.push('focus'),
      closest: () => closed,
    }
    return { done, fake: fake as unknown as Fake }
  }

  it('presses it while it is there, on its own screen', () => {
    const { done, fake } = control()
    const asked = on(fake)
    const start = pressCommand('train', 'start', 'Train', 's')
    expect(start).toMatchObject({ id: 'train.start', group: 'Train', keys: ['s'], screen: 'train' })
    expect(start.isEnabled()).toBe(true)
    start.run()
    expect(done).toEqual(['click'])
    expect(asked[0]).toBe(':is(#main [data-command="train.start"]):not(:disabled)')
    useRoute.setState({ screen: 'skills', query: {} }, true)
    expect(start.isEnabled()).toBe(false)
    start.run()
    expect(done).toEqual(['click'])
  })

  it('does nothing without it', () => {
    on(null)
    const start = pressCommand('train', 'start', 'Train', 's')
    expect(start.isEnabled()).toBe(false)
    start.run()
  })

  it('shows what is closed before it is pressed', () => {
    const opened: string[] = []
    const { done, fake } = control({ setAttribute: (name: string) => opened.push(name) })
    on(fake)
    pressCommand('train', 'start', 'Train', 's').run()
    expect([opened, done]).toEqual([['open'], ['focus']])
  })

  it('shows a tab and goes into it', () => {
    const { done, fake } = control()
    const asked = on(fake)
    const tab = tabCommand('train', 'runs', 'Runs', '2')
    tab.run()
    expect([tab.id, done, asked[0]]).toEqual([
      'train.tab-runs',
      ['click', 'focus'],
      ':is(#main [data-tab="runs"]):not(:disabled)',
    ])
  })
})
