import { msLeft, phaseOf, shareOfAll, WORK_NAMES } from '@/store/activity-progress'
import { screenHref, useRoute } from '@/store/route'
import { useTrainingStore } from '@/store/training-store'
import { stopWork } from '@/store/training-work'
import { Button } from '@/ui/Button'
import { formatDuration } from '@/ui/charts/numbers'
import { ProgressBar } from '@/ui/ProgressBar'
import styles from './JobBar.module.css'

/**
 * What runs, on every screen but the one that shows it at large: whose it is, how far, how long yet, and
 * the way to stop it.
 */
export function JobBar() {
  const activity = useTrainingStore((state) => state.activity)
  const route = useRoute()
  if (!activity) return null
  const { projectId, skillName, work, isStopping } = activity
  const isAtHome = work === 'train' && route.screen === 'train' && route.projectId === projectId
  if (isAtHome) return null
  const left = msLeft(activity)
  const share = shareOfAll(activity)
  const note = [
    ...(share === null ? [] : [`${Math.round(100 * share)}%`]),
    ...(left === null ? [] : [`about ${formatDuration(left)} left`]),
  ].join(', ')
  const screen = work === 'train' ? 'train' : 'evaluate'
  const query = work === 'train' ? {} : { view: 'more' }
  return (
    <aside className={styles.bar} aria-label="Running job">
      <a href={screenHref(projectId, screen, query)} className={styles.name}>
        {WORK_NAMES[work]} of {skillName}
      </a>
      <div className={styles.progress}>
        <ProgressBar label={phaseOf(activity)} value={share} note={note} />
      </div>
      <Button size="small" icon="stop" isDisabled={isStopping} onPress={stopWork}>
        {isStopping ? 'Stopping…' : 'Stop'}
      </Button>
    </aside>
  )
}
