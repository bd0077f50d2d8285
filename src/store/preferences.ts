import { z } from 'zod'
import { create } from 'zustand'
import { type Bar, DEFAULT_BAR } from '@/evaluation/verdict'
import type { MeasuredPaces } from '@/jobs/job'

/** What a person chose for this browser, apart from any skill. */
export type Preferences = {
  theme: 'system' | 'light' | 'dark'
  /** Which TensorFlow.js backend to try first. */
  backend: 'auto' | 'webgpu' | 'wasm' | 'cpu'
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

const share = z.number().min(0).max(1)
const schema = z.object({
  theme: z.enum(['system', 'light', 'dark']).catch(DEFAULTS.theme),
  backend: z.enum(['auto', 'webgpu', 'wasm', 'cpu']).catch(DEFAULTS.backend),
  keys: z.record(z.string(), z.array(z.string())).catch({}),
  measured: z
    .object({
      machine: z.string(),
      adapter: z.string().nullable(),
      paces: z.array(
        z.object({
          backend: z.enum(['webgpu', 'wasm', 'cpu']),
          threads: z.union([z.literal(1), z.literal(2)]),
          stepsPerSecond: z.number().positive(),
          answersPerSecond: z.number().positive(),
        }),
      ),
    })
    .nullable()
    .catch(DEFAULTS.measured),
  movesOnAfterLabel: z.boolean().catch(DEFAULTS.movesOnAfterLabel),
  hasSkills: z.boolean().catch(DEFAULTS.hasSkills),
  bar: z.object({ understood: share, turnedAway: share, perIntent: share }).catch(DEFAULTS.bar),
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
    return schema.parse(JSON.parse(localStorage.getItem(STORAGE_KEY) ?? '{}'))
  } catch {
    return DEFAULTS
  }
}
