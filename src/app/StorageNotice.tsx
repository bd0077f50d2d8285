import { downloadBackup } from '@/store/backup'
import { keepAsCopy, takeOtherVersion } from '@/store/project-library'
import { retrySave } from '@/store/project-saving'
import { useProjectStore } from '@/store/project-store'
import { goTo, screenHref } from '@/store/route'
import { Button } from '@/ui/Button'
import { Callout } from '@/ui/Callout'
import styles from './StorageNotice.module.css'

/** What stands between the work and the disk, and what to do about it; nothing while all is well. */
export function StorageNotice() {
  const save = useProjectStore((state) => state.save)
  const storage = useProjectStore((state) => state.storage)
  const project = useProjectStore((state) => state.project)
  const backup = project && (
    <Button size="small" icon="download" onPress={() => downloadBackup(project)}>
      Download a backup
    </Button>
  )
  if (save.kind === 'conflict') {
    return (
      <div className={styles.notice}>
        <Callout
          tone="bad"
          title="Two tabs, one skill"
          actions={
            <>
              <Button size="small" onPress={() => void takeOtherVersion()}>
                Take the other version
              </Button>
              <Button
                size="small"
                onPress={() =>
                  void keepAsCopy().then((id) => id !== null && goTo(screenHref(id, 'annotate')))
                }
              >
                Keep mine as a copy
              </Button>
            </>
          }
        >
          {save.remedy}
        </Callout>
      </div>
    )
  }
  if (save.kind === 'failed') {
    return (
      <div className={styles.notice}>
        <Callout
          tone="bad"
          title="Your latest changes are not saved yet"
          actions={
            <>
              {backup}
              <Button size="small" onPress={() => void retrySave()}>
                Try again
              </Button>
            </>
          }
        >
          {save.remedy}
        </Callout>
      </div>
    )
  }
  if (storage?.kind === 'memory') {
    return (
      <div className={styles.notice}>
        <Callout tone="warn" title="Nothing is kept in this window" actions={backup}>
          {storage.remedy}
        </Callout>
      </div>
    )
  }
  return null
}
