import { downloadBackup } from '@/store/backup'
import { letGoOfSkill, retrySave } from '@/store/project-library'
import { useProjectStore } from '@/store/project-store'
import { goTo, screenHref } from '@/store/route'
import { Button } from '@/ui/Button'
import { Callout } from '@/ui/Callout'

/** Skills that are not on the screen and whose work only this tab has. */
export function UnsavedSkills() {
  const unsaved = useProjectStore((state) => state.unsaved)
  return unsaved.map(({ projectId, project, save }) => (
    <Callout
      key={projectId}
      tone="bad"
      title={`“${project.name}” is not saved`}
      actions={
        <>
          <Button size="small" onPress={() => goTo(screenHref(projectId, 'annotate'))}>
            Open it
          </Button>
          <Button size="small" icon="download" onPress={() => downloadBackup(project)}>
            Download a backup
          </Button>
          {save.kind === 'failed' && (
            <Button size="small" onPress={() => void retrySave()}>
              Try again
            </Button>
          )}
          {save.kind === 'deleted' && (
            <Button size="small" onPress={() => letGoOfSkill(projectId)}>
              Let it go
            </Button>
          )}
        </>
      }
    >
      {'remedy' in save ? save.remedy : ''} Until then it is in this tab only.
    </Callout>
  ))
}
