import { memo, useState } from 'react'
import { deleteIntent, deleteSlot, renameIntent, renameSlot } from '@/project/intent-edits'
import { hasLetters } from '@/project/name-check'
import { statisticsOf } from '@/project/statistics'
import { undoAction } from '@/screens/annotate/actions/undo-actions'
import { editProject, useProjectStore } from '@/store/project-store'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { IconButton } from '@/ui/IconButton'
import { Menu } from '@/ui/Menu'
import { showToast } from '@/ui/toasts'
import { NameField } from './NameField'

/** Renames (or merges) and deletes an intent or a slot. */
export const DeclarationMenu = memo(function DeclarationMenu({
  kind,
  name,
}: {
  kind: 'intent' | 'slot'
  name: string
}) {
  const [newName, setNewName] = useState<string | null>(null)
  const names = newName === null ? [] : namesOf(kind)
  const isMerge = newName !== null && newName.trim() !== name && names.includes(newName.trim())
  const rename = () => {
    if (newName === null || !hasLetters(newName)) return
    const verb = isMerge ? 'Merge' : 'Rename'
    const isDone = editProject(
      `${verb} ${name} ${isMerge ? 'into' : 'to'} ${newName.trim()}`,
      (current) => (kind === 'intent' ? renameIntent : renameSlot)(current, name, newName),
    )
    if (isDone) {
      showToast(
        isMerge ? `${name} is part of ${newName.trim()} now.` : `${name} is ${newName.trim()} now.`,
        { tone: 'good', action: undoAction() },
      )
    }
    setNewName(null)
  }
  const remove = (withUtterances: boolean) => {
    let templates = 0
    editProject(`Delete the ${kind} ${name}`, (current) => {
      const next =
        kind === 'intent'
          ? deleteIntent(current, name, { withUtterances })
          : deleteSlot(current, name, null)
      templates = current.templates.length - next.templates.length
      return next
    })
    const withThem =
      templates === 0 ? '' : `, with ${templates === 1 ? 'its template' : `${templates} templates`}`
    showToast(`The ${kind} ${name} was deleted${withThem}.`, {
      action: undoAction(),
    })
  }
  return (
    <>
      <Menu
        label={`Actions for ${name}`}
        trigger={<IconButton label={`Change ${kind} ${name}`} icon="more" size="small" />}
        entries={[
          {
            kind: 'action',
            id: 'rename',
            label: 'Rename or merge…',
            icon: 'edit',
            run: () => setNewName(name),
          },
          { kind: 'line', id: 'line' },
          ...(kind === 'intent'
            ? [
                {
                  kind: 'action' as const,
                  id: 'loosen',
                  label: 'Delete, keep its utterances',
                  icon: 'close' as const,
                  run: () => remove(false),
                },
              ]
            : []),
          {
            kind: 'action',
            id: 'delete',
            label: kind === 'intent' ? 'Delete with its utterances' : 'Delete with its labels',
            icon: 'trash',
            isDangerous: true,
            run: () => remove(true),
          },
        ]}
      />
      <Dialog
        title={`Rename ${name}`}
        size="small"
        isOpen={newName !== null}
        onClose={() => setNewName(null)}
        footer={
          <>
            <Button onPress={() => setNewName(null)}>Cancel</Button>
            <Button
              kind="primary"
              isDisabled={newName === null || !hasLetters(newName)}
              onPress={rename}
            >
              {isMerge ? 'Merge' : 'Rename'}
            </Button>
          </>
        }
      >
        <NameField
          kind={kind}
          label="New name"
          value={newName ?? ''}
          names={names.filter((other) => other !== name)}
          onChange={setNewName}
          onEnter={rename}
          description={
            isMerge
              ? `${newName?.trim()} is there already: the two become one.`
              : `Changes the name everywhere. Take the name of another ${kind} to merge the two.`
          }
        />
      </Dialog>
    </>
  )
})

function namesOf(kind: 'intent' | 'slot'): string[] {
  const { project } = useProjectStore.getState()
  if (!project) return []
  return kind === 'intent'
    ? project.intents.map((intent) => intent.name)
    : [...statisticsOf(project).slots.keys()]
}
