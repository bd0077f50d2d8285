import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { DEFAULT_BAR } from '@/evaluation/verdict'
import { modelUrl, wantedBackend } from './model-place'
import { applyTheme, type Preferences, setPreferences, usePreferences } from './preferences'
import { followAddress, goTo, replaceQuery, screenHref, skillsHref, useRoute } from './route'
import { pageGlobals } from './testing'

const defaults = usePreferences.getInitialState()

/** A page at an address; the browser tells the window when that changes. */
function openPage(hash: string) {
  const globals = pageGlobals()
  const window = new EventTarget()
  const replaced: string[] = []
  const location = { ...globals.location, hash }
  vi.stubGlobal('location', location)
  vi.stubGlobal('history', {
    replaceState(_: unknown, __: string, href: string) {
      replaced.push(href)
      location.hash = href
    },
  })
  vi.stubGlobal('addEventListener', window.addEventListener.bind(window))
  vi.stubGlobal('removeEventListener', window.removeEventListener.bind(window))
  return { location, replaced, tell: () => window.dispatchEvent(new Event('hashchange')) }
}

beforeEach(() => {
  for (const [name, value] of Object.entries(pageGlobals())) vi.stubGlobal(name, value)
  usePreferences.setState(defaults, true)
})

afterEach(() => {
  vi.unstubAllGlobals()
})

describe('the address', () => {
  it('is made of screen, skill and what is asked of it', () => {
    expect(screenHref('a/b', 'train', { run: '2', empty: '' })).toBe('#/skill/a%2Fb/train?run=2')
    expect(screenHref('7f', 'try')).toBe('#/skill/7f/try')
    expect(skillsHref({ sort: 'name' })).toBe('#/skills?sort=name')
    expect(skillsHref()).toBe('#/skills')
  })

  it('is followed until that is stopped', () => {
    const { location, tell } = openPage('#/skill/7f/train')
    const stop = followAddress()
    expect(useRoute.getState()).toMatchObject({ screen: 'train', projectId: '7f' })
    goTo(skillsHref())
    tell()
    expect(useRoute.getState()).toEqual({ screen: 'skills', query: {} })
    stop()
    location.hash = '#/skill/7f/try'
    tell()
    expect(useRoute.getState().screen).toBe('skills')
  })

  it('takes another query without a step back, and only where it is another', () => {
    const { replaced } = openPage('#/skill/7f/annotate?intent=Play')
    const stop = followAddress()
    replaceQuery({ intent: 'Play' })
    expect(replaced).toEqual([])
    replaceQuery({ intent: 'Stop' })
    expect(replaced).toEqual(['#/skill/7f/annotate?intent=Stop'])
    expect(useRoute.getState()).toMatchObject({ screen: 'annotate', query: { intent: 'Stop' } })
    goTo(skillsHref())
    followAddress()()
    replaceQuery({ sort: 'name' })
    expect(useRoute.getState()).toEqual({ screen: 'skills', query: { sort: 'name' } })
    stop()
  })
})

describe('where the model lies', () => {
  it('is beside the page, in the size that suits the device', () => {
    expect(modelUrl()).toBe('https://skillet.test/models/base/')
    vi.stubGlobal('navigator', { connection: { saveData: true } })
    expect(modelUrl()).toBe('https://skillet.test/models/small/')
  })
})

describe('the backend', () => {
  it('is the one in the address, else the one that was chosen', () => {
    expect(wantedBackend()).toBe('auto')
    usePreferences.setState({ backend: 'wasm' })
    expect(wantedBackend()).toBe('wasm')
    vi.stubGlobal('location', { search: '?backend=cpu' })
    expect(wantedBackend()).toBe('cpu')
    vi.stubGlobal('location', { search: '?backend=abacus' })
    expect(wantedBackend()).toBe('wasm')
  })
})

describe('preferences', () => {
  /** The preferences of a page that is loaded where this is stored. */
  async function readWith(stored: string | null): Promise<Preferences> {
    vi.stubGlobal('localStorage', { getItem: () => stored })
    vi.resetModules()
    return (await import('./preferences')).usePreferences.getState()
  }

  it('are kept, and read again', async () => {
    const kept = new Map<string, string>()
    vi.stubGlobal('localStorage', { setItem: (key: string, value: string) => kept.set(key, value) })
    const paces = [{ backend: 'wasm', threads: 2, stepsPerSecond: 9, answersPerSecond: 8 } as const]
    const chosen: Preferences = {
      ...{ theme: 'dark', backend: 'webgpu', keys: { undo: ['z'], none: [] }, hasSkills: true },
      ...{ movesOnAfterLabel: false, bar: { understood: 0.8, turnedAway: 0.7, perIntent: 0.6 } },
      measured: { machine: 'm', adapter: null, paces: [...paces] },
    }
    setPreferences(chosen)
    expect([...kept.keys()]).toEqual(['skillet.preferences'])
    expect(await readWith(kept.get('skillet.preferences')!)).toEqual(chosen)
  })

  it.each<Partial<Preferences>>([
    ...(['system', 'light', 'dark'] as const).map((theme) => ({ theme })),
    ...(['auto', 'webgpu', 'wasm', 'cpu'] as const).map((backend) => ({ backend })),
  ])('may be %j', async (chosen) => {
    expect(await readWith(JSON.stringify(chosen))).toMatchObject(chosen)
  })

  it('are the usual ones where nothing, or nothing sound, is stored', async () => {
    const usual: Preferences = {
      ...{ theme: 'system', backend: 'auto', keys: {}, hasSkills: false },
      ...{ movesOnAfterLabel: true, bar: DEFAULT_BAR, measured: null },
    }
    expect(await readWith(null)).toEqual(usual)
    expect(await readWith('{')).toEqual(usual)
    expect(await readWith(JSON.stringify({ theme: 'pink', backend: 'abacus', keys: 1 }))).toEqual(
      usual,
    )
    const strange = { measured: { machine: 1 }, movesOnAfterLabel: 2, hasSkills: 3, bar: {} }
    expect(await readWith(JSON.stringify(strange))).toEqual(usual)
  })

  it('hold for this page where the browser keeps nothing', () => {
    vi.stubGlobal('localStorage', {
      setItem() {
        throw new DOMException('', 'SecurityError')
      },
    })
    setPreferences({ backend: 'cpu' })
    expect(usePreferences.getState()).toEqual({ ...defaults, backend: 'cpu' })
  })

  it('put their theme on the page, and leave the system’s alone', () => {
    const { document } = pageGlobals()
    vi.stubGlobal('document', document)
    setPreferences({ theme: 'dark' })
    expect(document.documentElement.dataset).toEqual({ theme: 'dark' })
    setPreferences({ theme: 'system' })
    expect(document.documentElement.dataset).toEqual({})
    vi.stubGlobal('document', undefined)
    expect(applyTheme).not.toThrow()
  })
})
