import { epochsOfInterrupted } from '@/store/run-length'
import { dropInterrupted, resumeTraining } from '@/store/training-actions'
import { useTrainingStore } from '@/store/training-store'
import { Button } from '@/ui/Button'
import { Callout } from '@/ui/Callout'

/** Offers to go on with a run that a reload or a crash cut off. */
export function InterruptedNote() {
  const interrupted = useTrainingStore((state) => state.interrupted)
  const isBusy = useTrainingStore((state) => state.activity !== null)
  if (!interrupted || isBusy) return null
  const { checkpoint } = interrupted
  return (
    <Callout
      tone="hint"
      title="A training was interrupted"
      actions={
        <>
          <Button size="small" kind="primary" onPress={() => void resumeTraining()}>
            Go on
          </Button>
          <Button size="small" onPress={() => void dropInterrupted()}>
            Forget it
          </Button>
        </>
      }
    >
      It had come to epoch {checkpoint.training.epoch} of {epochsOfInterrupted(interrupted)}
      {checkpoint.isFinal
        ? ' of the model that learns from everything'
        : checkpoint.arm === 'scratch'
          ? ' of the training from scratch'
          : ''}
      , and goes on from there.
    </Callout>
  )
}
