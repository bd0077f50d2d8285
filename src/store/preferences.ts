import * as v from 'valibot'
import { create } from 'zustand'
import { type Bar, DEFAULT_BAR } from '@/evaluation/verdict'
import { BACKENDS, type BackendName, type MeasuredPaces } from '@/jobs/job'
import { positive, recordOf, share } from '@/project/schema-parts'

/** What a person chose for this browser, apart from any skill. */
export type Preferences = {
  theme: 'system' | 'light' | 'dark'
  /** Which TensorFlow.js backend to try first. */
  backend: BackendName | 'auto'
  /** Shortcuts that were changed: command id → keys (an empty list switches a shortcut off). */
  keys: Record<string, string[]>
  /** How fast this machine was when it was measured last. */
  measured: MeasuredPaces | null
  /** Whether labelling a selection moves on to the next candidate. */
  movesOnAfterLabel: boolean
  /** Whether there were skills last time: then the page does not begin with the words for newcomers. */
  hasSkills: boolean
  /** What a skill must reach before the person calls it ready. */
  bar: Bar
}

const STORAGE_KEY = 'skillet.preferences'

const DEFAULTS: Preferences = {
  theme: 'system',
  backend: 'auto',
  measured: null,
  keys: {},
  movesOnAfterLabel: true,
  hasSkills: false,
  bar: DEFAULT_BAR,
}

const schema = v.object({
  theme: v.fallback(v.picklist(['system', 'light', 'dark']), DEFAULTS.theme),
  backend: v.fallback(v.picklist(['auto', ...BACKENDS]), DEFAULTS.backend),
  keys: v.fallback(recordOf(v.array(v.string())), {}),
  measured: v.fallback(
    v.nullable(
      v.object({
        machine: v.string(),
        adapter: v.nullable(v.string()),
        paces: v.array(
          v.object({
            backend: v.picklist(BACKENDS),
            threads: v.union([v.literal(1), v.literal(2)]),
            stepsPerSecond: positive,
            answersPerSecond: positive,
          }),
        ),
      }),
    ),
    DEFAULTS.measured,
  ),
  movesOnAfterLabel: v.fallback(v.boolean(), DEFAULTS.movesOnAfterLabel),
  hasSkills: v.fallback(v.boolean(), DEFAULTS.hasSkills),
  bar: v.fallback(
    v.object({ understood: share, turnedAway: share, perIntent: share }),
    DEFAULTS.bar,
  ),
})

/** The preferences; the only user of `localStorage` (index.html reads the theme before the first paint). */
export const usePreferences = create<Preferences>(() => readPreferences())

/** Changes preferences and keeps them, where the browser allows it. */
export function setPreferences(change: Partial<Preferences>): void {
  usePreferences.setState(change)
  applyTheme()
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify(usePreferences.getState()))
  } catch {
    // Private mode: the choice lasts until the page closes.
  }
}

/** Puts the chosen theme on the page. */
export function applyTheme(): void {
  if (typeof document === 'undefined') return
  const { theme } = usePreferences.getState()
  if (theme === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
}

function readPreferences(): Preferences {
  try {
    return v.parse(schema, JSON.parse(localStorage.getItem(STORAGE_KEY) ?? '{}'))
  } catch {
    return DEFAULTS
  }
}
