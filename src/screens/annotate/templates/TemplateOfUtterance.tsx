import type { Utterance } from '@/project/project'
import { canBeTemplate, isAsMade } from '@/project/template-edits'
import { useProject } from '@/store/project-store'
import { Button } from '@/ui/Button'
import styles from './TemplateOfUtterance.module.css'
import { TemplateText } from './TemplateText'
import { showTemplates, templateFrom } from './templates-view'

/** The template behind an utterance, one press away; or the way to make one of it. */
export function TemplateOfUtterance({ utterance }: { utterance: Utterance }) {
  const { templates } = useProject()
  const template = templates.find(({ id }) => id === utterance.templateId)
  if (!template && !canBeTemplate(utterance)) return null
  return (
    <div className={styles.field}>
      <h3 className={styles.title}>Template</h3>
      {template ? (
        <>
          <button
            type="button"
            className={styles.template}
            onClick={() => showTemplates(template.id)}
          >
            <TemplateText text={template.text} />
          </button>
          <p className={styles.note}>
            {isAsMade(utterance, template)
              ? 'Made from it.'
              : 'Edited by hand: it stays when the template changes.'}
          </p>
        </>
      ) : (
        <Button size="small" icon="layers" onPress={() => templateFrom(utterance.id)}>
          Make a template of it
        </Button>
      )}
    </div>
  )
}
