import { useProjectStore } from '@/store/project-store'
import { Icon } from '@/ui/Icon'
import styles from './SaveStatus.module.css'

/** Whether the work is safe, in one word. Trouble has its own notice with a remedy. */
export function SaveStatus() {
  const save = useProjectStore((state) => state.save.kind)
  const isKept = useProjectStore((state) => state.storage?.kind !== 'memory')
  const isSafe = save === 'saved' && isKept
  const words = !isKept
    ? 'Not kept'
    : {
        saved: 'Saved',
        pending: 'Saving…',
        failed: 'Not saved',
        conflict: 'Not saved',
        deleted: 'Not saved',
      }[save]
  return (
    <span
      className={`${styles.status} ${isSafe || save === 'pending' ? '' : styles.trouble}`}
      data-save={save}
    >
      {isSafe && <Icon name="check" size={13} />}
      {words}
    </span>
  )
}
