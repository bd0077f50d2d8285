import { lazy, Suspense } from 'react'
import { useImportWork } from '@/store/import-work'
import { useRoute } from '@/store/route'
import { useTrainingStore } from '@/store/training-store'

const RunningJobs = lazy(async () => ({ default: (await import('./RunningJobs')).RunningJobs }))

/**
 * What runs, on every screen but the one that shows it at large: whose it is, how far, how long yet, and
 * the way to stop it.
 */
export function JobBar() {
  const activity = useTrainingStore((state) => state.activity)
  const works = useImportWork((state) => state.works)
  const route = useRoute()
  const isAtHome =
    activity?.work === 'train' && route.screen === 'train' && route.projectId === activity.projectId
  const shown = isAtHome ? null : activity
  if (!shown && works.length === 0) return null
  return (
    <Suspense fallback={null}>
      <RunningJobs activity={shown} works={works} />
    </Suspense>
  )
}
