import { useState } from 'react'
import { downloadBackup } from '@/store/backup'
import { deleteSkill, duplicateSkill, fetchProject, renameSkill } from '@/store/project-library'
import { type SkillSummary, useProjectStore } from '@/store/project-store'
import { screenHref } from '@/store/route'
import { countOf } from '@/ui/charts/numbers'
import { IconButton } from '@/ui/IconButton'
import { Menu } from '@/ui/Menu'
import { showToast } from '@/ui/toasts'
import { NameDialog } from './NameDialog'
import styles from './SkillCard.module.css'

/** A skill at a glance: how big it is, how far its annotation has come, and what can be done with it. */
export function SkillCard({ skill }: { skill: SkillSummary }) {
  const [isRenaming, setIsRenaming] = useState(false)
  const skills = useProjectStore((state) => state.skills)
  const others = (skills ?? []).filter(({ id }) => id !== skill.id).map(({ name }) => name)
  const share = skill.utterances === 0 ? 0 : skill.done / skill.utterances
  return (
    <li className={styles.card}>
      <div className={styles.top}>
        <h2 className={styles.name}>
          <a href={screenHref(skill.id, 'annotate')} className={styles.link}>
            {skill.name || 'Unnamed skill'}
          </a>
        </h2>
        <Menu
          label={`Actions for ${skill.name}`}
          trigger={<IconButton label={`More about ${skill.name}`} icon="more" size="small" />}
          entries={[
            {
              kind: 'action',
              id: 'rename',
              label: 'Rename…',
              icon: 'edit',
              run: () => setIsRenaming(true),
            },
            {
              kind: 'action',
              id: 'duplicate',
              label: 'Duplicate',
              icon: 'copy',
              run: () => void duplicateSkill(skill.id),
            },
            {
              kind: 'action',
              id: 'backup',
              label: 'Download a backup',
              icon: 'download',
              run: () =>
                void fetchProject(skill.id).then((project) => {
                  if (project) downloadBackup(project)
                }),
            },
            { kind: 'line', id: 'line' },
            {
              kind: 'action',
              id: 'delete',
              label: 'Delete',
              icon: 'trash',
              isDangerous: true,
              run: () => void remove(skill),
            },
          ]}
        />
      </div>
      <p className={styles.counts}>
        {countOf(skill.utterances, 'utterance')} · {countOf(skill.intents, 'intent')} ·{' '}
        {countOf(skill.slots, 'slot')}
      </p>
      <div className={styles.foot}>
        <span className={styles.track} aria-hidden="true">
          <span className={styles.done} style={{ transform: `scaleX(${share})` }} />
        </span>
        <span>{Math.floor(share * 100)}% done</span>
        <span className={styles.when}>{timeAgo(skill.savedAt)}</span>
      </div>
      <NameDialog
        title="Rename skill"
        label="Name"
        confirmLabel="Rename"
        initial={skill.name}
        others={others}
        isOpen={isRenaming}
        onClose={() => setIsRenaming(false)}
        onConfirm={(name) => void renameSkill(skill.id, name)}
      />
    </li>
  )
}

async function remove(skill: SkillSummary): Promise<void> {
  const discarded = await deleteSkill(skill.id)
  const dismiss = showToast(`“${skill.name}” was deleted.`, {
    action: { label: 'Undo', run: () => void discarded.bringBack() },
  })
  void discarded.settled.then(dismiss)
}

function timeAgo(then: number): string {
  const minutes = Math.round((Date.now() - then) / 60_000)
  if (minutes < 1) return 'just now'
  if (minutes < 60) return `${minutes} min ago`
  if (minutes < 24 * 60) return `${Math.round(minutes / 60)} h ago`
  return new Date(then).toLocaleDateString(undefined, { dateStyle: 'medium' })
}
