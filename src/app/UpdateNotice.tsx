import { useEffect, useState } from 'react'
import { useProjectStore } from '@/store/project-store'
import { useTrainingStore } from '@/store/training-store'
import { Button } from '@/ui/Button'
import { Callout } from '@/ui/Callout'
import { letIn, useUpdate } from './app-updates'
import styles from './StorageNotice.module.css'

/** Offers a new version of the app, and changes to it when nothing can be lost by that. */
export function UpdateNotice() {
  const update = useUpdate()
  const isSaved = useProjectStore((state) => state.save.kind === 'saved')
  const isWorking = useTrainingStore((state) => state.activity !== null)
  const [isWanted, setWanted] = useState(false)
  const mayGo = isWanted && isSaved && !isWorking

  useEffect(() => {
    if (!mayGo) return
    if (update.kind === 'waiting') letIn(update.worker)
    if (update.kind === 'over') location.reload()
  }, [mayGo, update])

  if (update.kind === 'none') return null
  const isOver = update.kind === 'over'
  return (
    <div className={styles.notice}>
      <Callout
        tone="hint"
        title={
          isOver
            ? 'A new version of Skillet runs in another tab'
            : 'A new version of Skillet is ready'
        }
        actions={
          !isWanted && (
            <Button size="small" onPress={() => setWanted(true)}>
              {isOver ? 'Reload' : 'Update'}
            </Button>
          )
        }
      >
        {wordsOf({ isWanted, isSaved, isWorking, isOver })}
      </Callout>
    </div>
  )
}

function wordsOf(state: {
  isWanted: boolean
  isSaved: boolean
  isWorking: boolean
  isOver: boolean
}): string {
  if (state.isWanted && state.isWorking) return 'It comes when the training has ended.'
  if (state.isWanted && !state.isSaved) return 'It comes when your latest changes are saved.'
  if (state.isWanted) return 'One moment…'
  if (state.isOver) {
    return 'Reload this tab to go on with that version. Your work is saved before.'
  }
  return 'The page reloads where you are. Your work is saved before, and a training may end first.'
}
