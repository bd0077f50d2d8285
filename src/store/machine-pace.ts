import { create } from 'zustand'
import { perSecond } from '@/evaluation/pace-text'
import { BACKEND_LABELS, type MeasuredPaces, type Pace } from '@/jobs/job'
import { SKILLET_VERSION } from '@/project/skillet-version'
import { createWorkerClient, openTrainingWorker } from '@/worker/client'
import { modelUrl } from './model-place'
import { setPreferences } from './preferences'

/** Measuring what this machine can do, apart from any training. */
export const useMachinePace = create<{ isMeasuring: boolean; problem: string | null }>(() => ({
  isMeasuring: false,
  problem: null,
}))

/** Measures each backend for a moment and remembers the result; the next training chooses by it. */
export async function measureMachine(): Promise<void> {
  const set = useMachinePace.setState
  if (useMachinePace.getState().isMeasuring) return
  set({ isMeasuring: true, problem: null })
  const client = createWorkerClient(openTrainingWorker)
  try {
    const basics = { modelUrl: modelUrl(), backend: 'auto' as const, avoid: [] }
    const result = await client.run({ kind: 'measure', ...basics })
    if (result.kind === 'failed') set({ problem: `${result.message} ${result.remedy}` })
    else setPreferences({ measured: result.measured })
  } finally {
    client.dispose()
    set({ isMeasuring: false })
  }
}

/** A backend as people tell it from the others. */
export function paceName({ backend, threads }: Pace): string {
  if (backend !== 'wasm') return BACKEND_LABELS[backend]
  return `${BACKEND_LABELS.wasm}, ${threads === 1 ? 'one thread' : 'two threads'}`
}

/** What was measured, as text to send to somebody. */
export function paceReport(
  { adapter, paces }: MeasuredPaces,
  browser: Pick<Navigator, 'userAgent' | 'hardwareConcurrency'> = navigator,
): string {
  return [
    `Skillet ${SKILLET_VERSION}, ${adapter ?? 'no GPU'}, ${browser.hardwareConcurrency} cores`,
    browser.userAgent,
    ...paces.map(
      (pace) =>
        `${paceName(pace)}: ${perSecond(pace.stepsPerSecond)} training steps/s, ${perSecond(pace.answersPerSecond)} answers/s`,
    ),
  ].join('\n')
}
