import { useEffect, useState } from 'react'
import { msLeft, phaseOf, shareOfAll, WORK_NAMES } from '@/store/activity-progress'
import type { ImportWork } from '@/store/import-work'
import { screenHref, skillsHref } from '@/store/route'
import type { Activity } from '@/store/training-store'
import { stopWork } from '@/store/training-work'
import { Button } from '@/ui/Button'
import { formatDuration } from '@/ui/charts/numbers'
import { ProgressBar } from '@/ui/ProgressBar'
import styles from './JobBar.module.css'

/** A bar for the work of the training worker, and one for each reading of files. */
export function RunningJobs({
  activity,
  works,
}: {
  activity: Activity | null
  works: readonly ImportWork[]
}) {
  return (
    <>
      {activity && <Training activity={activity} />}
      {works.map((work) => (
        <Importing key={work.id} work={work} />
      ))}
    </>
  )
}

function Training({ activity }: { activity: Activity }) {
  const { projectId, skillName, work, isStopping } = activity
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

/** A quick reading is over before anybody could read about it. */
const SHOWN_AFTER_MS = 300

function Importing({ work: { name, progress, stop } }: { work: ImportWork }) {
  const [isSlow, setIsSlow] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setIsSlow(true), SHOWN_AFTER_MS)
    return () => clearTimeout(timer)
  }, [])
  if (!isSlow) return null
  return (
    <aside className={styles.bar} aria-label="Running import">
      <a href={skillsHref()} className={styles.name}>
        Import of {name}
      </a>
      <div className={styles.progress}>
        <ProgressBar label={progress.text} value={progress.share} />
      </div>
      <Button size="small" icon="stop" onPress={stop}>
        Stop
      </Button>
    </aside>
  )
}
