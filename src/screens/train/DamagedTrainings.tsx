import { downloadRaw } from '@/store/backup'
import { useProject } from '@/store/project-store'
import { forgetDamaged } from '@/store/run-library'
import { useTrainingStore } from '@/store/training-store'
import { Button } from '@/ui/Button'
import { Callout } from '@/ui/Callout'

/** What was trained and cannot be read: why, and what can be done with it. */
export function DamagedTrainings() {
  const damaged = useTrainingStore((state) => state.damaged)
  const { name: skill } = useProject()
  return damaged.map((training) => (
    <Callout
      key={`${training.store} ${training.id}`}
      tone={training.isNewer ? 'hint' : 'warn'}
      title={
        training.isNewer
          ? `${training.name} is from a newer Skillet`
          : `${training.name} could not be read`
      }
      actions={
        <>
          <Button
            size="small"
            icon="download"
            onPress={() => downloadRaw(`${skill} ${training.name}`, training.raw)}
          >
            Download what is left
          </Button>
          <Button size="small" icon="trash" onPress={() => void forgetDamaged(training)}>
            Delete it
          </Button>
        </>
      }
    >
      {training.reason} Everything else works without it.
    </Callout>
  ))
}
