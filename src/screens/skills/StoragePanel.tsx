import { useState } from 'react'
import { useProjectStore } from '@/store/project-store'
import { readStorageUsage, type SkillUsage, type StorageUsage } from '@/store/storage-usage'
import { Button } from '@/ui/Button'
import { formatBytes } from '@/ui/charts/numbers'
import { Table } from '@/ui/Table'
import styles from './SkillsScreen.module.css'

/** What the skills of this browser take of its storage, when somebody asks. */
export function StoragePanel() {
  const skills = useProjectStore((state) => state.skills)
  const damaged = useProjectStore((state) => state.damagedSkills)
  const [usage, setUsage] = useState<StorageUsage | null>(null)
  const [problem, setProblem] = useState('')
  const weigh = () =>
    void readStorageUsage().then((read) => {
      if (read.kind === 'ok') setUsage(read.value)
      setProblem(read.kind === 'ok' ? '' : read.remedy)
    })
  const nameOf = ({ projectId }: SkillUsage) =>
    [...(skills ?? []), ...damaged].find(({ id }) => id === projectId)?.name ||
    'A skill that is not listed'
  return (
    <section className={styles.section} aria-labelledby="storage-title">
      <h2 id="storage-title" className={styles.heading}>
        Storage
      </h2>
      <p>
        {usage ? sayUsage(usage) : 'Everything is kept in this browser, and nowhere else.'}
        {problem}
      </p>
      {usage && usage.skills.length > 0 && (
        <Table<SkillUsage>
          caption="What each skill takes"
          rows={usage.skills}
          rowKey={({ projectId }) => projectId}
          columns={[
            { id: 'skill', header: 'Skill', cell: nameOf },
            {
              id: 'work',
              header: 'Utterances',
              align: 'end',
              cell: ({ work }) => formatBytes(work),
            },
            { id: 'runs', header: 'Runs', align: 'end', cell: ({ runs }) => formatBytes(runs) },
            {
              id: 'models',
              header: 'Models',
              align: 'end',
              cell: ({ models }) => formatBytes(models),
            },
          ]}
        />
      )}
      <div className={styles.actions}>
        <Button onPress={weigh}>{usage ? 'Weigh again' : 'What takes how much?'}</Button>
      </div>
    </section>
  )
}

function sayUsage({ usedBytes, quotaBytes, isPersistent }: StorageUsage): string {
  const kept = isPersistent
    ? 'The browser has promised to keep it.'
    : 'The browser may clear it when its disk gets full: download backups of what matters.'
  if (usedBytes === null || quotaBytes === null) return kept
  return `${formatBytes(usedBytes)} of ${formatBytes(quotaBytes)} are used, the app and the pretrained model included. ${kept}`
}
