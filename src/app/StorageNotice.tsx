import type { ReactNode } from 'react'
import { downloadBackup, downloadRaw } from '@/store/backup'
import {
  dismissLost,
  dismissNotice,
  keepAsCopy,
  keepDeletedSkill,
  letGoOfSkill,
  retrySave,
  takeOtherVersion,
} from '@/store/project-library'
import { useProjectStore } from '@/store/project-store'
import { goTo, screenHref, skillsHref } from '@/store/route'
import { Button } from '@/ui/Button'
import { Callout } from '@/ui/Callout'
import { FirstFew } from '@/ui/FirstFew'
import styles from './StorageNotice.module.css'
import { UnsavedSkills } from './UnsavedSkills'

/** What stands between the work and the disk, and what to do about it; nothing while all is well. */
export function StorageNotice() {
  const notices = useProjectStore((state) => state.notices)
  const listProblem = useProjectStore((state) => state.listProblem)
  const parts: ReactNode[] = [<OpenSkill key="open" />, <LostParts key="lost" />]
  parts.push(<UnsavedSkills key="unsaved" />)
  if (listProblem !== null) {
    parts.push(
      <Callout key="list" tone="bad" title="The list of skills could not be read">
        {listProblem}
      </Callout>,
    )
  }
  for (const { id, title, text } of notices) {
    parts.push(
      <Callout
        key={id}
        tone="warn"
        title={title}
        actions={
          <Button size="small" onPress={() => dismissNotice(id)}>
            All right
          </Button>
        }
      >
        {text}
      </Callout>,
    )
  }
  return <div className={styles.notices}>{parts}</div>
}

/** How it stands with the open skill. */
function OpenSkill() {
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
            {backup}
          </>
        }
      >
        {save.remedy}
      </Callout>
    )
  }
  if (save.kind === 'deleted' && project) {
    return (
      <Callout
        tone="bad"
        title="This skill was deleted in another tab"
        actions={
          <>
            <Button size="small" onPress={() => void keepDeletedSkill()}>
              Keep it
            </Button>
            <Button
              size="small"
              onPress={() => {
                letGoOfSkill(project.id)
                goTo(skillsHref())
              }}
            >
              Let it go
            </Button>
            {backup}
          </>
        }
      >
        {save.remedy}
      </Callout>
    )
  }
  if (save.kind === 'failed') {
    return (
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
    )
  }
  if (storage?.kind === 'memory') {
    return (
      <Callout tone="warn" title="Nothing is kept in this window" actions={backup}>
        {storage.remedy}
      </Callout>
    )
  }
  return null
}

/** What of the open skill was damaged: gone, or put right as far as it goes. */
function LostParts() {
  const lost = useProjectStore((state) => state.lost)
  const name = useProjectStore((state) => state.project?.name ?? '')
  if (!lost) return null
  const { losses } = lost
  return (
    <Callout
      tone="warn"
      title={
        losses.length === 1
          ? 'One thing in this skill was damaged'
          : `${losses.length} things in this skill were damaged`
      }
      actions={
        <>
          <Button size="small" icon="download" onPress={() => downloadRaw(name, lost.raw)}>
            Download the raw data
          </Button>
          <Button size="small" onPress={() => void dismissLost()}>
            Go on with what is here
          </Button>
        </>
      }
    >
      <FirstFew of={losses} keyOf={(loss) => loss}>
        {(loss) => loss}
      </FirstFew>
    </Callout>
  )
}
