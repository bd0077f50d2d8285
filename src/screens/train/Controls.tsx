import { paceText } from '@/evaluation/pace-text'
import { msLeft, phaseOf, shareOf } from '@/store/activity-progress'
import { useProject } from '@/store/project-store'
import { chooseStart, settingsOf } from '@/store/run-start'
import { startTraining } from '@/store/training-actions'
import {
  type Activity,
  setAlsoFromScratch,
  setFromDownload,
  useTrainingStore,
} from '@/store/training-store'
import { setPaused, stopWork } from '@/store/training-work'
import { Button } from '@/ui/Button'
import { countOf, formatBytes, formatDuration } from '@/ui/charts/numbers'
import { ProgressBar } from '@/ui/ProgressBar'
import { Switch } from '@/ui/Switch'
import styles from './Controls.module.css'

/** The one button, and what takes its place while something runs. */
export function Controls({ canTrain }: { canTrain: boolean }) {
  const activity = useTrainingStore((state) => state.activity)
  const { id } = useProject()
  const isOwn = activity?.projectId === id
  return (
    // biome-ignore lint/a11y/useSemanticElements: the focus comes here when a button goes away; no form's fieldset
    <div
      role="group"
      aria-label="Training"
      className={styles.controls}
      data-busy={isOwn || undefined}
    >
      {isOwn ? (
        <Progress activity={activity} />
      ) : (
        <Start canTrain={canTrain && !activity} isOther={activity !== null} />
      )}
    </div>
  )
}

function Start({ canTrain, isOther }: { canTrain: boolean; isOther: boolean }) {
  const project = useProject()
  const { alsoFromScratch, runs, settings, isFromDownload } = useTrainingStore()
  const utterances = project.utterances.filter(({ intent }) => intent !== null)
  const start = chooseStart({ runs, utterances, settings, alsoFromScratch })
  return (
    <div className={styles.start}>
      <div className={styles.choices}>
        <Switch
          label="Compare with training from scratch"
          description="Trains the same network without pretraining on the same split, and draws both."
          isOn={alsoFromScratch}
          onChange={setAlsoFromScratch}
        />
        {start.kind === 'earlier' && (
          <Switch
            label={`Go on from run ${start.run.number}`}
            description={`Its weights know the skill already: ${newsOf(start)}, ${settingsOf(settings, start, utterances.length).epochs} epochs. Nothing that it has learned is tested on. Off: from the download.`}
            isOn={!isFromDownload}
            onChange={(isOn) => setFromDownload(!isOn)}
          />
        )}
        {isOther && (
          <p className={styles.because}>
            Another skill is in work, as the bar above shows; one runs at a time.
          </p>
        )}
        {start.kind === 'download' && start.because && (
          <p className={styles.because}>Starts from the download. {start.because}</p>
        )}
      </div>
      <Button
        kind="primary"
        size="large"
        data-command="train.start"
        icon="bolt"
        isDisabled={!canTrain}
        onPress={() => void startTraining()}
      >
        Fine-tune
      </Button>
    </div>
  )
}

function newsOf({ fresh }: { fresh: number }): string {
  return fresh === 0 ? 'changed labels or texts' : countOf(fresh, 'new utterance')
}

function Progress({ activity }: { activity: Activity }) {
  const { isPaused, isStopping, work, step } = activity
  const hasLearned = work === 'train' && step > 0
  return (
    <div>
      <ProgressBar label={phaseOf(activity)} value={shareOf(activity)} note={noteOf(activity)} />
      <p className={styles.facts}>{factsOf(activity)}</p>
      <div className={styles.buttons}>
        <Button
          data-command="train.pause"
          onPress={() => setPaused(!isPaused)}
          isDisabled={isStopping}
          icon={isPaused ? 'play' : 'pause'}
        >
          {isPaused ? 'Go on' : 'Pause'}
        </Button>
        <Button data-command="train.stop" onPress={stopWork} isDisabled={isStopping} icon="stop">
          {isStopping ? 'Stopping…' : hasLearned ? 'Stop and keep the best' : 'Stop'}
        </Button>
      </div>
    </div>
  )
}

function noteOf(activity: Activity): string {
  const { phase, download } = activity
  if (phase === 'downloading' && download) {
    return `${formatBytes(download.loadedBytes)} of ${formatBytes(download.totalBytes)}`
  }
  const left = msLeft(activity)
  return left === null ? '' : `about ${formatDuration(left)} left`
}

function factsOf({ epoch, epochs, step, totalSteps, stepsPerSecond, phase }: Activity): string {
  if (phase === 'warmingUp') return 'The first steps prepare the calculation; then it gets quick.'
  if (totalSteps === 0) return ' '
  const parts = [
    `Epoch ${Math.min(epoch + 1, epochs)} of ${epochs}`,
    `step ${step} of ${totalSteps}`,
  ]
  if (stepsPerSecond) parts.push(paceText(stepsPerSecond))
  return parts.join(' · ')
}
