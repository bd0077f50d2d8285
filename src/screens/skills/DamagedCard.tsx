import { downloadRaw } from '@/store/backup'
import { deleteSkill } from '@/store/project-library'
import type { DamagedSkill } from '@/store/project-store'
import { Button } from '@/ui/Button'
import { showToast } from '@/ui/toasts'
import styles from './SkillCard.module.css'

/** A skill that lies in this browser and cannot be opened: why, and what can be done with it. */
export function DamagedCard({ skill }: { skill: DamagedSkill }) {
  return (
    <li className={styles.card}>
      <div className={styles.top}>
        <h2 className={styles.name}>{skill.name}</h2>
      </div>
      <p className={styles.trouble}>{skill.reason}</p>
      <div className={styles.buttons}>
        <Button size="small" icon="download" onPress={() => downloadRaw(skill.name, skill.raw)}>
          Download the raw data
        </Button>
        <Button size="small" icon="trash" onPress={() => void remove(skill)}>
          Delete
        </Button>
      </div>
    </li>
  )
}

async function remove({ id, name }: DamagedSkill): Promise<void> {
  const discarded = await deleteSkill(id)
  const dismiss = showToast(`“${name}” was deleted.`, {
    action: { label: 'Undo', run: () => void discarded.bringBack() },
  })
  void discarded.settled.then(dismiss)
}
