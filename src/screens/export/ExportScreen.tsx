import { useEffect } from 'react'
import { useProject } from '@/store/project-store'
import { openRuns } from '@/store/run-library'
import page from '@/ui/Page.module.css'
import styles from './ExportScreen.module.css'
import { SkillPanel } from './SkillPanel'
import { UsePanel } from './UsePanel'

/** Takes the work elsewhere: the skill in any format, and the model as one file. */
export function ExportScreen() {
  const project = useProject()
  useEffect(() => {
    void openRuns(project.id)
  }, [project.id])
  return (
    <div className={page.page} data-width="narrow">
      <header>
        <h1 className={page.title}>Export</h1>
        <p className={styles.lead}>
          It is all yours: the model to run where you like, and the data in the format of your
          platform.
        </p>
      </header>
      <UsePanel />
      <SkillPanel />
    </div>
  )
}
