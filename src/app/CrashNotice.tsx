import { downloadBackup } from '@/store/backup'
import { useProjectStore } from '@/store/project-store'
import { Button } from '@/ui/Button'
import { Disclosure } from '@/ui/Disclosure'
import { EmptyState } from '@/ui/EmptyState'

/** What shows in place of a screen that broke: the work is safe, and there are two ways on. */
export function CrashNotice({ error }: { error: Error }) {
  const project = useProjectStore((state) => state.project)
  const save = useProjectStore((state) => state.save.kind)
  return (
    <EmptyState
      icon="warning"
      title="Something broke on this screen"
      actions={
        <>
          <Button kind="primary" onPress={() => location.reload()}>
            Reload
          </Button>
          {project && (
            <Button icon="download" onPress={() => downloadBackup(project)}>
              Download the skill
            </Button>
          )}
        </>
      }
    >
      <p>
        {save === 'saved' || !project
          ? 'Your work is saved. Reload to go on where you were.'
          : 'Your latest changes are in memory but not saved yet: download the skill before you reload.'}
      </p>
      <Disclosure summary="What happened">
        <code>{error.message}</code>
      </Disclosure>
    </EmptyState>
  )
}
